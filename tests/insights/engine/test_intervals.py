"""Intervals: published figures, statsmodels' answers over random input, and the edges."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from insights.engine import intervals

counts_of_five = st.lists(st.integers(0, 60), min_size=5, max_size=5)


def test_emotion_score_as_published():
    score = intervals.mean_of_counts((1, 2, 5, 12, 10))

    assert score.mean == pytest.approx(73.3333, abs=5e-5)
    assert (score.low, score.high) == pytest.approx((62.9757, 82.9259), abs=5e-5)


def test_top_two_as_published():
    share = intervals.top_two((1, 2, 5, 12, 10))

    assert share.share == pytest.approx(0.7333, abs=5e-5)
    assert (share.low, share.high) == pytest.approx((0.55552, 0.85817), abs=5e-6)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.255289, 0.366210), (0, 20, 0, 0.161125)],
)
def test_wilson_as_published(successes, n, low, high):
    share = intervals.wilson(successes, n)

    assert (share.low, share.high) == pytest.approx((low, high), abs=5e-7)


def test_newcombe_as_published():
    difference = intervals.newcombe(56, 70, 48, 80)

    assert difference.difference == pytest.approx(0.2)
    assert (difference.low, difference.high) == pytest.approx((0.052431, 0.333873), abs=5e-7)


def test_nps_as_published():
    score = intervals.nps(50, 30, 20)

    assert score.nps == pytest.approx(30)
    assert (score.low, score.high) == pytest.approx((14.0511, 44.2013), abs=5e-5)


def test_welch_as_published():
    difference = intervals.welch((62.0, 24.0, 120), (68.5, 22.5, 140))

    assert difference.difference == 6.5
    assert difference.se == pytest.approx(2.901, abs=5e-4)
    assert difference.df == pytest.approx(246.21, abs=5e-3)
    assert (difference.low, difference.high) == pytest.approx((0.786, 12.214), abs=5e-4)


@given(st.integers(1, 100_000), st.floats(0, 1), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_wilson_agrees_with_statsmodels(n, share, confidence):
    successes = round(share * n)

    ours = intervals.wilson(successes, n, confidence=confidence)

    theirs = proportion_confint(successes, n, alpha=1 - confidence, method="wilson")
    assert (ours.low, ours.high) == pytest.approx(theirs, abs=1e-12)


@given(st.tuples(*[st.integers(1, 500)] * 2), st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_newcombe_agrees_with_statsmodels(sizes, shares):
    hits = [round(n * share) for n, share in zip(sizes, shares, strict=True)]

    ours = intervals.newcombe(hits[0], sizes[0], hits[1], sizes[1])

    theirs = confint_proportions_2indep(
        hits[0], sizes[0], hits[1], sizes[1], compare="diff", method="newcomb"
    )
    assert (ours.low, ours.high) == pytest.approx(theirs, abs=1e-9)


@given(*[st.lists(st.integers(0, 100), min_size=2, max_size=40)] * 2)
def test_welch_agrees_with_statsmodels(first, second):
    if len(set(first)) + len(set(second)) == 2:
        return  # no variance at all: statsmodels divides by zero
    groups = [DescrStatsW(np.array(group, float)) for group in (second, first)]

    ours = intervals.welch(*((d.mean, d.std_ddof(1), d.nobs) for d in reversed(groups)))

    theirs = CompareMeans(*groups).tconfint_diff(usevar="unequal")
    assert (ours.low, ours.high) == pytest.approx(theirs, rel=1e-9, abs=1e-9)


@given(counts_of_five)
def test_counts_and_single_answers_give_the_same_interval(counts):
    values = np.repeat(intervals.EMOTION_SCALE, counts)

    ours, theirs = intervals.mean_of_counts(counts), intervals.mean_of_values(values)

    assert (ours.low, ours.high, ours.df) == pytest.approx((theirs.low, theirs.high, theirs.df))
    assert ours.sd == (theirs.sd if theirs.sd is None else pytest.approx(theirs.sd))


@given(counts_of_five)
def test_an_interval_stays_on_the_scale_and_holds_its_mean(counts):
    score = intervals.mean_of_counts(counts)

    assert 0 <= score.low <= score.high <= 100
    if score.mean is not None:
        assert score.low <= score.mean + 1e-9
        assert score.high >= score.mean - 1e-9


def test_no_answers_leave_everything_possible():
    score, share = intervals.mean_of_counts([0] * 5), intervals.wilson(0, 0)

    assert (score.mean, score.low, score.high) == (None, 0, 100)
    assert (share.share, share.low, share.high) == (None, 0, 1)
    assert intervals.nps(0, 0, 0).nps is None


def test_one_answer_says_next_to_nothing():
    score = intervals.mean_of_counts([0, 0, 0, 0, 1])

    assert (score.mean, score.low, score.high, score.sd) == (100, 0, 100, None)


def test_equal_answers_are_not_certainty():
    score = intervals.mean_of_counts([0, 0, 0, 0, 5])

    assert score.mean == score.high == 100
    assert 60 < score.low < 75


def test_huge_counts_stay_exact():
    score = intervals.mean_of_counts([10**15, 0, 0, 0, 10**15])

    assert score.mean == 50
    assert score.high - score.low == pytest.approx(2 * 1.96 * 50 / math.sqrt(2e15), rel=1e-3)


@pytest.mark.parametrize("counts", [[1, 2, 3], [1, -1, 0, 0, 0], [math.nan] * 5, [math.inf] * 5])
def test_counts_that_are_none_are_refused(counts):
    with pytest.raises(ValueError, match=r"[Cc]ounts"):
        intervals.mean_of_counts(counts)


def test_more_successes_than_answers_are_refused():
    with pytest.raises(ValueError, match="5 successes of 4"):
        intervals.wilson(5, 4)


def test_a_design_factor_widens_like_fewer_answers():
    plain, widened = (intervals.mean_of_counts([4, 8, 8, 12, 8], design=d) for d in (1, 2))
    half = intervals.mean_of_counts([2, 4, 4, 6, 4])

    assert widened.mean == plain.mean
    assert (widened.low, widened.high) == pytest.approx((half.low, half.high))


def test_a_design_factor_below_one_narrows_nothing():
    assert intervals.wilson(3, 9, design=0.5) == intervals.wilson(3, 9)
    counts = (1, 2, 5, 12, 10)
    assert intervals.mean_of_counts(counts, design=0.5) == intervals.mean_of_counts(counts)


def test_weights_count_as_kish_counts_them():
    weighted = intervals.mean_of_values([0, 50, 100, 100], weights=[1, 1, 1, 3])

    assert weighted.mean == pytest.approx(75)
    assert weighted.df == pytest.approx(36 / 12 + 0.5 - 1)


def test_equal_weights_change_nothing():
    answers = [0, 25, 25, 75, 100]

    weighted = intervals.mean_of_values(answers, weights=[1e150] * 5)

    plain = intervals.mean_of_values(answers)
    assert (weighted.low, weighted.high) == pytest.approx((plain.low, plain.high))


def test_one_answer_a_customer_needs_no_clustering():
    answers = [0, 25, 25, 75, 100, 100]

    clustered = intervals.mean_of_values(answers, clusters="abcdef")

    plain = intervals.mean_of_values(answers)
    assert (clustered.low, clustered.high) == pytest.approx((plain.low, plain.high))


def test_customers_who_repeat_themselves_count_once():
    answers = np.repeat([0.0, 25, 50, 75, 100, 75], 4)
    customers = np.repeat(np.arange(6), 4).tolist()

    clustered = intervals.mean_of_values(answers, clusters=customers)

    assert clustered.df == pytest.approx(5.5)
    assert intervals.design_factor(answers, customers) == pytest.approx(4 * 23 / 24 * 6 / 5)


def test_a_single_customer_reveals_no_design_factor():
    assert intervals.design_factor([0, 100, 50], ["a"] * 3) == 1


def test_change_of_two_periods_is_welch_on_bounded_means():
    before = intervals.mean_of_counts((10, 20, 40, 30, 20))
    after = intervals.mean_of_counts((5, 10, 30, 50, 45))

    change = intervals.change(before, after)

    plain = intervals.welch(*((m.mean, m.sd, m.n) for m in (before, after)))
    assert change.difference == plain.difference
    assert (change.low, change.high) == pytest.approx((plain.low, plain.high), abs=0.3)


def test_change_from_nothing_is_unknown():
    change = intervals.change(intervals.mean_of_counts([0] * 5), intervals.mean_of_counts([1] * 5))

    assert change.difference is None
    assert (change.low, change.high) == pytest.approx((-96.29, 96.29), abs=0.01)


def test_nps_difference_adds_the_variances():
    difference = intervals.nps_difference((50, 30, 20), (60, 30, 10))

    assert difference.difference == pytest.approx(20)
    assert difference.low < 20 < difference.high


def test_welch_needs_two_answers_a_side():
    with pytest.raises(ValueError, match="at least two"):
        intervals.welch((50, 10, 1), (60, 10, 30))


@pytest.mark.parametrize("shape", [(1, 1, 2, 6, 10), (0, 0, 1, 4, 15), (5, 4, 2, 4, 5)])
@pytest.mark.parametrize("n", [5, 10, 30])
def test_the_bounded_interval_covers_where_plain_t_does_not(shape, n):
    rng = np.random.default_rng(7)
    shares = np.array(shape) / sum(shape)
    truth = shares @ intervals.EMOTION_SCALE

    scores = [intervals.mean_of_counts(counts) for counts in rng.multinomial(n, shares, size=1500)]

    assert np.mean([score.low <= truth <= score.high for score in scores]) > 0.93
