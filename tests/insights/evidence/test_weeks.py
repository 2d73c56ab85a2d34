"""Which weeks count for an action, and which do not."""

from datetime import datetime, time, timedelta

import pytest

from insights.engine.evidence import Outcome
from insights.selectors import evidence
from journeys.models import LiveInterval
from tests.factories.accounts import StaffMemberFactory, TeamFactory
from tests.factories.training import AttemptFactory, LessonFactory
from tests.insights.evidence.judging import judged
from tests.insights.planted import AFTER, BEFORE, WEEK, world


def test_answers_after_the_evaluation_date_change_nothing(acme, edgar):
    planted = world(acme, effect=15)
    registration = planted.register(edgar, evaluate_on=planted.start + 8 * WEEK)

    on_the_day, later = planted.judge(registration, 8), planted.judge(registration)

    assert on_the_day.effect == later.effect
    assert on_the_day.n_after == later.n_after


def test_nothing_after_the_start_is_too_early(acme, edgar):
    found = judged(world(acme, effect=15), edgar, weeks=2)

    assert (found.verdict, found.effect) == (Outcome.TOO_EARLY, None)
    assert "too early" in evidence.sentence(found)


@pytest.mark.parametrize(("days", "weeks"), [(0, 2), (3, 3)])
def test_the_first_two_whole_weeks_do_not_count(acme, edgar, days, weeks):
    planted = world(acme)
    began = planted.start + timedelta(days=days)
    LiveInterval.objects.update(since=began)

    found = judged(planted, edgar, planned_start=began, evaluate_on=began + AFTER * WEEK)

    assert found.series.after[0] == planted.start + weeks * WEEK


def test_weeks_that_picked_the_stage_count_nowhere(acme, edgar):
    planted = world(acme)
    since = planted.start - 5 * WEEK

    found = judged(
        planted, edgar, chosen_low=True, picked_since=since, picked_until=since + timedelta(days=20)
    )

    assert len(found.series.before) == BEFORE - 3
    assert found.n_before == 12 * (BEFORE - 3)


def test_what_a_low_stage_regains_by_itself_is_told_where_it_can_be(acme, edgar):
    found = judged(world(acme), edgar, chosen_low=True)

    # The emotion is asked at this one stage, so nobody can say how much of it was bad luck.
    assert found.rebound is None


def test_what_a_low_stage_regains_by_itself_is_taken_off(acme, edgar):
    planted = world(acme, is_shared=True)
    registration = planted.register(edgar)
    as_it_is = planted.judge(registration)
    registration.chosen_low = True
    registration.save()

    corrected = planted.judge(registration)

    assert corrected.rebound > 0
    assert as_it_is.effect.effect - corrected.effect.effect == pytest.approx(corrected.rebound)


def test_the_start_is_the_day_it_really_began(acme, edgar):
    planted = world(acme)
    registration = planted.register(edgar)
    LiveInterval.objects.update(since=planted.start + WEEK)

    assert planted.judge(registration).start == planted.start + WEEK


def test_an_action_that_stopped_is_judged_while_it_lasted(acme, edgar):
    planted = world(acme)
    LiveInterval.objects.update(ended_on=planted.start + 9 * WEEK)

    found = judged(planted, edgar)

    assert found.series.after[-1] == planted.start + 8 * WEEK


def test_a_lesson_begins_when_most_of_the_staff_have_passed(acme, edgar):
    planted = world(acme, effect=15)
    team = TeamFactory(organization=acme)
    planted.stage.teams.add(team)
    lesson = LessonFactory(organization=acme, action=planted.stage_action.action)
    for number, person in enumerate(
        StaffMemberFactory.create_batch(3, organization=acme, team=team)
    ):
        passed_at = _noon(acme, planted.start + timedelta(days=number))
        AttemptFactory(
            organization=acme, lesson=lesson, staff_member=person, passed=True, score=90,
            finished_at=passed_at,
        )  # fmt: skip

    began = evidence.learned_on([(lesson, planted.stage)])
    found = judged(
        planted, edgar, stage_action=None, lesson=lesson, stage=planted.stage,
        emotion=planted.stage_action.emotion, planned_start=planted.start + timedelta(days=1),
    )  # fmt: skip

    assert began == {(lesson.pk, planted.stage.pk): planted.start + timedelta(days=1)}
    assert found.verdict == Outcome.IMPROVED
    assert found.check.stage_action == planted.stage_action


def _noon(org, day):
    return datetime.combine(day, time(12), org.zone)


def test_no_drawn_point_rests_on_fewer_than_ten_answers(acme, edgar):
    found = judged(world(acme, answers=4), edgar)

    drawn = evidence.points(found.series)

    assert drawn
    assert all(each.n >= 10 for each in drawn)
