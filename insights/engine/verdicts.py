"""Verdicts over gaps: below, unclear, at or above (science.md 2.7)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from insights.engine.direction import Direction, performance, slope_sign
from insights.engine.display import EARLY_FROM
from insights.engine.intervals import Mean, plain_mean
from insights.engine.intervals.differences import satterthwaite
from insights.engine.quantiles import check_finite, check_share, t_p_value, t_quantile

FALSE_DISCOVERY_RATE = 0.10
BELIEFS_FROM = 3


class Verdict(StrEnum):
    """Where a cell stands against its target, told by performance, not by raw score."""

    BELOW = "below"
    UNCLEAR = "unclear"
    AT_OR_ABOVE = "at_or_above"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Cell:
    """One emotion at one stage: what was measured and what was designed, both raw 0-100."""

    mean: Mean
    target: float
    direction: Direction = Direction.SEEK


@dataclass(frozen=True, slots=True)
class Gap:
    """A target gap in raw points (target - mean) and what it means.

    `shortfall` is the same gap as performance: positive is worse than designed, whatever the
    direction. `low` and `high` bound the shortfall. `p_value` feeds the false discovery rule and is
    never shown to anybody. Without answers `gap` and `shortfall` are None.
    """

    gap: float | None
    shortfall: float | None
    low: float
    high: float
    verdict: Verdict
    p_value: float


def gap(mean: Mean, target: float, *, direction: Direction = Direction.SEEK) -> Gap:
    """The gap of one cell judged by its own interval. ValueError for a target outside 0-100.

    Fewer than 10 answers are not judged: the verdict is withheld.
    """
    if not 0 <= target <= 100:
        raise ValueError(f"A target lies between 0 and 100, not at {target}.")
    aim = performance(target, direction)
    worst, best = sorted((performance(mean.low, direction), performance(mean.high, direction)))
    raw = None if mean.mean is None else target - mean.mean
    return Gap(
        gap=raw,
        shortfall=None if raw is None else slope_sign(direction) * raw,
        low=aim - best,
        high=aim - worst,
        verdict=_verdict(mean.n, aim, worst, best),
        p_value=_p_value(mean, target),
    )


def for_cells(cells: Sequence[Cell], q: float = FALSE_DISCOVERY_RATE) -> tuple[Gap, ...]:
    """The gaps of a whole report, in order, keeping only verdicts that survive Benjamini-Hochberg.

    Among the verdicts that are not "unclear" at most a share q is false on average. Cells with
    fewer than 10 answers are withheld and do not count as tests.
    """
    gaps = [gap(cell.mean, cell.target, direction=cell.direction) for cell in cells]
    judged = [i for i, each in enumerate(gaps) if each.verdict is not Verdict.WITHHELD]
    kept = benjamini_hochberg([gaps[i].p_value for i in judged], q).rejected
    for i, survives in zip(judged, kept, strict=True):
        if not survives:
            gaps[i] = replace(gaps[i], verdict=Verdict.UNCLEAR)
    return tuple(gaps)


@dataclass(frozen=True, slots=True)
class Discoveries:
    """Benjamini-Hochberg's answer, in the order of the p-values given.

    `threshold` is the largest rejected p-value (None when nothing is rejected); `adjusted` are the
    smallest q at which each would be rejected.
    """

    rejected: tuple[bool, ...]
    adjusted: tuple[float, ...]
    threshold: float | None


def benjamini_hochberg(p_values: Sequence[float], q: float = FALSE_DISCOVERY_RATE) -> Discoveries:
    """Reject the i smallest p-values, i the largest with p(i) <= i·q/m (Benjamini & Hochberg 1995)."""
    check_share(q, "q")
    if not all(0 <= p <= 1 for p in p_values):
        raise ValueError("p-values lie between 0 and 1.")
    m = len(p_values)
    order = sorted(range(m), key=p_values.__getitem__)
    passing = [rank for rank, i in enumerate(order, 1) if p_values[i] <= rank * q / m]
    threshold = p_values[order[max(passing) - 1]] if passing else None
    adjusted, smallest = [1.0] * m, 1.0
    for rank in range(m, 0, -1):
        smallest = min(smallest, p_values[order[rank - 1]] * m / rank)
        adjusted[order[rank - 1]] = smallest
    rejected = tuple(threshold is not None and p <= threshold for p in p_values)
    return Discoveries(rejected, tuple(adjusted), threshold)


class Belief(StrEnum):
    """How what a company believes compares with what its customers feel."""

    OVER = "over"
    UNCLEAR = "unclear"
    UNDER = "under"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class BeliefGap:
    """Believed minus felt, raw points; `excess` is the same as performance (positive: over-belief).

    Limits bound `excess` and are None when fewer than three people estimated, or nobody answered.
    """

    believed: float | None
    gap: float | None
    excess: float | None
    low: float | None
    high: float | None
    verdict: Belief


def belief_gap(
    beliefs: Sequence[float], felt: Mean, *, direction: Direction = Direction.SEEK
) -> BeliefGap:
    """Gap between a closed round's estimates (raw 0-100) and what was felt.

    From three estimates on, s²/K is added to the variance (Welch-Satterthwaite df); with fewer it
    is one person's estimate and has no interval. Under 10 answers the verdict is withheld.
    """
    check_finite(beliefs, "Beliefs")
    if not all(0 <= belief <= 100 for belief in beliefs):
        raise ValueError("Beliefs lie between 0 and 100.")
    believed = math.fsum(beliefs) / len(beliefs) if beliefs else None
    if believed is None or felt.mean is None:
        return BeliefGap(believed, None, None, None, None, Belief.WITHHELD)
    raw, sign = believed - felt.mean, slope_sign(direction)
    if len(beliefs) < BELIEFS_FROM:
        return BeliefGap(believed, raw, sign * raw, None, None, Belief.WITHHELD)
    round_ = plain_mean(beliefs)
    parts = [(round_.se**2, round_.df), (felt.se**2, felt.df)]
    half = t_quantile(satterthwaite(parts)) * math.hypot(round_.se, felt.se)
    centre = sign * (believed - felt.centre)
    low, high = centre - half, centre + half
    return BeliefGap(believed, raw, sign * raw, low, high, _belief_verdict(felt.n, low, high))


def _verdict(n: float, aim: float, worst: float, best: float) -> Verdict:
    if n < EARLY_FROM:
        return Verdict.WITHHELD
    if best < aim:
        return Verdict.BELOW
    return Verdict.AT_OR_ABOVE if worst >= aim else Verdict.UNCLEAR


def _p_value(mean: Mean, target: float) -> float:
    if mean.se == 0:
        return float(mean.centre == target)
    return t_p_value((target - mean.centre) / mean.se, mean.df)


def _belief_verdict(n: float, low: float, high: float) -> Belief:
    if n < EARLY_FROM:
        return Belief.WITHHELD
    if low > 0:
        return Belief.OVER
    return Belief.UNDER if high < 0 else Belief.UNCLEAR
