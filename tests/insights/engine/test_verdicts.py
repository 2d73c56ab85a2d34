"""Verdicts: three-valued, told by direction, and few false ones over a whole report."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from insights.engine import intervals, verdicts
from insights.engine.direction import Direction, performance, slope_sign
from insights.engine.verdicts import Belief, Cell, Verdict

GOOD = intervals.mean_of_counts((0, 2, 8, 40, 50))
WEAK = intervals.mean_of_counts((20, 30, 30, 15, 5))


def test_performance_is_its_own_inverse():
    assert performance(performance(30, Direction.AVOID), Direction.AVOID) == 30
    assert performance(30, Direction.SEEK) == 30
    assert [slope_sign(direction) for direction in Direction] == [1, -1]


@pytest.mark.parametrize(
    ("mean", "target", "direction", "verdict"),
    [
        (WEAK, 70, Direction.SEEK, Verdict.BELOW),
        (GOOD, 70, Direction.SEEK, Verdict.AT_OR_ABOVE),
        (GOOD, 84, Direction.SEEK, Verdict.UNCLEAR),
        (GOOD, 20, Direction.AVOID, Verdict.BELOW),
        (WEAK, 60, Direction.AVOID, Verdict.AT_OR_ABOVE),
        (WEAK, 40, Direction.AVOID, Verdict.UNCLEAR),
    ],
)
def test_a_verdict_follows_the_interval_and_the_direction(mean, target, direction, verdict):
    assert verdicts.gap(mean, target, direction=direction).verdict is verdict


def test_a_gap_stays_raw_and_a_shortfall_turns():
    gap = verdicts.gap(GOOD, 20, direction=Direction.AVOID)

    assert gap.gap == 20 - GOOD.mean
    assert gap.shortfall == -gap.gap
    assert gap.low < gap.shortfall < gap.high
    assert (gap.low, gap.high) == pytest.approx((GOOD.low - 20, GOOD.high - 20))


def test_nine_answers_are_not_judged():
    nine = verdicts.gap(intervals.mean_of_counts((9, 0, 0, 0, 0)), 90)
    ten = verdicts.gap(intervals.mean_of_counts((10, 0, 0, 0, 0)), 90)

    assert (nine.verdict, ten.verdict) == (Verdict.WITHHELD, Verdict.BELOW)


def test_no_answers_have_no_gap():
    gap = verdicts.gap(intervals.mean_of_counts([0] * 5), 70)

    assert (gap.gap, gap.shortfall, gap.p_value) == (None, None, 1)
    assert (gap.low, gap.high) == (-30, 70)


@given(st.lists(st.integers(0, 40), min_size=5, max_size=5), st.integers(1, 99))
def test_the_p_value_agrees_with_the_interval(counts, target):
    mean = intervals.mean_of_counts(counts)
    gap = verdicts.gap(mean, target)

    outside = not mean.low <= target <= mean.high
    assert outside == (gap.p_value < 0.05) or gap.p_value == pytest.approx(0.05)


@pytest.mark.parametrize("target", [-1, 101, float("nan")])
def test_a_target_off_the_scale_is_refused(target):
    with pytest.raises(ValueError, match="target"):
        verdicts.gap(GOOD, target)


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=40),
    st.sampled_from([0.05, 0.1, 0.2]),
)
def test_benjamini_hochberg_agrees_with_statsmodels(p_values, q):
    ours = verdicts.benjamini_hochberg(p_values, q)

    rejected, adjusted, *_ = multipletests(p_values, alpha=q, method="fdr_bh")
    assert ours.adjusted == pytest.approx(adjusted, abs=1e-12)
    assert ours.rejected == tuple(rejected)


def test_benjamini_hochberg_as_published():
    # Benjamini & Hochberg 1995, section 3.2: 15 tests on thrombolysis, q = .05 rejects four.
    p_values = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
        0.5719, 0.6528, 0.7590, 1.0000,
    ]  # fmt: skip

    found = verdicts.benjamini_hochberg(p_values, q=0.05)

    assert sum(found.rejected) == 4
    assert found.threshold == 0.0095


def test_a_p_value_on_its_line_is_a_discovery():
    assert verdicts.benjamini_hochberg([0.02, 0.04], q=0.04).rejected == (True, True)
    assert verdicts.benjamini_hochberg([0.02, 0.05], q=0.04).rejected == (True, False)


def test_no_tests_no_discoveries():
    assert verdicts.benjamini_hochberg([]).rejected == ()


def test_many_cells_need_stronger_evidence_than_one():
    lonely = Cell(intervals.mean_of_counts((3, 8, 10, 9, 4)), 63)
    fine = Cell(intervals.mean_of_counts((4, 8, 10, 8, 4)), 50)

    alone = verdicts.for_cells([lonely])[0]
    among = verdicts.for_cells([lonely, *[fine] * 60])[0]

    assert (alone.verdict, among.verdict) == (Verdict.BELOW, Verdict.UNCLEAR)


def test_thin_cells_do_not_count_as_tests():
    lonely = Cell(intervals.mean_of_counts((3, 8, 10, 9, 4)), 63)
    thin = Cell(intervals.mean_of_counts((1, 1, 1, 1, 1)), 50)

    first, *rest = verdicts.for_cells([lonely, *[thin] * 60])

    assert first.verdict is Verdict.BELOW
    assert {gap.verdict for gap in rest} == {Verdict.WITHHELD}


def test_few_cells_at_target_are_called_below():
    rng = np.random.default_rng(5)
    shares = np.array([0.05, 0.1, 0.2, 0.35, 0.3])
    target = float(shares @ intervals.EMOTION_SCALE)
    reports = [rng.multinomial(40, shares, size=30) for _ in range(60)]

    cries = [
        any(
            gap.verdict is Verdict.BELOW
            for gap in verdicts.for_cells(
                [Cell(intervals.mean_of_counts(c), target) for c in cells]
            )
        )
        for cells in reports
    ]

    assert np.mean(cries) <= 0.10


def test_three_believers_make_an_interval():
    gap = verdicts.belief_gap([88, 92, 96], WEAK)

    assert gap.believed == 92
    assert gap.low < gap.excess < gap.high
    assert gap.verdict is Belief.OVER


def test_two_believers_are_single_opinions():
    gap = verdicts.belief_gap([80, 90], WEAK)

    assert gap.excess == 85 - WEAK.mean
    assert (gap.low, gap.high, gap.verdict) == (None, None, Belief.WITHHELD)


def test_believing_in_less_strain_than_there_is_is_over_belief():
    gap = verdicts.belief_gap([10, 10, 12, 8], GOOD, direction=Direction.AVOID)

    assert gap.gap < 0 < gap.excess
    assert gap.verdict is Belief.OVER


def test_modesty_is_under_belief():
    assert verdicts.belief_gap([40, 45, 50, 45], GOOD).verdict is Belief.UNDER


def test_no_beliefs_no_gap():
    assert verdicts.belief_gap([], GOOD).gap is None
    with pytest.raises(ValueError, match="Beliefs"):
        verdicts.belief_gap([120], GOOD)
