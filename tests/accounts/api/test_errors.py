"""Every error has one shape and tells nothing of ours."""

import json
import logging

import pytest
from django.core.cache import cache

from accounts.gate import TokenThrottle
from accounts.models import Team
from accounts.services import teams
from tests.accounts.api.calls import JSON, V1, has_the_shape
from tests.factories.accounts import TeamFactory


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


def test_what_is_sent_to_an_address_without_its_slash_is_not_lost_on_a_detour(ask):
    error = has_the_shape(ask("post", "teams", {"name": "Support"}), 404, "not_found")

    assert "ends with a slash" in error["message"]
    assert ask("get", "teams").status_code == 301


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
