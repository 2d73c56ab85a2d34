"""Differences between two groups or periods (science.md 2.4)."""

import math
from dataclasses import dataclass

from insights.engine.intervals.means import Mean
from insights.engine.intervals.shares import Share, nps, wilson
from insights.engine.quantiles import (
    CONFIDENCE,
    check_counts,
    check_finite,
    normal_quantile,
    t_quantile,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference with its interval, in the unit of what was compared.

    `se` and `df` are None where the method has none (Newcombe's is not symmetric). `difference` is
    None, and the interval everything possible, when one side has no answers.
    """

    difference: float | None
    low: float
    high: float
    se: float | None = None
    df: float | None = None


def welch(
    first: tuple[float, float, float],
    second: tuple[float, float, float],
    *,
    confidence: float = CONFIDENCE,
) -> Difference:
    """Second minus first mean, each given as (mean, sd, n), by Welch's t with Satterthwaite's df.

    ValueError with fewer than two answers a side.
    """
    check_finite((*first, *second), "Mean, sd and n")
    check_counts((first[1], second[1]), "Standard deviations")
    if min(first[2], second[2]) < 2:
        raise ValueError("Welch's interval needs at least two answers on each side.")
    parts = [(sd**2 / n, n - 1) for _, sd, n in (first, second)]
    shift = second[0] - first[0]
    return _t_difference(shift, shift, parts, confidence)


def change(before: Mean, after: Mean, *, confidence: float = CONFIDENCE) -> Difference:
    """`after` minus `before` of two bounded means: Welch on their centres and standard errors.

    The difference shown is that of the plain means; the interval keeps the caution of the
    pseudo-answers, so that two groups of five equal answers do not differ "for certain".
    """
    if before.mean is None or after.mean is None:
        return Difference(None, before.low - after.high, before.high - after.low)
    parts = [(before.se**2, before.df), (after.se**2, after.df)]
    shift = after.centre - before.centre
    return _t_difference(after.mean - before.mean, shift, parts, confidence)


def newcombe(
    first_successes: float,
    first_n: float,
    second_successes: float,
    second_n: float,
    *,
    confidence: float = CONFIDENCE,
) -> Difference:
    """First minus second share by Newcombe's hybrid score method (his method 10, 1998)."""
    first = wilson(first_successes, first_n, confidence=confidence)
    second = wilson(second_successes, second_n, confidence=confidence)
    return independent(first, second)


def independent(first: Share, second: Share) -> Difference:
    """First minus second share from their own intervals: each side's distance, root-sum-squared.

    With two Wilson intervals this is Newcombe's method; it holds for any two independent
    estimates with limits (Zou & Donner 2008).
    """
    if first.share is None or second.share is None:
        return Difference(None, first.low - second.high, first.high - second.low)
    difference = first.share - second.share
    return Difference(
        difference,
        difference - math.hypot(first.share - first.low, second.high - second.share),
        difference + math.hypot(first.high - first.share, second.share - second.low),
    )


def nps_difference(
    before: tuple[float, float, float],
    after: tuple[float, float, float],
    *,
    confidence: float = CONFIDENCE,
) -> Difference:
    """`after` minus `before` of two scores, each (promoters, passives, detractors), in points."""
    first, second = nps(*before), nps(*after)
    if first.nps is None or second.nps is None:
        return Difference(None, -200.0, 200.0)
    shift, se = second.centre - first.centre, math.hypot(first.se, second.se)
    half = normal_quantile(confidence) * se
    low, high = max(-200.0, shift - half), min(200.0, shift + half)
    return Difference(second.nps - first.nps, low, high, se, math.inf)


def satterthwaite(parts: list[tuple[float, float]]) -> float:
    """Degrees of freedom of a sum of independent variances, each part (variance, its df).

    Without any variance the parts' df add up.
    """
    largest = max(variance for variance, _ in parts)
    if largest == 0:
        return sum(df for _, df in parts)
    scaled = [(variance / largest, df) for variance, df in parts]
    return sum(v for v, _ in scaled) ** 2 / sum(v * v / df for v, df in scaled)


def _t_difference(
    difference: float, shift: float, parts: list[tuple[float, float]], confidence: float
) -> Difference:
    se, df = math.sqrt(sum(variance for variance, _ in parts)), satterthwaite(parts)
    half = t_quantile(df, confidence) * se
    return Difference(difference, shift - half, shift + half, se, df)
