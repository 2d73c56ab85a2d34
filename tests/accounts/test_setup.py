from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import Membership, Organization, SetupToken, User
from accounts.services import setup
from emotions.models import Emotion

TYPED = {
    "organization": "Acme",
    "slug": "acme",
    "timezone": "Europe/Berlin",
    "language": "de",
    "name": "Olivia",
    "email": "Olivia@Acme.example",
    "password": "correct horse battery",
}


def printed():
    out = StringIO()
    call_command("setup_token", stdout=out)
    return out.getvalue()


def test_an_empty_installation_prints_a_token():
    lines = printed().splitlines()

    assert "http://localhost/setup/" in lines[1]
    assert len(lines[-1].strip()) >= 32


def test_only_a_hash_of_the_token_is_stored():
    secret = setup.issue_token()

    assert secret not in str(SetupToken.objects.values().get())


def test_the_token_founds_the_first_organization(client):
    response = client.post("/setup/", {**TYPED, "token": setup.issue_token()})

    owner = Membership.objects.get(role="owner")
    assert response["Location"] == "/acme/"
    assert owner.user.email == "olivia@acme.example"
    assert (owner.organization.timezone, owner.organization.languages) == ("Europe/Berlin", ["de"])
    assert client.get("/acme/").status_code == 200


def test_a_new_organization_has_the_starter_library(client):
    client.post("/setup/", {**TYPED, "token": setup.issue_token()})

    assert Emotion.objects.filter(organization__slug="acme").count() == 24


def test_whoever_comes_without_the_token_founds_nothing(client):
    setup.issue_token()

    response = client.post("/setup/", {**TYPED, "token": "guessed"})

    assert response.status_code == 422
    assert not Organization.objects.exists()
    assert not User.objects.exists()


def test_the_token_works_once(client):
    secret = setup.issue_token()
    client.post("/setup/", {**TYPED, "token": secret})
    client.logout()

    again = {**TYPED, "token": secret, "slug": "second", "email": "second@x.example"}

    assert client.post("/setup/", again).status_code == 302
    assert not Organization.objects.filter(slug="second").exists()


def test_an_installation_in_use_prints_nothing_secret(acme):
    assert printed() == "This installation is set up already.\n"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("slug", "api", "belongs to Heartline itself"),
        ("slug", "Acme Ltd", "lower-case letters"),
        ("slug", "-acme", "lower-case letters"),
        ("email", "nobody", "valid email"),
        ("password", "12345678", "too common"),
        ("timezone", "Mars/Olympus", "valid choice"),
        ("organization", "x" * 101, "at most 100"),
        ("organization", "Ac\0me", "Null characters"),
    ],
)
def test_what_cannot_be_is_refused_and_keeps_the_token(client, field, value, words):
    secret = setup.issue_token()

    response = client.post("/setup/", {**TYPED, "token": secret, field: value})

    assert response.status_code == 422
    assert words in response.text
    assert not SetupToken.objects.exclude(used_at=None).exists()


def test_an_owner_founds_another_organization(sign_in, olivia):
    typed = {"organization": "Second & Söhne", "slug": "", "timezone": "UTC", "language": "en"}

    response = sign_in(olivia).post("/organizations/new/", typed)

    assert response["Location"] == "/second-sohne/"
    assert Membership.objects.get(organization__slug="second-sohne").user == olivia.user


def test_a_taken_address_is_refused(sign_in, olivia):
    typed = {"organization": "Second", "slug": "acme", "timezone": "UTC", "language": "en"}

    assert sign_in(olivia).post("/organizations/new/", typed).status_code == 422


def test_only_owners_found_organizations(sign_in, edgar):
    assert sign_in(edgar).get("/organizations/new/").status_code == 403
