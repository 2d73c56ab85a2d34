"""What to promise before an action starts: how small a change could show, and what comes by itself."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from insights.engine.arrays import Array
from insights.engine.evidence.effect import residuals, weekly_noise
from insights.engine.evidence.interrupted import expected_break_error
from insights.engine.evidence.weeks import Differences
from insights.engine.quantiles import check_finite, normal_quantile

POWER_80 = 2.8
SD = 25.0
CUPED_FROM = 0.5


def detectable(se: float) -> float:
    """The smallest effect found in four of five cases at an expected standard error: 2.8 · SE."""
    check_finite((se,), "The standard error")
    if se < 0:
        raise ValueError("A standard error is not negative.")
    return POWER_80 * se


def detectable_from_weeks(
    before: Sequence[float], weeks_after: int, *, beside: Sequence[Differences] = ()
) -> float:
    """The same from the before-weeks' differences, for an evaluation after `weeks_after` weeks.

    The before-weeks of units `beside` help to tell how alike weeks are. ValueError with fewer than
    three before-weeks or no week after.
    """
    if len(before) < 3 or weeks_after < 1:
        raise ValueError("At least three weeks before and one after are needed.")
    check_finite(before, "Weekly differences")
    rest = [residuals(unit.before) for unit in beside]
    noise = weekly_noise(residuals(before), fitted=1, beside=rest)
    return detectable(noise.standard_error(len(before), weeks_after))


def detectable_by_trend(before: Sequence[float], weeks_after: int, *, gap: int = 0) -> float:
    """The same for a break in the trend, where there is nothing to compare with.

    ValueError with fewer than 24 before-weeks or no week after.
    """
    return detectable(expected_break_error(before, weeks_after, gap=gap))


def answers_for_change(points: float, *, sd: float = SD, power: float = 0.8) -> int:
    """Answers per period needed to see a change of `points`: 2(z₀.₉₇₅ + z_power)²(sd/points)²."""
    _check_size(points, sd)
    needed = normal_quantile() + normal_quantile(2 * power - 1)
    return math.ceil(2 * (needed * sd / points) ** 2)


def answers_for_precision(points: float, *, sd: float = SD) -> int:
    """Answers needed for an interval of ± `points`: (1.96 · sd/points)²."""
    _check_size(points, sd)
    return math.ceil((normal_quantile() * sd / points) ** 2)


@dataclass(frozen=True, slots=True)
class Shrunk:
    """What a stage chosen for its low score would do by itself."""

    expected: float
    rebound: float


def rebound(observed: float, overall: float, reliability: float) -> Shrunk:
    """Regression to the mean: (1 - reliability) · (overall - observed) comes back unaided.

    `reliability` (0-1) is the share of the variance between stages that is not chance.
    """
    check_finite((observed, overall, reliability), "Scores and reliability")
    if not 0 <= reliability <= 1:
        raise ValueError("Reliability lies between 0 and 1.")
    back = (1 - reliability) * (overall - observed)
    return Shrunk(observed + back, back)


def reliability(means: Sequence[float], variances: Sequence[float], own: float) -> float | None:
    """Share (0-1) of how units differ that is not chance, for a unit whose mean has variance `own`.

    Between-variance by moments: the variance among the means less the mean of their `variances`.
    None with fewer than three units: then nobody can say how much of a low score is bad luck.
    """
    check_finite((*means, *variances, own), "Means and variances")
    if len(means) < 3:
        return None
    between = max(0.0, float(np.var(means, ddof=1)) - float(np.mean(variances)))
    total = between + own
    return between / total if total > 0 else 1.0


def cuped(scores: ArrayLike, earlier: ArrayLike) -> Array:
    """Scores (n,) freed of what each customer's earlier score (n,; NaN where none) foretold.

    y - θ(x - x̄), θ = cov/var (Deng et al. 2013): the variance falls by the squared correlation.
    With earlier scores for fewer than half of the customers the scores come back unchanged.
    """
    values, before = np.asarray(scores, float), np.asarray(earlier, float)
    check_finite(values.ravel(), "Scores")
    if values.shape != before.shape:
        raise ValueError("Scores and earlier scores must have the same length.")
    known = np.isfinite(before)
    if known.sum() < max(3, CUPED_FROM * values.size) or np.ptp(before[known]) == 0:
        return values
    away = before[known] - before[known].mean()
    theta = float(away @ (values[known] - values[known].mean()) / (away @ away))
    freed = values.copy()
    freed[known] -= theta * away
    return freed


def _check_size(points: float, sd: float) -> None:
    check_finite((points, sd), "Points and standard deviation")
    if points <= 0 or sd <= 0:
        raise ValueError("Points and standard deviation must be positive.")
