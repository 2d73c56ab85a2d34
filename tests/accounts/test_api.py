import json
import logging

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.gate import TokenThrottle
from accounts.models import Actor, Event, Team
from accounts.services import teams
from tests.factories.accounts import (
    ApiTokenFactory,
    MembershipFactory,
    StaffMemberFactory,
    TeamFactory,
)
from tests.matrix import OK, nothing
from tests.test_permissions import ROWS

V1 = "/acme/api/v1/"
JSON = "application/json"


@pytest.fixture
def token(acme, olivia):
    ApiTokenFactory(organization=acme, membership=olivia, secret="hl_olivia", scope="write")
    return {"Authorization": "Bearer hl_olivia"}


@pytest.fixture
def ask(client, token):
    """`ask("post", "teams/", {...})` as another system does."""

    def ask(method, path, body=None, **options):
        sent = {"headers": token, "content_type": JSON, **options}
        return getattr(client, method)(V1 + path, body, **sent)

    return ask


def has_the_shape(response, status, code):
    error = response.json()["error"]
    assert response.status_code == status
    assert set(error) == {"code", "message", "fields"}
    assert error["code"] == code
    assert isinstance(error["message"], str)
    return error


def test_400_names_the_fields(ask):
    error = has_the_shape(ask("post", "teams/", {}), 400, "invalid")

    assert list(error["fields"]) == ["name"]


def test_400_of_a_service_has_the_same_shape(ask, acme):
    TeamFactory(organization=acme, name="Support")

    error = has_the_shape(ask("post", "teams/", {"name": "Support"}), 400, "invalid")

    assert "a team of that name already" in json.dumps(error)


@pytest.mark.parametrize("body", ["{", "", "[1, 2", "\xff\xfe", '{"name": NaN}', "[" * 50_000])
def test_400_for_what_is_no_json(ask, body):
    response = ask("post", "teams/", body)

    assert response.status_code == 400
    assert set(response.json()) == {"error"}


@pytest.mark.parametrize("body", ["[]", "7", '"text"', "null", '[{"name": "a"}]'])
def test_400_for_json_of_another_kind(ask, body):
    has_the_shape(ask("post", "teams/", body), 400, "invalid")


@pytest.mark.parametrize(
    "body", [{"name": "a\0b"}, {"name": ["a\0"]}, {"a\0": 1}, {"name": "half a \ud83d"}]
)
def test_400_for_characters_that_cannot_be_stored(ask, body):
    response = ask("post", "teams/", body)

    assert response.status_code == 400
    assert not Team.objects.exists()


def test_400_for_a_null_byte_in_the_address(ask):
    has_the_shape(ask("get", "events/?verb=a%00"), 400, "bad_request")


@pytest.mark.parametrize("secret", ["", "hl_unknown", "x" * 5000, "♥"])
def test_401_for_a_token_that_is_none(client, acme, secret):
    response = client.get(V1 + "me/", headers={"Authorization": f"Bearer {secret}"})

    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"


def test_401_for_nobody(client, acme):
    has_the_shape(client.get(V1 + "me/"), 401, "not_authenticated")


def test_403_for_what_the_role_does_not_allow(sign_in, vera):
    response = sign_in(vera).post(V1 + "teams/", {"name": "Early"}, content_type=JSON)

    has_the_shape(response, 403, "permission_denied")


def test_403_for_a_session_without_the_csrf_token(olivia):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(olivia.user)

    response = client.post(V1 + "teams/", {"name": "Early"}, content_type=JSON)

    has_the_shape(response, 403, "permission_denied")


@pytest.mark.parametrize("path", ["teams/999999/", "nothing/", f"teams/{'9' * 40}/", "teams/x/"])
def test_404_for_what_is_not_there(ask, path):
    has_the_shape(ask("get", path), 404, "not_found")


def test_404_for_another_organization(client, token):
    has_the_shape(client.get("/rival/api/v1/me/", headers=token), 404, "not_found")


def test_405_for_another_method(ask):
    has_the_shape(ask("delete", "teams/"), 405, "method_not_allowed")


def test_406_for_another_format(client, token):
    response = client.get(V1 + "me/", headers={**token, "Accept": "text/csv"})

    has_the_shape(response, 406, "not_acceptable")


def test_409_for_a_change_of_what_somebody_changed(ask, acme):
    team = TeamFactory(organization=acme)
    ask("patch", f"teams/{team.pk}/", {"name": "Early", "version": 1})

    response = ask("patch", f"teams/{team.pk}/", {"name": "Late", "version": 1})

    has_the_shape(response, 409, "stale")


def test_413_for_a_body_past_the_limit(client, token, settings):
    settings.UPLOAD_MAX_BYTES = 1024

    response = client.post(V1 + "teams/", {"name": "x" * 5000}, content_type=JSON, headers=token)

    has_the_shape(response, 413, "too_large")


def test_415_for_another_kind_of_body(ask):
    response = ask("post", "teams/", "<team/>", content_type="text/xml")

    has_the_shape(response, 415, "unsupported_media_type")


def test_429_for_too_many_requests(ask, monkeypatch):
    monkeypatch.setattr(TokenThrottle, "rate", "2/min", raising=False)
    ask("get", "me/")
    ask("get", "me/")

    response = ask("get", "me/")

    has_the_shape(response, 429, "throttled")
    assert int(response["Retry-After"]) > 0
    cache.clear()


def test_500_has_the_shape_and_tells_nothing(client, token, monkeypatch, caplog):
    def fail(**_arguments):
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr(teams, "create", fail)
    client.raise_request_exception = False
    with caplog.at_level(logging.CRITICAL):
        response = client.post(V1 + "teams/", {"name": "x"}, content_type=JSON, headers=token)

    has_the_shape(response, 500, "error")
    assert "secret" not in response.text


def test_the_organization_is_changed_in_part(ask, acme):
    response = ask("patch", "organization/", {"asking_cap_days": 60, "version": 1})

    acme.refresh_from_db()
    assert response.json()["version"] == 2
    assert acme.asking_cap_days == 60


@pytest.mark.parametrize(
    "body",
    [
        {"languages": ["xx"]},
        {"languages": []},
        {"reporting_segments": ["a", "b", "c"]},
        {"timezone": "Mars/Olympus"},
        {"brand_colour": "red"},
        {"answer_readers": ["emperor"]},
        {"asking_cap_days": -1},
        {"version": 7, "name": "Other"},
    ],
)
def test_settings_that_cannot_be_are_refused(ask, acme, body):
    assert ask("patch", "organization/", body).status_code in (400, 409)

    acme.refresh_from_db()
    assert acme.version == 1


def test_colleagues_come_and_go_by_another_system(ask, carl):
    asked = ask("post", "invitations/", {"email": "jo@people.example", "role": "manager"}).json()
    again = ask("post", "invitations/", {"email": "jo@people.example", "role": "manager"})

    has_the_shape(again, 400, "invalid")
    assert "secret" not in json.dumps(asked)
    assert ask("get", "invitations/").json()["results"] == [asked]
    assert ask("delete", f"invitations/{asked['id']}/").status_code == 204
    assert ask("get", "invitations/").json()["count"] == 0
    assert ask("delete", f"members/{carl.pk}/").status_code == 204
    has_the_shape(ask("get", f"members/{carl.pk}/"), 404, "not_found")


def test_staff_come_from_another_system(ask, acme):
    team = TeamFactory(organization=acme)
    body = {"name": "Ana", "external_id": "A-7", "team": team.pk}

    created = ask("post", "staff/", body)

    assert created.status_code == 201
    assert ask("get", "staff/?external_id=A-7").json()["results"] == [created.json()]


def test_a_foreign_team_cannot_be_named(ask):
    response = ask("post", "staff/", {"name": "Ana", "team": TeamFactory().pk})

    assert has_the_shape(response, 400, "invalid")["fields"]["team"]


def test_only_what_is_sent_changes(ask, acme):
    team = TeamFactory(organization=acme)
    person = StaffMemberFactory(organization=acme, name="Ana", team=team, external_id="A-7")

    ask("patch", f"staff/{person.pk}/", {"name": "Ana Silva"})

    person.refresh_from_db()
    assert (person.name, person.team, person.external_id) == ("Ana Silva", team, "A-7")


def test_events_are_read_from_where_one_stopped(ask, acme, olivia):
    by = Actor.member(olivia)
    teams.create(org=acme, name="Early", by=by)
    last = Event.objects.first()
    teams.create(org=acme, name="Late", by=by)

    found = ask("get", f"events/?after_id={last.pk}&verb=team_created").json()["results"]

    assert [event["label"] for event in found] == ["Late"]


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=x", "page_size=-1", "since=never", "member=x", "object_id=" + "9" * 40],
)
def test_a_wrong_filter_is_never_a_500(ask, query):
    assert ask("get", f"events/?{query}").status_code in (200, 400, 404)


def test_lists_come_in_pages(ask, acme):
    TeamFactory.create_batch(3, organization=acme)

    page = ask("get", "teams/?page_size=2").json()

    assert (page["count"], len(page["results"])) == (3, 2)
    assert "page=2" in page["next"]


def test_a_list_shows_no_foreign_row(ask, acme):
    TeamFactory(name="Rivals")
    MembershipFactory(user__name="Rival")

    assert "Rival" not in ask("get", "teams/").text + ask("get", "members/").text


@pytest.mark.parametrize("path", ["members/", "teams/", "staff/", "events/"])
def test_twenty_rows_cost_as_many_queries_as_one(
    ask, acme, olivia, path, django_assert_max_num_queries
):
    for team in TeamFactory.create_batch(20, organization=acme):
        StaffMemberFactory(organization=acme, team=team)
        MembershipFactory(organization=acme)
        teams.rename(team=team, name=f"{team} renamed", by=Actor.member(olivia))

    with django_assert_max_num_queries(5):
        assert ask("get", path).json()["count"] >= 20


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
