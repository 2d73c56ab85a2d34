"""The empathy gap on one unit, and whether raters agree."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa

from insights.engine import empathy, intervals
from insights.engine.empathy import Finding
from insights.engine.intervals import Difference


def test_forecast_practice_and_customers_meet_on_one_unit():
    staff = [(person, point < 6) for person in range(12) for point in range(10)]

    gap = empathy.compare(
        empathy.forecast([8, 9, 7, 8]), empathy.practice(staff), empathy.customers(40, 100)
    )

    assert gap.overestimate.difference == pytest.approx(0.2)
    assert gap.transfer.difference == pytest.approx(0.2)
    assert gap.blind_spot.difference == pytest.approx(0.4)
    assert gap.blind_spot.low > 0


def test_one_persons_points_count_once():
    staff = [(person, person < 6) for person in range(12) for _ in range(50)]

    share = empathy.practice(staff)

    assert share == intervals.wilson(6, 12)


def test_the_transfer_gap_is_newcombes():
    practice, customers = (
        empathy.practice([(i, i < 8) for i in range(10)]),
        empathy.customers(5, 10),
    )

    gap = empathy.compare(None, practice, customers)

    assert gap.transfer == intervals.newcombe(8, 10, 5, 10)
    assert gap.overestimate is None


def test_two_managers_are_opinions():
    gap = empathy.compare(empathy.forecast([9, 8]), None, empathy.customers(30, 60))

    assert gap.forecast.share == pytest.approx(0.85)
    assert gap.blind_spot is None


def test_a_forecast_stays_a_share():
    share = empathy.forecast([10, 10, 9])

    assert share.high == 1
    assert empathy.forecast([]).share is None
    with pytest.raises(ValueError, match="out of 10"):
        empathy.forecast([11])


@given(st.lists(st.tuples(*[st.integers(0, 2)] * 2), min_size=2, max_size=60))
def test_kappa_agrees_with_statsmodels(pairs):
    first, second = ([pair[i] for pair in pairs] for i in (0, 1))

    ours = empathy.agreement(first, second)

    if ours.kappa is None:
        assert len({*first, *second}) == 1
        return
    table = [[sum(p == (a, b) for p in pairs) for b in range(3)] for a in range(3)]
    assert ours.kappa == pytest.approx(cohens_kappa(table, return_results=False))


def test_raters_must_agree_well_beyond_chance():
    assert empathy.agreement("aabb", "aabb").reliable
    assert not empathy.agreement("aabb", "abab").reliable
    assert empathy.agreement([], []).kappa is None
    with pytest.raises(ValueError, match="same check points"):
        empathy.agreement("a", "ab")


def test_three_managers_who_agree_are_not_certain():
    share = empathy.forecast([8, 8, 8])

    assert share.share == pytest.approx(0.8)
    assert share.low < 0.75
    assert share.high > 0.85


def test_managers_who_differ_have_the_interval_of_a_mean():
    share = empathy.forecast([5, 7, 9, 8])

    expected = t_interval([5, 7, 9, 8])
    assert (share.low * 10, share.high * 10) == pytest.approx(expected)


def t_interval(values):
    return stats.t.interval(0.95, len(values) - 1, np.mean(values), stats.sem(values))


def test_a_gap_is_called_one_only_if_it_holds_among_all_of_the_page():
    """One interval in twenty leaves out zero by chance; of forty such alone none is told."""
    clear = Difference(0.4, 0.3, 0.5)
    weak = Difference(0.1, 0.001, 0.199)
    nothing = Difference(0.0, -0.1, 0.1)

    alone, among = empathy.findings([weak]), empathy.findings([weak, clear, *[nothing] * 38])

    assert alone == (Finding.HIGHER,)
    assert among[:3] == (Finding.UNCLEAR, Finding.HIGHER, Finding.UNCLEAR)


def test_a_gap_below_zero_is_lower_and_an_unknown_one_is_no_test():
    assert empathy.findings([Difference(-0.4, -0.5, -0.3), None, Difference(None, -1, 1)]) == (
        Finding.LOWER,
        Finding.UNKNOWN,
        Finding.UNKNOWN,
    )
