"""An alert is a change beyond chance, told once, to those who may know it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import Actor, Event
from insights.models import Alert, AlertReader
from insights.selectors import alerts as reading
from insights.selectors import signals
from insights.services import alerts
from insights.tasks import check_alerts
from tests.factories.emotions import EmotionFactory
from tests.factories.insights import AlertFactory, AlertReaderFactory
from tests.factories.journeys import (
    BeliefInviteeFactory,
    BeliefRoundFactory,
    JourneyFactory,
    StageFactory,
)
from tests.insights.planted import WEEK, world
from tests.insights.worlds import aim, answer, ask, weeks_ago

SYSTEM = Actor.system()
USUAL, LOW, HIGH = [2, 3], [0, 1], [4, 4]


@pytest.fixture
def stage(acme):
    return StageFactory(
        organization=acme, name="Waiting", journey=JourneyFactory(organization=acme)
    )


def live(stage, question, *, weeks, answers, until=1):
    """The same answers in each of these weeks, the last one `until` weeks ago."""
    today = stage.organization.today()
    for week in range(weeks):
        answer(stage, question, answers, on=weeks_ago(today, until + week))


def found(stage, kind=None):
    signals_ = signals.of_journey(journey=stage.journey)
    return [signal for signal in signals_ if kind in (None, signal.kind)]


# --- what raises one ----------------------------------------------------------------------------


@pytest.fixture
def fallen(stage):
    """Fourteen usual weeks and six low ones."""
    question = aim(stage, 75, key="informed")
    live(stage, question, weeks=14, answers=USUAL * 6, until=7)
    live(stage, question, weeks=6, answers=LOW * 6)
    return stage


def test_a_trend_that_left_its_usual_range_is_told(fallen):
    [signal] = found(fallen, "trend")

    assert signal.is_worse
    assert signal.figures["now"] < signal.figures["low"] < signal.figures["before"] == 62.5
    assert signal.figures["n"] == 96


def test_weeks_that_stay_as_they_were_raise_nothing(stage):
    live(stage, aim(stage, 75, key="informed"), weeks=20, answers=USUAL * 4)

    assert found(stage) == []


def test_for_an_emotion_to_avoid_a_rise_is_worse(stage):
    question = aim(stage, 20, key="frustrated", direction="avoid")
    live(stage, question, weeks=14, answers=LOW * 4, until=7)
    live(stage, question, weeks=6, answers=HIGH * 4)

    assert [signal.is_worse for signal in found(stage, "trend")] == [True]


def test_under_thirty_answers_no_trend_is_told(stage):
    question = aim(stage, 75, key="informed")
    live(stage, question, weeks=12, answers=USUAL * 10, until=4)
    live(stage, question, weeks=3, answers=LOW * 4)

    assert found(stage, "trend") == []


def test_eight_weeks_are_needed_before_anything_is_usual(stage):
    question = aim(stage, 75, key="informed")
    live(stage, question, weeks=4, answers=USUAL * 10, until=4)
    live(stage, question, weeks=3, answers=LOW * 10)

    assert found(stage, "trend") == []


def test_the_week_that_is_not_over_does_not_count(fallen):
    before = found(fallen, "trend")[0].figures
    [target] = fallen.targets.all()
    [question] = target.emotion.questions.all()

    answer(fallen, question, [4] * 60, on=fallen.organization.today())

    assert found(fallen, "trend")[0].figures == before


def test_a_gap_that_became_the_largest_is_told(stage):
    first, second = aim(stage, 75, key="informed"), aim(stage, 75, key="safe")
    live(stage, first, weeks=1, answers=[1] * 60, until=20)
    live(stage, second, weeks=1, answers=[2] * 60, until=20)
    live(stage, first, weeks=1, answers=[1] * 60)
    live(stage, second, weeks=1, answers=[0] * 60)

    [signal] = found(stage, "worst")

    assert signal.emotion.key == "safe"
    assert (signal.figures["before"], signal.figures["now"]) == (50, 0)


def test_the_largest_gap_of_the_quarter_before_is_no_news(stage):
    question = aim(stage, 75, key="informed")
    live(stage, question, weeks=1, answers=[2] * 60, until=20)
    live(stage, question, weeks=1, answers=[0] * 60)

    assert found(stage, "worst") == []


def test_a_gap_that_is_largest_only_because_another_closed_is_no_news(stage):
    first, second = aim(stage, 75, key="informed"), aim(stage, 75, key="safe")
    live(stage, first, weeks=1, answers=[0] * 60, until=20)
    live(stage, second, weeks=1, answers=[1] * 60, until=20)
    live(stage, first, weeks=1, answers=[4] * 60)
    live(stage, second, weeks=1, answers=[1] * 60)

    assert found(stage, "worst") == []


@pytest.mark.parametrize(
    ("before", "after", "is_told"), [(40, 20, True), (40, 36, False), (40, 0, True)]
)
def test_a_response_rate_that_moved_by_a_third_is_told(stage, before, after, is_told):
    today = stage.organization.today()
    ask(stage, 100, before, on=today - timedelta(days=60))
    ask(stage, 100, after, on=today - timedelta(days=20))

    assert bool(found(stage, "rate")) is is_told


def test_mails_that_may_still_be_answered_do_not_lower_the_rate(stage):
    today = stage.organization.today()
    ask(stage, 60, 24, on=today - timedelta(days=60))
    ask(stage, 60, 24, on=today - timedelta(days=20))
    ask(stage, 60, 0, on=today - timedelta(days=3))

    assert found(stage, "rate") == []


def test_a_third_that_may_be_chance_is_not_told(stage):
    today = stage.organization.today()
    ask(stage, 30, 6, on=today - timedelta(days=60))
    ask(stage, 30, 3, on=today - timedelta(days=20))

    assert found(stage, "rate") == []


@pytest.mark.parametrize(("weeks", "is_told"), [(13, True), (8, False), (20, False)])
def test_a_verdict_is_told_in_the_weeks_after_its_day(acme, edgar, weeks, is_told):
    planted = world(acme, effect=15)
    planted.register(edgar, evaluate_on=planted.start + weeks * WEEK)

    assert bool(found(planted.stage, "verdict")) is is_told


def test_a_verdict_says_what_came_of_the_promise(acme, edgar):
    planted = world(acme, effect=-15)
    planted.register(edgar)
    alerts.check(journey=planted.stage.journey, by=SYSTEM)

    alert = Alert.objects.get(kind="verdict")

    assert alert.is_worse
    assert "Verdict: worse, −1" in reading.sentence(alert)


# --- told once ----------------------------------------------------------------------------------


def test_looking_twice_opens_one_alert(fallen):
    assert alerts.check(journey=fallen.journey, by=SYSTEM) == 1
    first = Alert.objects.get().figures

    assert alerts.check(journey=fallen.journey, by=SYSTEM) == 0
    assert Alert.objects.get().figures == first
    assert Event.objects.filter(verb="alert_opened").count() == 1


def test_an_alert_ends_when_what_gave_rise_to_it_does(stage):
    alert = AlertFactory(organization=stage.organization, journey=stage.journey)

    alerts.check(journey=stage.journey, by=SYSTEM)

    alert.refresh_from_db()
    assert alert.ended_at is not None
    assert Event.objects.filter(verb="alert_ended").exists()


def test_what_somebody_has_noted_is_not_told_again(fallen, mona):
    alerts.check(journey=fallen.journey, by=SYSTEM)
    alerts.acknowledge(alert=Alert.objects.get(), note="New script.", by=Actor.member(mona))

    assert alerts.check(journey=fallen.journey, by=SYSTEM) == 0


def test_the_log_holds_neither_figures_nor_notes_of_an_alert(fallen, mona):
    alerts.check(journey=fallen.journey, by=SYSTEM)
    alerts.acknowledge(alert=Alert.objects.get(), note="New script.", by=Actor.member(mona))

    said = str(list(Event.objects.filter(object_type="alert").values("before", "after", "label")))

    assert "New script" not in said
    assert "62" not in said


# --- who is told --------------------------------------------------------------------------------


@pytest.fixture
def asked(acme, stage, mona):
    """Mona has still to estimate this journey."""
    belief_round = BeliefRoundFactory(organization=acme, journey=stage.journey)
    return BeliefInviteeFactory(organization=acme, round=belief_round, membership=mona)


@pytest.fixture
def alert(acme, stage):
    return AlertFactory(organization=acme, journey=stage.journey)


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


# --- pages --------------------------------------------------------------------------------------


def test_a_manager_takes_note_and_everybody_reads_it(sign_in, alert, mona, vera):
    path = reverse("insights:alert-acknowledge", args=["acme", alert.pk])
    sign_in(mona).post(path, {"note": "The mail server was down."})

    said = sign_in(vera).get(reverse("insights:alert-list", args=["acme"]), {"state": "known"})

    assert "Noted by Mona" in said.content.decode()
    assert "The mail server was down." in said.content.decode()


def test_one_s_own_mails_are_switched_on_and_off(sign_in, acme, vera):
    path = reverse("insights:alert-mail", args=["acme"])
    client = sign_in(vera)

    client.post(path, {"wanted": "on"})
    assert [reader.membership for reader in AlertReader.objects.all()] == [vera]
    client.post(path, {"wanted": "off"})
    assert not AlertReader.objects.exists()


def test_a_wrong_filter_lists_the_open_alerts(sign_in, alert, vera):
    page = sign_in(vera).get(reverse("insights:alert-list", args=["acme"]), {"state": "nonsense"})

    assert "Fewer customers answer" in page.content.decode()


def test_the_fragment_is_the_page_without_its_frame(sign_in, alert, vera):
    client, path = sign_in(vera), reverse("insights:alert-list", args=["acme"])

    page = client.get(path).content.decode()
    fragment = client.get(path, headers={"HX-Request": "true"}).content.decode()

    assert fragment.strip() in page
    assert "<html" not in fragment


def test_the_list_costs_the_same_however_many_alerts(
    sign_in, acme, stage, vera, django_assert_max_num_queries
):
    for number in range(20):
        AlertFactory(organization=acme, journey=stage.journey, subject=str(number))
    client = sign_in(vera)

    with django_assert_max_num_queries(11):
        page = client.get(reverse("insights:alert-list", args=["acme"]))

    assert page.content.decode().count("Fewer customers answer") == 20
