"""The outbox is emptied once, whatever goes wrong on the way."""

from datetime import timedelta
from email import message_from_bytes, policy
from time import monotonic

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from accounts.models import Actor
from surveys.models import Customer, Delivery, Invitation, Suppression
from surveys.services import answers, dispatch, reminders, suppressions, surveys
from tests.factories.surveys import CustomerFactory
from tests.surveys.mail.relays import CUT, inbox, scripted_relay
from tests.surveys.worlds import World


@pytest.fixture
def world(acme):
    return World(acme)


@pytest.fixture
def box(settings):
    with inbox() as (box, port):
        settings.EMAIL_PORT = port
        yield box


@pytest.fixture
def relay(settings):
    """`relay(rcpt=…)` answers as it is told; settings point at it."""
    open_ones = []

    def relay(**script):
        open_ones.append(scripted_relay(**script))
        found = open_ones[-1].__enter__()
        settings.EMAIL_PORT = found.port
        return found

    yield relay
    for one in open_ones:
        one.__exit__(None, None, None)


def recipients(box):
    return [address for envelope in box.envelopes for address in envelope.rcpt_tos]


def test_what_is_due_is_sent_and_marked(world, box):
    mails = [world.mail() for _ in range(3)]
    assert dispatch.send_due() == 3
    assert sorted(recipients(box)) == sorted(m.invitation.customer.email for m in mails)
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_what_was_sent_is_not_sent_again(world, box):
    world.mail()
    dispatch.send_due()
    assert dispatch.send_due() == 0
    assert len(box.envelopes) == 1


def test_what_is_not_due_waits(world, box):
    world.mail()
    Delivery.objects.update(due_at=now() + timedelta(minutes=5))
    assert dispatch.send_due() == 0


def test_the_message_id_stays_the_same_at_every_try(world, box):
    mail = world.mail()
    dispatch.send_due()
    Delivery.objects.update(state="queued")
    dispatch.send_due()
    ids = [
        message_from_bytes(e.content, policy=policy.default)["Message-ID"] for e in box.envelopes
    ]
    assert ids == [mail.message_id] * 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda: Invitation.objects.update(withdrawn_at=now()), "withdrawn"),
        (lambda: Customer.objects.update(erased_at=now()), "erased"),
        (lambda: Customer.objects.update(email="", email_hash=""), "no_email"),
        (lambda: Customer.objects.update(consent="refused"), "no_consent"),
        (lambda: Invitation.objects.update(expires_at=now()), "expired"),
    ],
)
def test_the_lease_leaves_out_who_must_not_get_mail_any_more(world, box, change, reason):
    world.mail()
    change()
    assert dispatch.lease("worker") == []
    assert set(Delivery.objects.values_list("state", "error")) == {("cancelled", reason)}


def test_an_unsubscription_after_the_decision_stops_the_mail(world, box):
    suppress(world.mail())
    dispatch.send_due()
    assert not box.envelopes


def test_an_unsubscription_between_lease_and_sending_stops_the_mail(world, box):
    kept, stopped = world.mail(), world.mail()
    batch = dispatch.lease("worker")
    suppress(stopped)
    dispatch.send("worker", batch)
    assert recipients(box) == [kept.invitation.customer.email]
    stopped.refresh_from_db()
    assert (stopped.state, stopped.error) == ("cancelled", "suppressed")


def test_an_erasure_between_lease_and_sending_stops_the_mail(world, box):
    world.mail()
    batch = dispatch.lease("worker")
    Customer.objects.update(erased_at=now())
    dispatch.send("worker", batch)
    assert not box.envelopes


def test_a_paused_survey_keeps_its_mails(world, box):
    world.mail()
    surveys.pause(survey=world.survey, by=Actor.system())
    assert dispatch.send_due() == 0
    surveys.start(survey=world.survey, by=Actor.system())
    assert dispatch.send_due() == 1


def test_two_dispatchers_share_the_work(world):
    for _ in range(6):
        world.mail()
    first, second = dispatch.lease("one", limit=4), dispatch.lease("two", limit=4)
    assert {m.pk for m in first}.isdisjoint(m.pk for m in second)
    assert (len(first), len(second)) == (4, 2)


def test_the_leases_of_a_dead_worker_run_out(world, box):
    world.mail()
    dispatch.lease("dead")
    assert dispatch.send_due() == 0
    with time_machine.travel(now() + timedelta(seconds=200)):
        assert dispatch.send_due() == 1


def test_a_refusal_for_now_is_tried_again_later_and_later(world, relay):
    relay(rcpt=b"450 4.2.1 Try later\r\n")
    world.mail()
    dispatch.send_due()
    mail = Delivery.objects.get()
    assert (mail.state, mail.attempts) == ("retry", 1)
    assert timedelta(seconds=40) < mail.due_at - now() < timedelta(seconds=80)
    assert dispatch.delay(4) > dispatch.delay(1) * 3


def test_it_is_not_tried_for_ever(world, relay):
    relay(rcpt=b"450 4.2.1 Try later\r\n")
    world.mail()
    Delivery.objects.update(attempts=dispatch.MOST_ATTEMPTS - 1)
    dispatch.send_due()
    assert Delivery.objects.get().state == "failed"


def test_an_address_that_does_not_exist_fails_and_is_not_written_to_again(world, relay):
    relay(rcpt=[b"550 5.1.1 No such user\r\n"])
    bad, good = world.mail(), world.mail()
    dispatch.send_due()
    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == [
        "failed",
        "sent",
    ]
    assert Suppression.objects.get().email_hash == bad.invitation.customer.email_hash
    assert Suppression.objects.get().reason == "bounced"
    assert good.invitation.customer.email_hash != bad.invitation.customer.email_hash


def test_a_relay_that_refuses_us_bounces_nobody(world, relay):
    relay(rcpt=b"554 5.7.1 Relay access denied\r\n")
    world.mail()
    dispatch.send_due()
    assert Delivery.objects.get().state == "failed"
    assert not Suppression.objects.exists()


def test_a_sender_that_is_refused_is_our_fault_and_tried_again(world, relay):
    relay(mail=b"550 5.7.1 Not you\r\n")
    world.mail()
    dispatch.send_due()
    assert Delivery.objects.get().state == "retry"


def test_a_mail_that_was_perhaps_sent_is_not_sent_again_by_itself(world, relay):
    found = relay(dot=CUT)
    world.mail()
    dispatch.send_due()
    assert Delivery.objects.get().state == "unknown"
    dispatch.send_due()
    assert len(found.messages) == 1


def test_a_person_may_send_again_what_was_perhaps_sent(world, box, edgar):
    mail = world.mail()
    Delivery.objects.update(state="unknown")
    dispatch.resend(delivery=mail, by=Actor.member(edgar))
    assert dispatch.send_due() == 1


def test_what_was_sent_cannot_be_sent_again_by_hand(world, box, edgar):
    mail = world.mail()
    dispatch.send_due()
    with pytest.raises(dispatch.ValidationError):
        dispatch.resend(delivery=mail, by=Actor.member(edgar))


def test_a_relay_that_is_away_costs_no_attempt_and_no_busy_loop(world, settings):
    settings.EMAIL_PORT = 1
    world.mail()
    assert dispatch.send_due() == 0
    mail = Delivery.objects.get()
    assert (mail.state, mail.attempts) == ("queued", 0)
    assert mail.due_at > now() + timedelta(seconds=20)


def test_a_name_that_would_break_the_header_fails_alone(world, box):
    world.mail(CustomerFactory(organization=world.org, name="Kim\r\nBcc: all@acme.example"))
    good = world.mail()
    dispatch.send_due()
    assert recipients(box) == [good.invitation.customer.email]
    assert Delivery.objects.get(state="failed").error


def test_a_batch_takes_few_statements_beside_its_marks(world, box):
    for _ in range(20):
        world.mail()
    with CaptureQueriesContext(connection) as queries:
        dispatch.send_due()
    others = [q for q in queries if "SET state = 'sent'" not in q["sql"]]
    assert len(queries) - len(others) == 20
    assert len(others) <= 16


def test_no_broker_does_not_fail_or_hold_up_the_request(
    world, settings, caplog, django_capture_on_commit_callbacks
):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    dispatch._broker.cache_clear()
    started = monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        world.mail()
    assert monotonic() - started < 2
    assert "dispatch.no_broker" in caplog.text
    assert Delivery.objects.get().state == "queued"
    dispatch._broker.cache_clear()


def test_whoever_is_silent_is_reminded_once(world, box):
    world.mail()
    dispatch.send_due()
    with time_machine.travel(now() + timedelta(days=5)):
        assert reminders.queue_due() == 1
        assert reminders.queue_due() == 0
        dispatch.send_due()
    subjects = [
        message_from_bytes(e.content, policy=policy.default)["Subject"] for e in box.envelopes
    ]
    assert subjects[1] == f"A reminder: {subjects[0][0].lower()}{subjects[0][1:]}"


def test_a_reminder_is_not_due_before_its_day(world, box):
    world.mail()
    dispatch.send_due()
    with time_machine.travel(now() + timedelta(days=3)):
        assert reminders.queue_due() == 0


def test_whoever_has_answered_is_not_reminded(world, box):
    mail = world.mail()
    dispatch.send_due()
    with time_machine.travel(now() + timedelta(days=5)):
        reminders.queue_due()
        answers.send(invitation=mail.invitation, comment="")
        dispatch.send_due()
    assert len(box.envelopes) == 1
    assert Delivery.objects.get(ordinal=1).error == "answered"


def suppress(mail):
    suppressions.add(
        org=mail.organization,
        email_hash=mail.invitation.customer.email_hash,
        reason="unsubscribed",
        by=Actor.customer(),
    )
