import pytest

from accounts.models import Actor, ApiToken, Event
from accounts.models.members import digest
from accounts.services import tokens
from tests.factories.accounts import ApiTokenFactory


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"}


def test_a_token_is_shown_once_and_stored_hashed(sign_in, edgar):
    client = sign_in(edgar)

    page = client.post("/acme/settings/tokens/create/", {"name": "CRM", "scope": "write"})

    token = ApiToken.objects.get()
    secret = next(word for word in page.text.split('"') if word.startswith("hl_"))
    assert token.secret_hash == digest(secret)
    assert "no-store" in page["Cache-Control"]
    assert secret not in client.get("/acme/settings/tokens/").text


def test_the_log_does_not_hold_the_secret(acme, edgar):
    _token, secret = tokens.issue(org=acme, name="CRM", scope="read", by=Actor.member(edgar))

    assert secret not in str(Event.objects.get(verb="token_issued").__dict__)


def test_a_token_acts_as_its_member(client, acme, edgar):
    _token, secret = tokens.issue(org=acme, name="CRM", scope="write", by=Actor.member(edgar))

    me = client.get("/acme/api/v1/me/", headers=bearer(secret)).json()

    assert (me["name"], me["role"], me["token"], me["scope"]) == ("Edgar", "editor", "CRM", "write")


def test_a_reading_token_may_not_write(client, acme, olivia):
    ApiTokenFactory(organization=acme, membership=olivia, secret="hl_read")

    response = client.post(
        "/acme/api/v1/teams/",
        {"name": "Early"},
        content_type="application/json",
        headers=bearer("hl_read"),
    )

    assert response.status_code == 403
    assert response.json()["error"]["message"] == "This token may only read."


def test_a_writing_token_leaves_its_name_in_the_log(client, acme, olivia):
    token = ApiTokenFactory(organization=acme, membership=olivia, secret="hl_w", scope="write")

    client.post(
        "/acme/api/v1/teams/",
        {"name": "Early"},
        content_type="application/json",
        headers=bearer("hl_w"),
    )

    event = Event.objects.get(verb="team_created")
    assert (event.actor_kind, event.token, event.membership) == ("token", token, olivia)


def test_a_revoked_token_opens_nothing(client, acme, edgar):
    token, secret = tokens.issue(org=acme, name="CRM", scope="read", by=Actor.member(edgar))
    tokens.revoke(token=token, by=Actor.member(edgar))

    assert client.get("/acme/api/v1/me/", headers=bearer(secret)).status_code == 401


def test_a_token_of_another_organization_finds_nothing(client, acme, sam):
    ApiTokenFactory(organization=sam.organization, membership=sam, secret="hl_sam")

    response = client.get("/acme/api/v1/me/", headers=bearer("hl_sam"))

    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"


def test_a_token_opens_no_page(client, acme, olivia):
    ApiTokenFactory(organization=acme, membership=olivia, secret="hl_o", scope="write")

    response = client.get("/acme/settings/", headers=bearer("hl_o"))

    assert "/accounts/login/" in response["Location"]


def test_a_wrong_token_beside_a_session_changes_nothing_on_a_page(sign_in, olivia):
    response = sign_in(olivia).get("/acme/settings/", headers=bearer("hl_nonsense"))

    assert response.status_code == 200


def test_the_use_of_a_token_is_remembered(client, acme, edgar):
    token = ApiTokenFactory(organization=acme, membership=edgar, secret="hl_e")

    client.get("/acme/api/v1/me/", headers=bearer("hl_e"))

    token.refresh_from_db()
    assert token.last_used_at is not None


def test_a_member_sees_their_own_tokens_only(sign_in, acme, edgar, mona):
    ApiTokenFactory(organization=acme, membership=mona, name="Monas help desk")

    assert "Monas help desk" not in sign_in(edgar).get("/acme/settings/tokens/").text


def test_an_owner_sees_and_revokes_everybodys(sign_in, acme, olivia, mona):
    token = ApiTokenFactory(organization=acme, membership=mona, name="Monas help desk")
    client = sign_in(olivia)
    assert "Monas help desk" in client.get("/acme/settings/tokens/").text

    client.post(f"/acme/settings/tokens/{token.pk}/revoke/")

    token.refresh_from_db()
    assert token.revoked_at is not None


def test_revoking_twice_is_recorded_once(acme, edgar):
    token, _secret = tokens.issue(org=acme, name="CRM", scope="read", by=Actor.member(edgar))

    tokens.revoke(token=token, by=Actor.member(edgar))
    tokens.revoke(token=token, by=Actor.member(edgar))

    assert Event.objects.filter(verb="token_revoked").count() == 1


@pytest.mark.parametrize("typed", [{}, {"name": "x" * 101, "scope": "read"}, {"name": "a\0"}])
def test_a_token_needs_a_name(sign_in, edgar, typed):
    response = sign_in(edgar).post("/acme/settings/tokens/create/", typed)

    assert response.status_code == 422
    assert not ApiToken.objects.exists()
