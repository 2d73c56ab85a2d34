"""What is planted comes back out with the grade it has earned, and nothing else does."""

import pytest

from accounts.models import Actor
from insights.engine.evidence import Grade, Method, Outcome
from insights.selectors import evidence
from insights.services import registrations
from tests.insights.evidence.judging import judged
from tests.insights.planted import WEEK, world


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


def test_too_few_answers_show_no_number(acme, edgar):
    found = judged(world(acme, effect=15, answers=1), edgar)

    assert (found.verdict, found.grade, found.effect) == (Outcome.NOT_ENOUGH, Grade.D, None)
    assert evidence.points(found.series)
