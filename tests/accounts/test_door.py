"""The one way in: who gets where, and what is written down about it."""

import json
import logging
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.urls import get_resolver

from accounts.services import users
from config.logs import json_formatter
from tests.factories.accounts import ApiTokenFactory, MembershipFactory

FORM = "application/x-www-form-urlencoded"
PASSWORD = "correct horse battery"


@pytest.fixture
def written(caplog):
    """What the server writes to its log, line by line."""
    handler = logging.StreamHandler()
    handler.setFormatter(json_formatter())
    caplog.set_level(logging.DEBUG)
    return lambda: [handler.format(record) for record in caplog.records]


def test_an_outsider_cannot_tell_that_an_organization_exists(sign_in, sam, acme):
    client = sign_in(sam)

    assert client.get("/acme/").status_code == 404
    assert client.get("/no-such-organization/").status_code == 404


def test_a_member_with_two_organizations_has_the_role_of_each(sign_in, carl):
    MembershipFactory(user=carl.user, organization__slug="second", role="owner")
    client = sign_in(carl)

    assert client.get("/second/settings/events/").status_code == 200
    assert client.get("/acme/settings/events/").status_code == 403


def test_an_htmx_request_without_a_session_moves_the_whole_page(client, acme):
    response = client.get("/acme/", headers={"HX-Request": "true"})

    assert response["HX-Redirect"].startswith("/accounts/login/")


def test_a_body_past_the_limit_is_refused_before_it_is_read(sign_in, olivia, settings):
    settings.UPLOAD_MAX_BYTES = 1024

    response = sign_in(olivia).post("/acme/settings/", {"name": "x" * 5000})

    assert response.status_code == 413


@pytest.mark.parametrize("typed", [{"name": "x" * 6_000_000}, dict.fromkeys(range(3000), "x")])
def test_a_form_with_too_much_in_it_is_refused_with_words(sign_in, olivia, typed):
    response = sign_in(olivia).post("/acme/settings/", urlencode(typed), content_type=FORM)

    assert response.status_code == 413
    assert "This form is too large" in response.text


@pytest.mark.parametrize("path", ["/%00/", "/acme/%00/", "/acme/?page=%00", "/invite/%00/"])
def test_a_null_byte_is_never_a_500(sign_in, olivia, path):
    assert sign_in(olivia).get(path).status_code in (400, 404)


def test_no_organization_can_take_an_address_of_the_house():
    first = {
        str(entry.pattern).lstrip("^").split("/")[0]
        for entry in flat(get_resolver().url_patterns)
        if not str(entry.pattern).startswith("<")
    }

    assert {name for name in first if name and "<" not in name} <= settings.RESERVED_SLUGS


def flat(patterns):
    for entry in patterns:
        if hasattr(entry, "url_patterns") and str(entry.pattern) == "":
            yield from flat(entry.url_patterns)
        else:
            yield entry


def test_logs_hold_no_address_no_name_and_no_secret(client, acme, olivia, written):
    users.register(email="jo@people.example", name="Jo Marlowe", password=PASSWORD)
    ApiTokenFactory(organization=acme, membership=olivia, secret="hl_topsecret")
    client.post("/accounts/login/", {"login": "jo@people.example", "password": PASSWORD})
    client.post("/accounts/login/", {"login": "jo@people.example", "password": "wrong words"})
    client.post("/accounts/password/reset/", {"email": "jo@people.example"})
    client.get("/acme/api/v1/me/", headers={"Authorization": "Bearer hl_topsecret"})
    client.get("/invite/0123456789abcdef0123/")
    client.get("/s/abcdefghijklmnop/")
    client.get("/accounts/password/reset/key/3-abcdefghijkl/")
    client.get("/acme/customers/?q=Marlowe")
    logging.getLogger("surveys").error("550 no such user jo@people.example, jo%40people.example")

    log = "\n".join(written())

    assert len(written()) > 10
    for secret in (
        "people.example",
        "Marlowe",
        "topsecret",
        PASSWORD,
        "wrong words",
        "0123456789abcdef",
        "abcdefghijkl",
    ):
        assert secret not in log


def test_every_line_of_the_log_is_json_with_request_and_organization(sign_in, olivia, written):
    sign_in(olivia).get("/acme/")

    lines = [json.loads(line) for line in written() if '"request_finished"' in line]
    assert lines[-1]["organization_id"] == olivia.organization_id
    assert lines[-1]["user_id"] == olivia.user_id
    assert lines[-1]["request_id"]
