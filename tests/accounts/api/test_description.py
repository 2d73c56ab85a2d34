"""The description of the API says what every operation takes and answers."""

from django.urls import reverse

from tests.accounts.api.calls import V1
from tests.matrix import OK, nothing
from tests.test_permissions import ROWS


def test_the_description_fills_in_the_organization(ask):
    schema = ask("get", "schema/").json()

    assert schema["openapi"].startswith("3.1")
    [org] = [p for p in schema["paths"]["/{org}/api/v1/me/"]["get"]["parameters"]]
    assert (org["name"], org["schema"]["default"]) == ("org", "acme")


def test_every_operation_is_described_with_the_door(ask):
    schema = ask("get", "schema/").json()

    assert schema["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert all(
        {"token": []} in operation["security"]
        for path in schema["paths"].values()
        for operation in path.values()
    )


def test_every_operation_shows_what_to_send_and_how_an_error_looks(ask):
    schema = ask("get", "schema/").json()
    operations = [each for path in schema["paths"].values() for each in path.values()]
    shape = {"$ref": "#/components/schemas/Error"}

    for operation in operations:
        sent = operation.get("requestBody", {"content": {}})["content"].get("application/json", {})
        assert bool(sent.get("schema")) == bool(sent.get("examples")), operation["operationId"]
        error = operation["responses"]["default"]["content"]["application/json"]
        assert (error["schema"], bool(error["examples"])) == (shape, True)
        assert "Base of" not in operation.get("description", "")


def test_a_list_that_comes_in_pages_says_so(ask, acme):
    paths = ask("get", "schema/").json()["paths"]
    lists = {row.route: reverse(row.route, args=["acme"]) for row in ROWS if is_list(row)}

    for route, address in lists.items():
        described = paths[address.replace("/acme/", "/{org}/", 1)]["get"].get("parameters", [])
        answer = ask("get", address.removeprefix(V1)).json()
        in_pages = "results" in answer and "count" in answer
        assert ("page" in [each["name"] for each in described]) == in_pages, route
    assert len(lists) > 20


def is_list(row):
    read = (row.method, row.make, row.statuses[0]) == ("get", nothing, OK)
    return read and row.route.startswith("api:") and row.route.endswith("-list")


def test_only_the_page_to_try_it_allows_inline_styles(sign_in, vera):
    client = sign_in(vera)

    assert "'unsafe-inline'" in client.get(V1 + "docs/")["Content-Security-Policy"]
    assert "'unsafe-inline'" not in client.get("/acme/")["Content-Security-Policy"]
    assert "'unsafe-eval'" not in client.get(V1 + "docs/")["Content-Security-Policy"]
