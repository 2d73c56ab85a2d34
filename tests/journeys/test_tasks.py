import re
from datetime import timedelta

import pytest
from django.core import mail

from journeys import tasks
from journeys.services import beliefs
from tests.factories.journeys import EmotionTargetFactory


@pytest.fixture
def opened(acme, journey, stage, emotion, mona, carl, by):
    EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion)
    carl.user.language = "ar"
    carl.user.save()
    until = acme.today() + timedelta(days=7)
    return beliefs.open_round(journey=journey, asked=[mona, carl], until=until, by=by)


def email_all(opened):
    for invitee in opened.invitees.all():
        tasks.email_belief_invitee(invitee.pk)


def test_everybody_asked_gets_a_mail_with_the_way_to_estimate(opened, mona, carl):
    email_all(opened)

    assert {to for message in mail.outbox for to in message.to} == {
        mona.user.email,
        carl.user.email,
    }
    [to_mona] = [message for message in mail.outbox if message.to == [mona.user.email]]
    assert f"/acme/journeys/{opened.journey_id}/beliefs/estimate/" in to_mona.body
    assert "Support case" in to_mona.subject


def test_a_mail_is_written_in_the_readers_language(opened, carl):
    email_all(opened)

    [to_carl] = [message for message in mail.outbox if message.to == [carl.user.email]]
    assert 'dir="rtl"' in to_carl.alternatives[0].content
    assert re.search(r'class="brand"[^>]*>Acme<', to_carl.alternatives[0].content)


def test_nobody_is_written_to_twice(opened):
    email_all(opened)
    email_all(opened)

    assert len(mail.outbox) == 2


def test_whoever_has_looked_is_not_written_to(opened, mona):
    opened.invitees.filter(membership=mona).update(revealed_at=opened.opened_at)

    email_all(opened)

    assert mona.user.email not in {to for message in mail.outbox for to in message.to}


def test_a_mail_that_was_refused_is_tried_again(opened, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1  # nobody listens there
    with pytest.raises(OSError, match=r"refused|Cannot"):
        email_all(opened)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    email_all(opened)

    assert len(mail.outbox) == 2


def test_rounds_close_by_themselves(acme, opened):
    opened.until = acme.today() - timedelta(days=1)
    opened.save()

    tasks.close_due_rounds()

    opened.refresh_from_db()
    assert opened.closed_at is not None
