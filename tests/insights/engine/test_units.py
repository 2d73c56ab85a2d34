"""Comparison units are made comparable without inventing or hiding a change."""

import math

import numpy as np
import pytest

from insights.engine import evidence
from insights.engine.evidence import Grade, Plan, Weeks


def test_which_emotions_were_asked_does_not_look_like_a_change():
    weak = Weeks((40, 40, math.nan), (5, 1, 0))
    strong = Weeks((80, 80, 80), (1, 5, 6))

    together = evidence.altogether([weak, strong])

    assert together.means == pytest.approx((together.means[0],) * 3)
    assert together.counts == (6, 6, 6)
    assert evidence.level(together) == pytest.approx((6 * 40 + 12 * 80) / 18)


def test_what_all_emotions_of_a_unit_do_together_is_kept():
    units = [Weeks((40, 46), (5, 5)), Weeks((80, 86), (5, 5))]

    together = evidence.altogether(units)

    assert together.means[1] - together.means[0] == pytest.approx(6)


def test_a_silent_unit_does_not_move_the_others():
    low, high = Weeks((20, 20, 20), (5, 5, 5)), Weeks((80, math.nan, 80), (5, 0, 5))
    treated = Weeks((60, 60, 60), (5, 5, 5))

    level = evidence.on_one_level([low, high])

    series = evidence.differences(treated, level, start=2, wash_in=0)
    assert series.before == pytest.approx((10, 10))
    assert series.after == pytest.approx((10,))


def test_a_constant_changes_no_effect_while_everybody_answers():
    rng = np.random.default_rng(0)
    units = [Weeks.of(rng.normal(50 + 10 * i, 5, 30)) for i in range(4)]

    as_they_are = evidence.judge(units[0], units[1:], Plan(15, due=True)).effect
    levelled = evidence.judge(units[0], evidence.on_one_level(units[1:]), Plan(15, due=True)).effect

    assert levelled.effect == pytest.approx(as_they_are.effect)
    assert levelled.se == pytest.approx(as_they_are.se)


def test_units_without_answers_stay_empty():
    silent = Weeks((math.nan, math.nan), (0, 0))

    assert math.isnan(evidence.level(evidence.altogether([silent])))
    assert evidence.on_one_level([silent]) == (silent,)
    with pytest.raises(ValueError, match="same weeks"):
        evidence.on_one_level([silent, Weeks.of([1])])


def test_a_goal_moved_after_the_start_costs_a_grade():
    rng = np.random.default_rng(4)
    treated, *others = [Weeks.of(rng.normal(60, 5, 52), [12] * 52) for _each in range(5)]
    dose = evidence.dose_check(20, 100, 60, 100)

    def grade(**plan):
        return evidence.judge(treated, others, Plan(26, due=True, **plan), dose=dose).grade

    assert grade(assigned=True) is Grade.A
    assert grade(assigned=True, amended=True) is Grade.B
    assert grade(amended=True) is Grade.C


def test_what_comes_back_by_itself_is_taken_off_the_effect():
    rng = np.random.default_rng(2)
    treated, *others = [Weeks.of(rng.normal(60, 5, 52), [12] * 52) for _each in range(5)]

    plain, less = (
        evidence.judge(treated, others, Plan(26, due=True, rebound=points)).effect
        for points in (0.0, 2.0)
    )

    assert plain.effect - less.effect == pytest.approx(2)
    assert plain.high - less.high == pytest.approx(2)
    assert plain.se == less.se


def test_how_much_of_a_low_score_is_bad_luck_shows_in_how_units_differ():
    assert evidence.reliability([50, 60, 70], [25, 25, 25], 25) == pytest.approx(0.75)
    assert evidence.reliability([50, 50, 50], [25, 25, 25], 25) == 0
    assert evidence.reliability([50, 60], [1, 1], 1) is None
