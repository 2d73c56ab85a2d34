"""The customer: a phone, a mail, five taps, no script and no account."""

import gzip
import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from surveys.models import Answer, Delivery, Invitation, Response
from surveys.services import answers, dispatch, tokens
from tests.factories.surveys import CustomerFactory
from tests.surveys.mail.relays import inbox
from tests.surveys.worlds import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def phone(browser):
    """A small phone whose browser runs no script."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def world(acme):
    acme.postal_address = "1 High Street, Springfield"
    acme.save()
    return World(acme)


def path(invitation, place=""):
    return f"/s/{tokens.make(invitation.public_id)}/{place}"


def received(settings):
    """Send what waits over real SMTP and return the mail as its reader gets it."""
    with inbox() as (box, port):
        settings.EMAIL_PORT = port
        assert dispatch.send_due() == 1
    # Nobody is that fast: an answer within two seconds of the mail would be set aside.
    Delivery.objects.update(sent_at=now() - timedelta(minutes=5))
    return message_from_bytes(box.envelopes[0].content, policy=policy.default)


def choose(page, label):
    page.locator("label", has_text=re.compile(f"^{label}$")).tap()
    page.get_by_role("button", name="Next").tap()


def test_a_customer_answers_from_the_mail_to_the_thanks(phone, live_server, world, settings):
    invitation = world.invite(CustomerFactory(organization=world.org, name="Kim Lee"))
    html = received(settings).get_body(("html",)).get_content()
    tapped = re.search(r'href="http://localhost(/s/[^"]+\?a=8)"', html)[1]

    phone.goto(live_server.url + tapped)
    expect(phone.get_by_text("Hello Kim Lee,")).to_be_visible()
    expect(phone.get_by_role("radio", name="8", exact=True)).to_be_checked()
    assert not Response.objects.exists()
    phone.get_by_role("button", name="Next").tap()
    choose(phone, "Mostly")
    phone.get_by_role("link", name="Back").tap()
    expect(phone.get_by_role("radio", name="Mostly")).to_be_checked()
    choose(phone, "Completely")
    choose(phone, "A little")
    phone.get_by_text(re.compile("Can't say|Don't remember")).tap()
    phone.get_by_role("button", name="Next").tap()
    phone.get_by_label("Anything you would like to add?").fill("Anna was kind.")
    phone.get_by_role("button", name="Send").tap()
    expect(phone.get_by_role("heading", name="Thank you, Kim Lee.")).to_be_visible()

    response = Response.objects.get()
    assert (response.state, response.is_counted) == ("sent", True)
    assert response.comment == "Anna was kind."
    values = dict(response.answers.values_list("question_id", "value"))
    assert [values[drawn["question"]] for drawn in invitation.drawn] == [8, 4, 1, None]


def test_forgetting_to_choose_is_told_and_loses_nothing(phone, live_server, world):
    invitation = world.invite()
    phone.goto(live_server.url + path(invitation))
    phone.get_by_role("button", name="Next").tap()
    expect(phone.get_by_role("alert")).to_have_text("Please choose one of the answers.")
    choose(phone, "7")
    expect(phone.get_by_text("2 of 5")).to_be_visible()
    assert Answer.objects.get().value == 7


def test_every_row_can_be_hit_with_a_thumb(phone, live_server, world):
    invitation = world.invite()
    for place in ("1/", "2/", f"{len(invitation.drawn) + 1}/"):
        phone.goto(live_server.url + path(invitation, place))
        targets = phone.locator(".hl-choice, .hl-button").all()
        assert targets
        assert all(target.bounding_box()["height"] >= 48 for target in targets)
        page_width = phone.locator("html").bounding_box()["width"]
        assert page_width <= PHONE["width"]


def test_unsubscribing_takes_two_taps(phone, live_server, world):
    invitation = world.invite()
    phone.goto(live_server.url + path(invitation))
    phone.get_by_role("link", name="No more questions by e-mail").tap()
    phone.get_by_role("button", name="Stop the questions").tap()
    expect(phone.get_by_role("heading", name="You will not be asked again")).to_be_visible()


# test_every_page shows the same pages in the other looks.
@pytest.mark.parametrize(
    ("language", "width", "scheme"), [("ar", 360, "dark"), ("de", 1280, "light")]
)
def test_the_pages_have_no_barriers(
    page, live_server, world, axe, complaints, scheme, language, width
):
    customer = CustomerFactory(organization=world.org, language=language)
    invitation = world.invite(customer)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    steps = [path(invitation, place) for place in ("", "2/", f"{len(invitation.drawn) + 1}/")]
    for place in [*steps, f"/u/{tokens.make(invitation.public_id)}/"]:
        page.goto(live_server.url + place)
        assert axe() == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_pages_of_closed_links_have_no_barriers(page, live_server, world, axe):
    used, expired, withdrawn = (world.invite() for _ in range(3))
    answers.send(invitation=used, comment="")
    Invitation.objects.filter(pk=expired.pk).update(expires_at=now())
    Invitation.objects.filter(pk=withdrawn.pk).update(withdrawn_at=now())
    places = [path(used), path(used, "thanks/"), path(expired), path(withdrawn), "/s/forged/"]
    for place in places:
        page.goto(live_server.url + place)
        assert axe() == []


def test_a_page_weighs_less_than_fifteen_kilobytes(page, live_server, world):
    sizes = {}
    page.on("response", lambda r: sizes.setdefault(r.url, len(gzip.compress(r.body()))))
    page.goto(live_server.url + path(world.invite()), wait_until="networkidle")
    assert len(sizes) == 2  # the page and its sheet, nothing from elsewhere
    assert sum(sizes.values()) < 15_000
