"""Trends: the published chart, quiet weeks, and what would be noticed."""

import numpy as np
import pytest

from insights.engine import trends
from tests.insights.engine import published


def test_the_chart_of_the_nist_handbook():
    start = trends.given_baseline(50)

    chart = trends.ewma(published.NIST_WEEKS, [2.0539**2] * 20, start, smoothing=0.3)

    assert [point.score for point in chart.points] == pytest.approx(
        published.NIST_SMOOTHED, abs=5.01e-3
    )
    limits = trends.steady_limits(start, 2.0539**2, smoothing=0.3)
    assert limits == pytest.approx(published.NIST_LIMITS, abs=1e-4)
    assert not any(point.crossed for point in chart.points)


def test_limits_widen_towards_the_steady_ones():
    start = trends.Baseline(70, 2.0, 4.0, 12)

    chart = trends.ewma([70] * 200, [20.0] * 200, start)

    widths = [point.high - point.low for point in chart.points]
    assert widths == sorted(widths)
    low, high = trends.steady_limits(start, 20.0)
    assert widths[-1] == pytest.approx(high - low)


def test_weeks_that_differ_more_than_their_answers_explain():
    found = trends.baseline([60, 70, 60, 70], [5.0] * 4)

    assert found.between == pytest.approx(100 / 3 - 5)
    assert found.variance == pytest.approx(100 / 3 / 4)
    assert trends.baseline([60, 61, 60, 61], [5.0] * 4).between == 0


def test_quiet_weeks_seldom_cross():
    rng = np.random.default_rng(1)
    variance = 625 / 12
    crossed = []
    for _ in range(300):
        weeks = 70 + rng.normal(0, 2, 64) + rng.normal(0, variance**0.5, 64)
        start = trends.baseline(weeks[:12], [variance] * 12)
        chart = trends.ewma(weeks[12:], [variance] * 52, start)
        crossed.append(any(point.crossed for point in chart.points))

    assert np.mean(crossed) <= 0.08


def test_the_noticed_fall_is_noticed_as_often_as_said():
    rng = np.random.default_rng(2)
    start = trends.Baseline(70, 5.0, 4.0, 12)
    fall = trends.noticed_fall(start, 50.0)
    noticed = []
    for _ in range(400):
        truth = 70 - rng.normal(0, 5**0.5) - fall
        weeks = truth + rng.normal(0, 54**0.5, 13)
        chart = trends.ewma(weeks, [50.0] * 13, start)
        noticed.append(any(point.score < point.low for point in chart.points))

    assert np.mean(noticed) == pytest.approx(0.8, abs=0.06)
    assert trends.chance_to_notice(fall, start, 50.0) == pytest.approx(0.8, abs=0.01)


def test_more_answers_notice_smaller_falls():
    start = trends.Baseline(70, 1.0, 1.0, 12)

    falls = [trends.noticed_fall(start, variance) for variance in (100.0, 25.0, 5.0)]

    assert falls == sorted(falls, reverse=True)
    assert trends.noticed_fall(start, 25.0) == trends.noticed_fall(start, 25.0)


@pytest.mark.parametrize(
    ("means", "variances", "smoothing"),
    [([1, 2], [1.0], 0.2), ([1, np.nan], [1.0, 1.0], 0.2), ([1], [-1.0], 0.2), ([1], [1.0], 0)],
)
def test_impossible_charts_are_refused(means, variances, smoothing):
    with pytest.raises(ValueError, match=r"[A-Z]"):
        trends.ewma(means, variances, trends.given_baseline(0), smoothing=smoothing)


def test_one_week_is_no_baseline():
    with pytest.raises(ValueError, match="two weeks"):
        trends.baseline([60], [5.0])
