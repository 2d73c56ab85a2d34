"""Evidence: false alarms are rare, harm is never praise, and grades are earned."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.engine import evidence
from insights.engine.direction import Direction
from insights.engine.evidence import Differences, Grade, Outcome, Plan, Weeks


def test_the_effect_by_hand():
    found = evidence.effect([0, 1, -1, 0], [5, 7, 5, 7])

    # Residuals 0 1 -1 0 -1 1 -1 1: lag-1 products sum to -4, so rho is 1/8 - 4/6 < 0, hence 0.
    assert (found.effect, found.rho, found.df) == (6, 0, 6)
    assert found.se == pytest.approx(math.sqrt(6 / 6) * math.sqrt(1 / 2))
    assert found.high - found.effect == pytest.approx(2.4469119 * found.se)


def test_alike_weeks_widen_the_error():
    found = evidence.effect([0, 0, 2, 2, 0, 0], [6, 6, 8, 8, 6, 6])

    # r = -2/3 -2/3 4/3 4/3 -2/3 -2/3, twice: lag-1 sum 16/9 + ... over 32/3.
    r = np.array([-2, -2, 4, 4, -2, -2] * 2) / 3
    lagged = r[1:] @ r[:-1] / (r @ r)
    rho = lagged + (1 + 3 * max(lagged, 0)) / 12
    factor = (1 + rho) / (1 - rho)
    assert found.rho == pytest.approx(rho)
    assert found.se == pytest.approx(math.sqrt(r @ r / 10) * math.sqrt(factor / 3))
    assert found.df == pytest.approx(max(2, 10 / factor))


def test_units_beside_help_to_tell_how_alike_weeks_are():
    flat, alike = [0, 1, -1, 0], [0, 0, 2, 2, 0, 0]
    beside = [Differences(tuple(alike), tuple(alike), 60, 60)]

    alone, helped = evidence.effect(flat, flat), evidence.effect(flat, flat, beside=beside)

    # Alone the lag-1 products sum to -2, over squares of 4: less than nothing, hence 0.
    r = np.array([-2, -2, 4, 4, -2, -2] * 2) / 3
    lagged = (r[1:] @ r[:-1] - 2) / (r @ r + 4)
    assert (alone.rho, alone.se) == (0, pytest.approx(math.sqrt(4 / 6 / 2)))
    assert helped.rho == pytest.approx(lagged + (1 + 3 * lagged) / 10)
    assert helped.se == pytest.approx(alone.se * math.sqrt((1 + helped.rho) / (1 - helped.rho)))


@given(
    st.lists(st.floats(-50, 50), min_size=2, max_size=30),
    st.lists(st.floats(-50, 50), min_size=1, max_size=30),
)
def test_an_effect_holds_its_estimate(before, after):
    found = evidence.effect(before, after)

    assert found.low <= found.effect <= found.high
    assert 0 <= found.rho <= 0.8
    assert found.df >= 2


@pytest.mark.parametrize(("before", "after"), [([], [1, 2, 3]), ([1], [2]), ([1, math.nan], [2])])
def test_too_little_makes_no_effect(before, after):
    with pytest.raises(ValueError, match=r"periods|finite"):
        evidence.effect(before, after)


def _noise(rng, weeks=52, shocks=2.0, answers=12):
    own, alike = rng.normal(0, shocks, weeks), 0.3
    for week in range(1, weeks):
        own[week] = alike * own[week - 1] + math.sqrt(1 - alike**2) * own[week]
    return own + rng.normal(0, 25 / math.sqrt(answers), weeks)


def _world(seed, effect, units=6):
    rng = np.random.default_rng(seed)
    drift = np.cumsum(rng.normal(0, 0.6, 52)) + 2 * np.sin(np.arange(52) / 8)
    lift = np.where(np.arange(52) >= 26, effect, 0.0)
    series = [60 + drift + _noise(rng) + (lift if i == 0 else 0) for i in range(units)]
    return Weeks.of(series[0], [12] * 52), [Weeks.of(each, [12] * 52) for each in series[1:]]


def _share(effect, outcome, worlds=150):
    plan = Plan(start=26, due=True)
    verdicts = [evidence.judge(*_world(seed, effect), plan).outcome for seed in range(worlds)]
    return np.mean([verdict is outcome for verdict in verdicts])


def test_a_dud_is_seldom_praised_or_blamed():
    assert 1 - _share(0, Outcome.NO_CHANGE_SHOWN) <= 0.08


def test_a_real_improvement_is_often_found():
    assert _share(6, Outcome.IMPROVED) >= 0.42


def test_harm_is_never_an_improvement():
    assert _share(-5, Outcome.IMPROVED) == 0


def test_peeking_every_week_seldom_cries_wolf():
    worlds = [_world(seed, 0) for seed in range(25)]
    cries = 0
    for treated, others in worlds:
        looks = [
            evidence.judge(
                Weeks(treated.means[:week], treated.counts[:week]),
                [Weeks(unit.means[:week], unit.counts[:week]) for unit in others],
                Plan(start=26, due=False),
            ).outcome
            for week in range(32, 52, 2)
        ]
        cries += any(look is not Outcome.TOO_EARLY for look in looks)

    assert cries / 25 <= 0.05


def test_less_of_what_is_avoided_is_an_improvement():
    treated, others = _world(3, -15)

    plans = [Plan(26, due=True, direction=direction) for direction in Direction]

    assert [evidence.judge(treated, others, plan).outcome for plan in plans] == [
        Outcome.WORSE,
        Outcome.IMPROVED,
    ]


def test_the_first_weeks_of_an_action_are_left_out():
    treated = Weeks.of([0, 0, 0, 0, 50, 50, 6, 6], [5] * 8)

    series = evidence.differences(treated, [], start=4, wash_in=2)

    assert (series.before, series.after) == ((0, 0, 0, 0), (6, 6))
    assert (series.before_answers, series.after_answers) == (20, 10)


def test_thin_weeks_are_merged_with_the_next():
    treated = Weeks.of([60, 90, 70, 80], [3, 1, 2, 1])
    beside = Weeks.of([50, 40, 60, 99], [10, 10, 30, 0])

    series = evidence.differences(treated, [beside], start=3, wash_in=0)

    assert series.before == pytest.approx((10, (90 + 140) / 3 - 55))
    assert series.after == ()


def test_a_thin_end_joins_the_week_before():
    treated = Weeks.of([60, 70, 90, 50], [3, 3, 1, 5])

    series = evidence.differences(treated, [], start=3, wash_in=0)

    assert series.before == pytest.approx((60, (210 + 90) / 4))


def test_silent_comparison_weeks_leave_the_others():
    units = [Weeks.of([50, 52]), Weeks.of([math.nan, 60])]

    series = evidence.differences(Weeks.of([60, 60]), units, start=1, wash_in=0)

    assert (series.before, series.after) == ((10,), (4,))


def test_units_must_cover_the_same_weeks():
    with pytest.raises(ValueError, match="same weeks"):
        evidence.differences(Weeks.of([1, 2]), [Weeks.of([1])], start=1)
    with pytest.raises(ValueError, match="start"):
        evidence.differences(Weeks.of([1, 2]), [], start=2)


def test_drifting_apart_beforehand_is_noticed():
    rng = np.random.default_rng(0)

    drifting = evidence.pre_trend(0.5 * np.arange(20) + rng.normal(0, 1, 20))

    assert drifting.slope == pytest.approx(0.5, abs=0.1)
    assert drifting.drifting
    assert not evidence.pre_trend([1, -1, 1, -1, 1]).drifting
    assert evidence.pre_trend([1, 2]).t is None
    assert evidence.pre_trend([1, 2, 3]).t == math.inf


def test_the_placebo_strip_leaves_the_treated_unit_out():
    units = [Weeks.of([0, 0, 6, 6]), Weeks.of([0, 0, 0, 0]), Weeks.of([0, 0, 0, 0])]

    strip = evidence.placebos(evidence.among(units, start=2, wash_in=0))

    assert strip == pytest.approx((6, -3, -3))
    assert evidence.placebo_rank(5, strip) == 2 / 4
    assert evidence.among(units[:1], start=2) == ()
    assert evidence.placebo_rank(5, ()) is None


def test_a_grade_is_earned():
    treated, others = _world(1, 6)
    rising, flat = evidence.dose_check(20, 100, 60, 100), evidence.dose_check(20, 100, 21, 100)
    planned = Plan(26, due=True, assigned=True)

    def grade(comparisons=others, plan=planned, dose=rising, unit=treated):
        return evidence.judge(unit, comparisons, plan, dose=dose).grade

    assert grade() is Grade.A
    assert grade(dose=None) is Grade.B
    assert grade(plan=Plan(26, due=True)) is Grade.B
    assert grade(dose=flat) is Grade.C
    assert grade(comparisons=[]) is Grade.C
    assert grade(unit=Weeks(treated.means, (1,) * 52)) is Grade.D


def test_stages_that_were_drifting_apart_are_graded_down():
    treated, others = _world(1, 0)
    drifting = Weeks.of([mean + week for week, mean in enumerate(treated.means)], treated.counts)

    judged = evidence.judge(drifting, others, Plan(26, due=True))

    assert judged.pre_trend.drifting
    assert judged.grade is Grade.C


def test_before_its_time_only_the_interim_interval_speaks():
    treated, others = _world(1, 6)

    early, due = (evidence.judge(treated, others, Plan(26, due=due)) for due in (False, True))

    assert early.interim.high - early.interim.low > early.effect.high - early.effect.low
    assert due.interim is None
    assert due.detectable == pytest.approx(2.8 * due.effect.se)


def test_nothing_after_the_start_is_too_early():
    treated = Weeks.of([60] * 10, [12] * 10)

    judged = evidence.judge(treated, [], Plan(9, due=False))

    assert (judged.outcome, judged.effect, judged.grade) == (Outcome.TOO_EARLY, None, Grade.D)


def test_the_mixture_interval_by_hand():
    interim = evidence.always_valid(4.2, 2.1)

    v, t = 2.1**2, 25
    half = math.sqrt(v * (v + t) / t * (2 * math.log(20) + math.log((v + t) / v)))
    assert (interim.low, interim.high) == pytest.approx((4.2 - half, 4.2 + half))
    assert evidence.always_valid(3, 0).low == 3


def test_answers_needed_as_published():
    assert [evidence.answers_for_change(points) for points in (10, 8, 5, 3)] == [99, 154, 393, 1091]
    assert [evidence.answers_for_precision(points) for points in (10, 8, 5, 3)] == [25, 38, 97, 267]


def test_the_detectable_change_from_weeks_before():
    before = [2, -2, 2, -2, 2, -2]

    found = evidence.detectable_from_weeks(before, 6)

    assert found == pytest.approx(2.8 * math.sqrt(24 / 5) * math.sqrt(1 / 6 + 1 / 6))


def test_low_scores_come_back_by_themselves():
    back = evidence.rebound(50, 70, reliability=0.75)

    assert (back.expected, back.rebound) == (55, 5)


def test_earlier_scores_take_the_noise_out():
    rng = np.random.default_rng(0)
    earlier = rng.normal(60, 20, 4000)
    scores = 0.6 * earlier + 16 * rng.normal(size=4000)

    freed = evidence.cuped(scores, earlier)

    assert freed.mean() == pytest.approx(scores.mean())
    assert freed.var() / scores.var() == pytest.approx(0.64, abs=0.03)


def test_few_earlier_scores_change_nothing():
    scores = np.arange(10.0)

    assert evidence.cuped(scores, [1.0, 2, 3, 4] + [math.nan] * 6) == pytest.approx(scores)


def test_four_means_make_a_difference_in_differences():
    # Card & Krueger 1994, table 3: full-time employment in New Jersey and Pennsylvania.
    found = evidence.difference_of_means((20.44, 21.03), (23.33, 21.17))

    assert found.difference == pytest.approx(2.75)
    assert math.isinf(found.high)
