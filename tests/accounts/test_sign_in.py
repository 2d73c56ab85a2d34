import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.core import mail

from accounts.models import User
from accounts.services import users
from tests.factories.accounts import MembershipFactory

PASSWORD = "correct horse battery"
LOGIN = "/accounts/login/"


@pytest.fixture
def jo(acme):
    user = users.register(email="jo@acme.example", name="Jo", password=PASSWORD)
    return MembershipFactory(organization=acme, user=user, role="editor")


def sign_in_as(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def test_signing_in_leads_to_the_overview_of_the_only_organization(client, jo):
    response = client.post(LOGIN, {"login": "jo@acme.example", "password": PASSWORD}, follow=True)

    assert response.redirect_chain[-1] == ("/acme/", 302)


def test_an_address_counts_whatever_its_case(client, jo):
    assert sign_in_as(client, "JO@Acme.example").status_code == 302


def test_whoever_belongs_to_two_organizations_chooses(client, jo):
    MembershipFactory(user=jo.user, organization__name="Second", organization__slug="second")
    sign_in_as(client, "jo@acme.example")

    page = client.get("/").text

    assert 'href="/acme/"' in page
    assert 'href="/second/"' in page


def test_whoever_belongs_to_none_is_told_what_to_do(client):
    users.register(email="nobody@x.example", name="Nobody", password=PASSWORD)
    sign_in_as(client, "nobody@x.example")

    assert "invite you" in client.get("/").text


def test_a_wrong_password_says_no_more_than_an_unknown_address(client, jo):
    wrong = sign_in_as(client, "jo@acme.example", "nonsense")
    unknown = sign_in_as(client, "nobody@acme.example", "nonsense")

    words = "not correct"
    assert words in wrong.text
    assert words in unknown.text


def test_nobody_guesses_for_long(client, jo):
    for _attempt in range(12):
        sign_in_as(client, "jo@acme.example", "nonsense")

    refused = sign_in_as(client, "jo@acme.example")

    assert "Too many failed login attempts" in refused.text
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_by_themselves(client):
    typed = {"email": "me@x.example", "password1": PASSWORD}

    client.post("/accounts/signup/", typed)

    assert "password1" not in client.get("/accounts/signup/").text
    assert not User.objects.exists()


def test_a_forgotten_password_is_reset_by_mail(client, jo):
    client.post("/accounts/password/reset/", {"email": "jo@acme.example"})
    [message] = mail.outbox
    path = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", message.body)[1]
    form = client.get(path, follow=True)
    new = {"password1": "another good phrase", "password2": "another good phrase"}

    client.post(form.redirect_chain[-1][0], new)

    assert sign_in_as(client, "jo@acme.example", "another good phrase").status_code == 302


def test_a_reset_for_an_unknown_address_tells_nobody_so(client, jo):
    known = client.post("/accounts/password/reset/", {"email": "jo@acme.example"})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@acme.example"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.parametrize("address", ["jo@acme.example", "nobody@acme.example"])
def test_a_mail_server_that_is_away_is_told_to_everybody_alike(client, jo, settings, address):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1

    page = client.post("/accounts/password/reset/", {"email": address}, follow=True)

    assert page.status_code == 200
    assert "The mail server does not answer." in page.text


def test_devices_are_listed_and_others_signed_out(client, jo):
    other = client.__class__()
    sign_in_as(other, "jo@acme.example")
    sign_in_as(client, "jo@acme.example")
    assert UserSession.objects.filter(user=jo.user).count() == 2

    client.post("/accounts/sessions/")

    assert UserSession.objects.filter(user=jo.user).count() == 1
    assert other.get("/acme/").status_code == 302


def test_a_code_is_asked_after_the_password(client, jo):
    TOTP.activate(jo.user, generate_totp_secret())

    response = sign_in_as(client, "jo@acme.example")

    assert response["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/acme/").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/accounts/login/",
        "/accounts/password/reset/",
    ],
)
def test_every_page_of_the_account_opens(client, jo, address):
    sign_in_as(client, "jo@acme.example")

    assert client.get(address, follow=True).status_code == 200


def test_an_inactive_account_does_not_come_in(client, jo):
    jo.user.is_active = False
    jo.user.save()

    sign_in_as(client, "jo@acme.example")

    assert client.get("/acme/").status_code == 302


def test_signing_in_never_leads_to_another_site(client, jo):
    response = sign_in_as(client, "jo@acme.example", next="https://evil.example/")

    assert "evil.example" not in response["Location"]
