"""An alert is told to those who may know it."""

import pytest
from django.core import mail
from django.urls import reverse

from insights.models import Alert
from insights.selectors import alerts as reading
from insights.services import alerts
from insights.tasks import check_alerts
from tests.factories.emotions import EmotionFactory
from tests.factories.insights import AlertFactory, AlertReaderFactory
from tests.factories.journeys import StageFactory


def test_a_reader_gets_one_mail_about_what_is_new(acme, fallen, mona):
    AlertReaderFactory(organization=acme, membership=mona)
    check_alerts()
    check_alerts()

    [message] = mail.outbox
    assert message.to == ["mona@acme.example"]
    assert "“informed” at “Waiting” has fallen" in message.body


def test_whoever_did_not_ask_gets_no_mail(fallen, mona):
    check_alerts()

    assert mail.outbox == []


def test_whoever_has_still_to_estimate_is_told_afterwards(acme, alert, asked, mona):
    AlertReaderFactory(organization=acme, membership=mona)
    alerts.send_waiting()
    assert mail.outbox == []

    asked.estimated_at = asked.round.opened_at
    asked.save()
    alerts.send_waiting()
    assert "Fewer customers answer: 20 %" in mail.outbox[0].body


def test_the_overview_tells_what_is_new_to_whoever_may_know(sign_in, alert, asked, mona, vera):
    told = sign_in(vera).get("/acme/").content.decode()
    hidden = sign_in(mona).get("/acme/").content.decode()

    assert "Fewer customers answer: 20 %" in told
    assert "Fewer customers answer" not in hidden


@pytest.mark.parametrize(
    ("kind", "figures", "said"),
    [
        ("trend", {"before": 62.0, "now": 41.0}, "has fallen below its usual range."),
        ("trend", {"before": 41.0, "now": 62.0}, "has risen above its usual range."),
        ("worst", {"now": 41.0}, "is now furthest from what you design."),
        ("verdict", {"verdict": "worse", "points": 41.0}, "Verdict: worse."),
    ],
)
def test_who_may_not_read_single_answers_gets_no_figures(acme, vera, kind, figures, said):
    emotion, stage = EmotionFactory(organization=acme), StageFactory(organization=acme)
    alert = AlertFactory(
        organization=acme, kind=kind, figures=figures, emotion=emotion, stage=stage
    )

    [told] = reading.told([alert], membership=vera)

    assert told.figures is None
    assert told.sentence.endswith(said)


@pytest.mark.parametrize("page", ["alert-list", "alert-acknowledge"])
def test_no_page_tells_figures_to_whoever_has_still_to_estimate(sign_in, alert, asked, mona, page):
    pks = [alert.pk] if page == "alert-acknowledge" else []

    said = sign_in(mona).get(reverse(f"insights:{page}", args=["acme", *pks])).content.decode()

    assert "stimate" in said
    assert "20 %" not in said


def test_an_alert_one_may_not_see_cannot_be_noted(sign_in, alert, asked, mona):
    path = reverse("insights:alert-acknowledge", args=["acme", alert.pk])
    sign_in(mona).post(path, {"note": "?"})

    assert Alert.objects.get().acknowledged_at is None


def test_nothing_of_a_journey_that_is_being_estimated_leaves_the_house(acme, alert, asked):
    assert list(reading.tellable_outside(acme)) == []


def test_a_mail_that_fails_is_tried_again(settings, acme, alert, mona):
    AlertReaderFactory(organization=acme, membership=mona)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    alerts.send_waiting()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    alerts.send_waiting()

    assert len(mail.outbox) == 1
