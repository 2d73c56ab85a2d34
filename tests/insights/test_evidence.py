"""Evidence: what is planted comes back out, and nothing else does."""

from datetime import datetime, time, timedelta

import pytest

from accounts.models import Actor
from insights.engine.evidence import Grade, Method, Outcome
from insights.selectors import evidence
from insights.services import registrations
from journeys.models import LiveInterval
from tests.factories.accounts import StaffMemberFactory, TeamFactory
from tests.factories.journeys import LiveIntervalFactory, StageActionFactory
from tests.factories.training import AttemptFactory, LessonFactory
from tests.insights.planted import AFTER, BEFORE, WEEK, day_of, world


def judged(planted, by, weeks=AFTER, **options):
    return planted.judge(planted.register(by, **options), weeks)


def test_what_works_is_called_improved(acme, edgar):
    found = judged(world(acme, effect=15), edgar)

    assert found.verdict == Outcome.IMPROVED
    assert found.effect.low < 15 < found.effect.high
    assert "rose by" in evidence.sentence(found)
    assert "Grade B" in evidence.sentence(found)


def test_what_changes_nothing_is_not_praised(acme, edgar):
    found = judged(world(acme), edgar)

    assert found.verdict == Outcome.NO_CHANGE_SHOWN
    assert "would not show" in evidence.sentence(found)


def test_what_harms_is_called_worse(acme, edgar):
    found = judged(world(acme, effect=-15), edgar)

    assert found.verdict == Outcome.WORSE
    assert "fell by" in evidence.sentence(found)


def test_less_of_an_emotion_to_avoid_is_an_improvement(acme, edgar):
    found = judged(world(acme, effect=-15, direction="avoid"), edgar)

    assert found.verdict == Outcome.IMPROVED
    assert found.is_better
    assert found.effect.effect < 0


@pytest.mark.parametrize("direction", ["seek", "avoid"])
def test_what_happens_everywhere_is_not_the_actions_doing(acme, edgar, direction):
    planted = world(acme, drift=0.5, direction=direction)

    compared = judged(planted, edgar)
    registrations.withdraw(
        registration=compared.registration, because="Again, alone", by=Actor.member(edgar)
    )
    alone = judged(planted, edgar, comparisons=[])

    assert compared.verdict == Outcome.NO_CHANGE_SHOWN
    assert abs(compared.effect.effect) < abs(alone.effect.effect)


def test_without_comparison_stages_the_grade_is_c_at_best(acme, edgar):
    found = judged(world(acme, effect=15), edgar, comparisons=[])

    assert (found.grade, found.evidence.method) == (Grade.C, Method.BEFORE_AFTER)
    assert "cries wolf" in " ".join(each.text for each in evidence.reasons(found))


def test_the_best_grade_takes_a_promise_a_draw_a_comparison_and_a_dose(acme, edgar):
    found = judged(world(acme, effect=15), edgar, start_decided="drawn")

    assert found.grade is Grade.A
    assert all(reason.is_met for reason in evidence.reasons(found))


def test_an_effect_without_a_dose_is_not_this_actions(acme, edgar):
    found = judged(world(acme, effect=15, done=(0.5, 0.5)), edgar, start_decided="drawn")

    assert found.grade is Grade.C
    assert not found.check.dose.rises


def test_a_promise_made_after_the_start_does_not_earn_the_best_grade(acme, edgar):
    planted = world(acme, effect=15)
    registration = planted.register(edgar, start_decided="drawn")
    registration.registered_at += 2 * WEEK
    registration.save()

    found = planted.judge(registration)

    assert found.grade is Grade.B
    assert not found.was_before_start


def test_a_goal_changed_after_the_start_costs_a_grade(acme, edgar):
    planted = world(acme, effect=15)
    registration = planted.register(edgar, evaluate_on=acme.today() + 4 * WEEK)
    registrations.amend(
        registration=registration,
        expected_points=3,
        evaluate_on=acme.today() + 2 * WEEK,
        because="Impatient",
        by=Actor.member(edgar),
    )

    found = planted.judge(registration)

    assert len(found.late_amendments) == 1
    assert found.grade is Grade.C


def test_before_the_evaluation_date_every_look_is_interim(acme, edgar):
    planted = world(acme, effect=6)
    registration = planted.register(edgar)

    early, due = planted.judge(registration, 10), planted.judge(registration)

    assert early.is_interim
    assert early.effect.high - early.effect.low > due.effect.high - due.effect.low
    assert not due.is_interim


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


def test_too_few_answers_show_no_number(acme, edgar):
    found = judged(world(acme, effect=15, answers=1), edgar)

    assert (found.verdict, found.grade, found.effect) == (Outcome.NOT_ENOUGH, Grade.D, None)
    assert evidence.points(found.series)


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


def test_other_changes_at_the_stage_and_beside_are_flagged(acme, edgar):
    planted = world(acme)
    here, beside = (
        LiveIntervalFactory(
            organization=acme,
            stage_action=StageActionFactory(organization=acme, stage=stage),
            since=planted.start + WEEK,
        )
        for stage in (planted.stage, planted.others[0])
    )

    overlaps = judged(planted, edgar).overlaps

    assert {each.stage_action: each.is_beside for each in overlaps} == {
        here.stage_action: False,
        beside.stage_action: True,
    }


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


def test_the_strip_holds_the_same_number_for_every_comparison_stage(acme, edgar):
    planted = world(acme, effect=15)

    found = judged(planted, edgar)

    assert [each.stage for each in found.placebos] == list(found.stages)
    assert all(abs(each.effect) < 15 for each in found.placebos)


def test_no_drawn_point_rests_on_fewer_than_ten_answers(acme, edgar):
    found = judged(world(acme, answers=4), edgar)

    drawn = evidence.points(found.series)

    assert drawn
    assert all(each.n >= 10 for each in drawn)


def test_several_are_judged_with_one_reading_of_the_answers(
    acme, edgar, django_assert_max_num_queries
):
    for seed in range(3):
        world(acme, others=1, answers=2, seed=seed, name=f"x{seed}").register(edgar)

    with django_assert_max_num_queries(14):
        rows = list(evidence.registrations(org=acme))
        evidence.judge_all(org=acme, registrations=rows, today=acme.today())


def test_what_could_show_gets_smaller_with_more_answers(acme):
    thin, thick = world(acme, answers=3, name="a"), world(acme, answers=30, name="b")

    outlooks = [
        evidence.outlook(
            stage=each.stage, emotion=each.stage_action.emotion, start=acme.today(),
            evaluate_on=acme.today() + 13 * WEEK, since=day_of(acme, 33),
            comparisons=each.others, today=acme.today(),
        )
        for each in (thin, thick)
    ]  # fmt: skip

    assert outlooks[0].detectable > outlooks[1].detectable > 0


def test_a_stage_where_something_new_begins_is_not_suggested_to_compare_with(acme):
    planted = world(acme)

    outlook = evidence.outlook(
        stage=planted.others[0], emotion=planted.stage_action.emotion, start=acme.today(),
        evaluate_on=acme.today() + 13 * WEEK, since=planted.start - WEEK, today=acme.today(),
    )  # fmt: skip

    suggested = {offer.stage: offer.is_suggested for offer in outlook.offers}
    assert not suggested[planted.stage]
    assert suggested[planted.others[1]]
