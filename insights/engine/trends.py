"""Trends: a smoothed weekly score that knows how much weeks differ anyway (science.md 2.8)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from insights.engine.arrays import Array
from insights.engine.quantiles import check_counts, check_finite

SMOOTHING = 0.2
LIMIT = 3.0
BASELINE_WEEKS = 12
FEWEST_BASELINE_WEEKS = 8
HORIZON_WEEKS = 13
POWER = 0.8
PATHS = 4000


@dataclass(frozen=True, slots=True)
class Baseline:
    """What weeks look like while nothing happens.

    `mean` with the `variance` of its estimate; `within` is the variance of one answer's error of the
    mean a week (pooled), `between` what weeks differ beyond their answers (tau squared, >= 0).
    """

    mean: float
    variance: float
    between: float
    weeks: int


@dataclass(frozen=True, slots=True)
class Point:
    """One week after the baseline: the smoothed score, its limits, and whether it left them."""

    score: float
    low: float
    high: float
    crossed: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """An EWMA chart; `points` follow the weeks after the baseline."""

    baseline: Baseline
    points: tuple[Point, ...]


def baseline(means: Sequence[float], variances: Sequence[float]) -> Baseline:
    """From weekly means and the sampling variance s²/n of each, at least two weeks (better 12).

    tau² is the method-of-moments estimate: the variance among the weekly means minus what their
    answers explain, never negative.
    """
    _check(means, variances)
    if len(means) < 2:
        raise ValueError("A baseline needs at least two weeks.")
    between = max(0.0, float(np.var(means, ddof=1) - np.mean(variances)))
    total = float(np.sum(variances)) + between * len(means)
    return Baseline(float(np.mean(means)), total / len(means) ** 2, between, len(means))


def given_baseline(mean: float, *, between: float = 0.0, variance: float = 0.0) -> Baseline:
    """A baseline that is known instead of estimated, as in the published charts."""
    check_finite((mean,), "The baseline")
    check_counts((between, variance), "Variances")
    return Baseline(mean, variance, between, 0)


def ewma(
    means: Sequence[float],
    variances: Sequence[float],
    start: Baseline,
    *,
    smoothing: float = SMOOTHING,
    limit: float = LIMIT,
) -> Trend:
    """Exponentially weighted moving average of the weeks after `start`, with its exact limits.

    z = λx + (1-λ)z; Var z = λ²(s²/n + tau²) + (1-λ)²Var z, plus (1-(1-λ)^t)² times the variance of
    the baseline's own mean. Limits lie `limit` deviations around the baseline (Roberts 1959; Lucas
    & Saccucci 1990). ValueError unless 0 < smoothing <= 1.
    """
    _check(means, variances)
    _check_smoothing(smoothing, limit)
    score, variance, points = start.mean, 0.0, []
    for week, (mean, own) in enumerate(zip(means, variances, strict=True), 1):
        score = smoothing * mean + (1 - smoothing) * score
        variance = smoothing**2 * (own + start.between) + (1 - smoothing) ** 2 * variance
        forgotten = 1 - (1 - smoothing) ** week
        half = limit * math.sqrt(variance + forgotten**2 * start.variance)
        low, high = start.mean - half, start.mean + half
        points.append(Point(score, low, high, not low <= score <= high))
    return Trend(start, tuple(points))


def steady_limits(
    start: Baseline, variance: float, *, smoothing: float = SMOOTHING, limit: float = LIMIT
) -> tuple[float, float]:
    """The limits towards which equal weeks tend: `limit`·√(λ/(2-λ)·(s²/n + tau²)) on both sides."""
    _check_smoothing(smoothing, limit)
    half = limit * math.sqrt(
        smoothing / (2 - smoothing) * (variance + start.between) + start.variance
    )
    return start.mean - half, start.mean + half


def noticed_fall(
    start: Baseline,
    variance: float,
    *,
    weeks: int = HORIZON_WEEKS,
    power: float = POWER,
    smoothing: float = SMOOTHING,
    limit: float = LIMIT,
    seed: int = 0,
) -> float:
    """The lasting fall, in points, that the chart would notice within `weeks` with chance `power`.

    `variance` is s²/n of a usual week. Each of 4,000 simulated charts has a smallest fall that
    makes it cross in time; the answer is their quantile. Same seed, same number.
    """
    _check_smoothing(smoothing, limit)
    falls = _smallest_falls(start, variance, weeks, smoothing, limit, seed)
    return max(0.0, float(np.quantile(falls, power)))


def chance_to_notice(
    fall: float,
    start: Baseline,
    variance: float,
    *,
    weeks: int = HORIZON_WEEKS,
    smoothing: float = SMOOTHING,
    limit: float = LIMIT,
    seed: int = 0,
) -> float:
    """The chance (0-1) that a lasting `fall` of so many points is noticed within `weeks`."""
    _check_smoothing(smoothing, limit)
    falls = _smallest_falls(start, variance, weeks, smoothing, limit, seed)
    return float((falls <= fall).mean())


def _smallest_falls(
    start: Baseline, variance: float, weeks: int, smoothing: float, limit: float, seed: int
) -> Array:
    check_counts((variance,), "The variance of a week")
    if weeks < 1:
        raise ValueError("At least one week is needed.")
    random = np.random.default_rng(seed)
    noise = random.normal(0, math.sqrt(variance + start.between), (weeks, PATHS))
    error = random.normal(0, math.sqrt(start.variance), PATHS)
    chart = ewma(
        [0.0] * weeks, [variance] * weeks, _around_zero(start), smoothing=smoothing, limit=limit
    )
    score, smallest = error.copy(), np.full(PATHS, np.inf)
    for week, point in enumerate(chart.points, 1):
        score = smoothing * noise[week - 1] + (1 - smoothing) * score
        # The baseline's error shifts centre and limits alike.
        above_limit = score - error - point.low
        smallest = np.minimum(smallest, above_limit / (1 - (1 - smoothing) ** week))
    return smallest


def _around_zero(start: Baseline) -> Baseline:
    return Baseline(0.0, start.variance, start.between, start.weeks)


def _check(means: Sequence[float], variances: Sequence[float]) -> None:
    check_finite(means, "Weekly means")
    check_counts(variances, "Variances")
    if len(means) != len(variances):
        raise ValueError("Every weekly mean needs its variance.")


def _check_smoothing(smoothing: float, limit: float) -> None:
    if not 0 < smoothing <= 1 or not limit > 0:
        raise ValueError("Smoothing lies above 0 and at most at 1; the limit is positive.")
