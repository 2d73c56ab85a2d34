"""A key in the device takes the place of a password."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.services import users

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-key-in-the-device-7"
INSIDE = "You are signed in as ana@acme.example."
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def authenticator(page):
    """A device with a key of its own, whose owner always agrees."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def proves(page):
    """The password, and Enter."""
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_somebody_adds_a_passkey_and_signs_in_with_it(page, live_server, authenticator, complaints):
    users.register(email="ana@acme.example", name="Ana", password=PASSWORD)
    page.goto(live_server.url + reverse("account_login"))
    page.get_by_label("E-mail address").fill("ana@acme.example")
    proves(page)
    expect(page.get_by_text(INSIDE)).to_be_visible()

    page.goto(live_server.url + reverse("mfa_add_webauthn"))
    proves(page)  # once more, before something that lets people in
    page.get_by_label("Name").fill("Laptop")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.context.clear_cookies()
    page.goto(live_server.url + reverse("account_login"))
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_text(INSIDE)).to_be_visible()
