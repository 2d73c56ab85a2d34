"""Links in the wrong hands, at the wrong time, or opened by a machine."""

import logging
import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.utils.timezone import now

from accounts.models import Actor, Organization
from config.logs import json_formatter
from surveys.models import Customer, Delivery, Invitation, Response, Suppression
from surveys.services import answers, dispatch, invitations, tokens
from tests.surveys.mail.relays import inbox
from tests.surveys.worlds import World


@pytest.fixture
def invitation(acme):
    return World(acme).invite()


def link(invitation, kind="s"):
    return f"/{kind}/{tokens.make(invitation.public_id)}/"


def counted_rows():
    return {
        model.__name__: model._base_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in ("accounts", "surveys")
    }


def page(client, address):
    found = client.get(address)
    return found.status_code, found.content.decode()


def test_a_forged_link_says_what_to_do(client, invitation):
    status, text = page(client, f"/s/{'A' * 44}/")
    assert status == 404
    assert "open the link in the e-mail again" in text


def test_a_link_to_nothing_looks_like_a_forged_one(client, invitation):
    known = link(invitation)
    invitation.decision.delete()
    assert page(client, known) == page(client, f"/s/{'A' * 44}/")


def test_an_expired_link_says_since_when(client, invitation):
    Organization.objects.update(timezone="Europe/Berlin")
    Invitation.objects.update(expires_at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    status, text = page(client, link(invitation))
    assert (status, "This link has run out" in text) == (410, True)
    assert "until 2 March 2026" in text


def test_whoever_is_answering_when_the_link_runs_out_may_go_on(client, invitation):
    client.post(f"{link(invitation)}1/", {"value": "1"})
    Invitation.objects.update(expires_at=now() - timedelta(minutes=1))
    assert client.get(f"{link(invitation)}2/").status_code == 200


def test_a_withdrawn_link_says_so(client, invitation):
    customer = invitation.customer
    invitations.withdraw(org=invitation.organization, customer=customer, by=Actor.system())
    status, text = page(client, link(invitation))
    assert (status, "This question was withdrawn" in text) == (410, True)
    assert Delivery.objects.get().state == "cancelled"


def test_the_link_of_an_erased_customer_names_nobody(client, invitation):
    Customer.objects.update(erased_at=now())
    status, text = page(client, link(invitation))
    assert status == 410
    assert "Customer" not in text


def test_a_used_link_says_so(client, invitation):
    answers.send(invitation=invitation, comment="")
    status, text = page(client, link(invitation))
    assert (status, "You have already answered" in text) == (200, True)


def test_whoever_comes_back_after_a_day_learns_what_became_of_the_answers(client, invitation):
    client.post(f"{link(invitation)}1/", {"value": "1"})
    with time_machine.travel(now() + timedelta(hours=25)):
        answers.close_drafts()
        sent = {"go": "send", "comment": "One more thing"}
        late = client.post(f"{link(invitation)}{len(invitation.drawn) + 1}/", sent, follow=True)

    for text in (page(client, link(invitation))[1], late.content.decode()):
        assert "your answers were counted as they were" in text
        assert "Your answers have arrived" not in text


def test_thanks_are_for_those_who_have_sent(client, invitation):
    assert client.get(f"{link(invitation)}thanks/")["Location"] == link(invitation)


@pytest.mark.parametrize("kind", ["s", "u"])
@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_no_other_method_is_answered(client, invitation, kind, method):
    assert getattr(client, method)(link(invitation, kind)).status_code == 405


def test_opening_every_link_of_a_mail_writes_nothing(acme, client, settings):
    world = World(acme)
    for _ in range(5):
        world.mail()
    with inbox() as (box, port):
        settings.EMAIL_PORT = port
        dispatch.send_due()
    before = counted_rows()
    for address in addresses(box):
        for method in (client.get, client.head, client.options):
            method(address)
    assert counted_rows() == before
    assert not Response.objects.exists()
    assert not Suppression.objects.exists()


def addresses(box):
    """Every address of our own in the mails, those of headers included."""
    for envelope in box.envelopes:
        message = message_from_bytes(envelope.content, policy=policy.default)
        parts = [part.get_content() for part in message.iter_parts()]
        text = " ".join([*parts, message["List-Unsubscribe"]])
        found = set(re.findall(r"http://localhost(/[^\s\"<>]*)", text))
        assert len(found) >= 13
        yield from found


def test_one_click_unsubscribing_needs_no_cookie_and_does_not_redirect(invitation):
    strict = Client(enforce_csrf_checks=True)
    found = strict.post(link(invitation, "u"), {"List-Unsubscribe": "One-Click"})
    assert found.status_code == 200
    assert Suppression.objects.get().reason == "unsubscribed"
    assert Delivery.objects.get().state == "cancelled"


def test_opening_the_unsubscribe_link_only_asks(client, invitation):
    status, text = page(client, link(invitation, "u"))
    assert (status, "Stop the questions" in text) == (200, True)
    assert not Suppression.objects.exists()


def test_unsubscribing_twice_is_once(client, invitation):
    for _ in range(2):
        assert client.post(link(invitation, "u")).status_code == 200
    assert Suppression.objects.count() == 1


def test_unsubscribing_works_long_after_the_link_has_run_out(client, invitation):
    Invitation.objects.update(expires_at=now() - timedelta(days=400))
    assert client.post(link(invitation, "u")).status_code == 200
    assert Suppression.objects.exists()


def test_whoever_unsubscribed_may_still_answer(client, invitation):
    client.post(link(invitation, "u"))
    assert client.get(link(invitation)).status_code == 200


def test_no_log_line_holds_a_link(client, invitation, caplog):
    caplog.set_level(logging.INFO)
    token = tokens.make(invitation.public_id)
    client.get(f"/s/{token}/", {"a": "3"})
    client.get(f"/u/{token}/")
    client.get(f"/s/{token}x/")
    logging.getLogger("django.request").warning("Not Found: %s", f"/s/{token}/2/?a=3")
    formatter = json_formatter()
    logged = " ".join(formatter.format(record) for record in caplog.records)
    assert logged.count("/s/\\u2026") >= 4
    assert token not in logged
    assert "a=3" not in logged
