"""Reminders: one mail a person, once when it is due soon, once when it is overdue."""

from datetime import datetime, timedelta, timezone
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail

from accounts.models import Actor, Event, StaffMember
from tests.factories.accounts import StaffMemberFactory
from tests.factories.training import AssignmentFactory, AttemptFactory, LessonFactory
from training import tasks
from training.models import Reminder
from training.services import assignments, reminders

NOON = datetime(2026, 3, 10, 12, tzinfo=timezone.utc)  # noqa: UP017


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def give(acme):
    """`give(3)` assigns a lesson to contributors, due in so many days."""

    def give(days, **fields):
        fields.setdefault("lesson", LessonFactory(organization=acme))
        return AssignmentFactory(
            organization=acme, due_on=acme.today() + timedelta(days=days), **fields
        )

    return give


@pytest.mark.parametrize(("days", "mails"), [(4, 0), (3, 1), (0, 1), (-1, 1), (-30, 1)])
def test_what_is_due_within_three_days_or_overdue_is_reminded_of(carl, give, days, mails):
    give(days)

    tasks.send_reminders()

    assert len(mail.outbox) == mails


def test_run_twice_it_sends_once(carl, give):
    give(2)
    give(-2)

    tasks.send_reminders()
    tasks.send_reminders()

    assert len(mail.outbox) == 1
    assert Reminder.objects.count() == 2


def test_one_mail_names_the_person_and_everything_due(carl, give):
    soon, late = give(1), give(-1)

    tasks.send_reminders()

    [message] = mail.outbox
    assert message.to == ["carl@acme.example"]
    html = message.alternatives[0].content
    for text in (message.body, html):
        assert "Hello Carl," in text
        assert soon.lesson.title in text
        assert late.lesson.title in text
        assert f"/acme/training/lessons/{late.lesson.pk}/" in text
    assert message.subject == "2 lessons wait for you at Acme"


def test_a_reminder_comes_once_for_each_kind(carl, give, clock):
    give(2)
    tasks.send_reminders()

    clock.shift(timedelta(days=3))
    tasks.send_reminders()
    clock.shift(timedelta(days=1))
    tasks.send_reminders()

    assert [message.subject for message in mail.outbox] == [
        "A lesson is due soon at Acme",
        "A lesson is overdue at Acme",
    ]


def test_a_pass_that_runs_out_is_reminded_of_anew(acme, carl, give, clock):
    lesson = LessonFactory(organization=acme, valid_months=1)
    give(2, lesson=lesson)
    tasks.send_reminders()
    AttemptFactory(
        organization=acme,
        lesson=lesson,
        staff_member=StaffMember.objects.get(),
        finished_at=NOON,
        score=90,
        passed=True,
    )

    clock.shift(timedelta(days=29))  # it counts until 10 April
    tasks.send_reminders()

    assert len(mail.outbox) == 2
    assert "runs out on 10 April 2026" in mail.outbox[1].body


def test_nobody_is_reminded_of_what_is_passed(acme, carl, give):
    row = give(2)
    person = StaffMemberFactory(organization=acme, membership=carl)
    AttemptFactory(
        organization=acme,
        lesson=row.lesson,
        staff_member=person,
        finished_at=NOON,
        score=90,
        passed=True,
    )

    tasks.send_reminders()

    assert mail.outbox == []


def test_who_cannot_sign_in_or_practise_gets_no_mail(acme, vera, give):
    without_login = StaffMemberFactory(organization=acme, email="zoe@acme.example")
    viewer = StaffMemberFactory(organization=acme, membership=vera)
    for person in (without_login, viewer):
        give(1, role="", staff_member=person)

    tasks.send_reminders()

    assert mail.outbox == []


def test_who_left_gets_no_mail(carl, give):
    give(1)
    carl.left_at = NOON
    carl.save()

    tasks.send_reminders()

    assert mail.outbox == []


@pytest.mark.parametrize("end", ["withdraw", "archive"])
def test_what_nobody_asks_for_any_more_is_not_reminded_of(carl, give, end):
    row = give(1)
    if end == "withdraw":
        assignments.withdraw(assignment=row, by=Actor.system())
    else:
        row.lesson.archived_at = NOON
        row.lesson.save()

    tasks.send_reminders()

    assert mail.outbox == []


def test_the_mail_is_in_the_person_s_language(carl, give):
    carl.user.language = "ar"
    carl.user.save()
    give(1)

    tasks.send_reminders()

    html = mail.outbox[0].alternatives[0].content
    assert 'lang="ar"' in html
    assert 'dir="rtl"' in html


def test_no_name_or_title_writes_html_into_the_mail(acme, carl, give):
    carl.user.name = "<b>Carl</b>"
    carl.user.save()
    give(1, lesson=LessonFactory(organization=acme, title="<i>Q & A</i>"))

    tasks.send_reminders()

    html = mail.outbox[0].alternatives[0].content
    assert "Hello &lt;b&gt;Carl&lt;/b&gt;," in html
    assert ">&lt;i&gt;Q &amp; A&lt;/i&gt;: due on" in html
    assert "Hello <b>Carl</b>," in mail.outbox[0].body


def test_a_mail_that_fails_keeps_nobody_else_s_back_and_is_tried_again(
    carl, edgar, give, monkeypatch
):
    give(1)
    give(1, role="editor")
    send = mail.EmailMultiAlternatives.send

    def refuse(message):
        if message.to == ["carl@acme.example"]:
            raise SMTPServerDisconnected
        return send(message)

    with monkeypatch.context() as broken:
        broken.setattr(mail.EmailMultiAlternatives, "send", refuse)
        assert reminders.send_due() == 1

    assert reminders.send_due() == 1
    assert [message.to for message in mail.outbox] == [
        ["edgar@acme.example"],
        ["carl@acme.example"],
    ]


def test_the_log_says_who_was_reminded_of_which_lesson(carl, give):
    row = give(1)

    tasks.send_reminders()

    event = Event.objects.get(verb="training_reminded")
    assert (event.object_id, event.after) == (
        StaffMember.objects.get().pk,
        {"lessons": [row.lesson.pk]},
    )


def test_each_organization_keeps_to_its_own_calendar(carl, sam, give, clock):
    sam.organization.timezone = "Pacific/Kiritimati"  # already the next day
    sam.organization.save()
    foreign = LessonFactory(organization=sam.organization)
    AssignmentFactory(
        organization=sam.organization, lesson=foreign, role="owner", due_on=NOON.date()
    )
    give(0)

    tasks.send_reminders()

    kinds = {(row.organization.slug, row.kind) for row in Reminder.objects.all()}
    assert kinds == {("acme", "soon"), ("rival", "overdue")}
