"""What is beyond chance raises an alert, and nothing else does."""

from datetime import timedelta

import pytest

from accounts.models import Actor
from insights.models import Alert
from insights.selectors import alerts as reading
from insights.selectors import signals
from insights.services import alerts
from tests.insights.alerts.weeks import HIGH, LOW, USUAL, live
from tests.insights.planted import WEEK, world
from tests.insights.worlds import aim, answer, ask

SYSTEM = Actor.system()


def found(stage, kind=None):
    signals_ = signals.of_journey(journey=stage.journey)
    return [signal for signal in signals_ if kind in (None, signal.kind)]


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
