"""A break in a trend: agrees with statsmodels, and is slow to see wolves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import toeplitz
from statsmodels.regression.linear_model import GLS

from insights.engine import evidence
from insights.engine.evidence import Grade, Method, Outcome, Plan, Weeks
from insights.engine.evidence.interrupted import autoregressive_fit


def _series(seed, effect=0.0, weeks=52, alike=0.1):
    rng = np.random.default_rng(seed)
    noise = rng.normal(0, 4, weeks)
    for week in range(1, weeks):
        noise[week] += alike * noise[week - 1]
    time = np.arange(weeks)
    return 60 + 2 * np.sin(time / 8) + noise + np.where(time >= 28, effect, 0.0)


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(30, 80))
def test_the_fit_is_that_of_statsmodels_at_the_same_likeness(seed, weeks):
    scores = _series(seed, weeks=weeks)
    time = np.arange(weeks)
    design = np.column_stack((np.ones(weeks), time / 52, time >= weeks // 2)).astype(float)

    ours = autoregressive_fit(design, scores)

    sigma = toeplitz(ours.rho ** np.arange(weeks))
    theirs = GLS(scores, design, sigma=sigma).fit()
    assert ours.slopes == pytest.approx(theirs.params, rel=1e-7, abs=1e-7)
    assert ours.covariance == pytest.approx(theirs.cov_params(), rel=1e-6, abs=1e-8)
    assert ours.df == theirs.df_resid


def test_a_break_without_noise_is_found_exactly():
    time = np.arange(50)
    scores = 40 + 0.2 * time + 3 * np.sin(2 * np.pi * time / 52) + np.where(time >= 30, 6, 0)

    found = evidence.interrupted(scores[:30], scores[32:], gap=2)

    assert found.effect == pytest.approx(6)
    assert found.high - found.low == pytest.approx(0, abs=1e-6)


def test_a_trend_alone_is_no_effect():
    cries = [evidence.interrupted(each[:26], each[28:], gap=2) for each in map(_series, range(150))]

    assert np.mean([found.low > 0 or found.high < 0 for found in cries]) <= 0.1


def test_too_few_weeks_before_tell_no_trend():
    with pytest.raises(ValueError, match="24 points"):
        evidence.interrupted([1.0] * 23, [1.0] * 12)
    with pytest.raises(ValueError, match="24 points"):
        evidence.detectable_by_trend([1.0] * 30, 0)


def test_the_error_to_expect_is_the_error_that_comes():
    expected, came = [], []
    for seed in range(40):
        scores = _series(seed)
        expected.append(evidence.detectable_by_trend(scores[:26], 24, gap=2) / 2.8)
        came.append(evidence.interrupted(scores[:26], scores[28:], gap=2).se)

    assert np.median(expected) == pytest.approx(np.median(came), rel=0.25)


def test_without_comparison_the_grade_is_c_at_best():
    scores = _series(3, effect=40)
    treated = Weeks.of(scores, [12] * 52)

    judged = evidence.judge(treated, [], Plan(28, due=True, assigned=True))

    assert (judged.method, judged.grade) == (Method.TREND, Grade.C)
    assert judged.outcome is Outcome.IMPROVED


def test_with_few_weeks_before_only_before_and_after_are_left():
    treated = Weeks.of(_series(3), [12] * 52)

    judged = evidence.judge(treated, [], Plan(20, due=True))

    assert (judged.method, judged.grade) == (Method.BEFORE_AFTER, Grade.C)
