"""Shares and net promoter scores with their intervals (science.md 2.4)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from insights.engine.quantiles import (
    CONFIDENCE,
    check_counts,
    check_finite,
    normal_quantile,
)

NPS_PSEUDO_ANSWERS = 0.75


@dataclass(frozen=True, slots=True)
class Share:
    """A share (0-1) of n answers with its Wilson interval; without answers anything is possible."""

    n: float
    share: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Nps:
    """A net promoter score (-100 to 100) with its adjusted Wald interval `centre ± z·se`."""

    n: float
    nps: float | None
    low: float
    high: float
    centre: float
    se: float


def wilson(
    successes: float, n: float, *, design: float = 1.0, confidence: float = CONFIDENCE
) -> Share:
    """Wilson's score interval of successes / n (Wilson 1927, without continuity correction).

    `design` >= 1 widens it for repeat customers: n answers inform like n / design. ValueError
    unless 0 <= successes <= n.
    """
    check_counts((successes, n), "Successes and n")
    check_finite((design,), "The design factor")
    if successes > n:
        raise ValueError(f"{successes:g} successes of {n:g} answers are impossible.")
    if design <= 0:
        raise ValueError("The design factor must be positive.")
    if n == 0:
        return Share(0, None, 0.0, 1.0)
    share, z = successes / n, normal_quantile(confidence)
    informing = n / max(1.0, design)
    room = z * z / informing
    centre = (share + room / 2) / (1 + room)
    half = z * math.sqrt(share * (1 - share) / informing + room / (4 * informing)) / (1 + room)
    # At 0 and at n the formula ends exactly on the border; rounding must not leave it.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == n else min(1.0, centre + half)
    return Share(n, share, low, high)


def top_two(
    counts: Sequence[float], *, design: float = 1.0, confidence: float = CONFIDENCE
) -> Share:
    """Share of the two highest of the scale's points, the second number beside a mean."""
    check_counts(counts, "Counts")
    if len(counts) < 2:
        raise ValueError("A top-two share needs a scale of at least two points.")
    return wilson(sum(counts[-2:]), sum(counts), design=design, confidence=confidence)


def nps(
    promoters: float,
    passives: float,
    detractors: float,
    *,
    confidence: float = CONFIDENCE,
) -> Nps:
    """Net promoter score with the adjusted Wald interval (¾ of a promoter and of a detractor, n + 3).

    The best small-sample method in Rocks 2016. Counts in, points on -100 to 100 out.
    """
    check_counts((promoters, passives, detractors), "Counts")
    n = promoters + passives + detractors
    if n == 0:
        return Nps(0, None, -100.0, 100.0, 0.0, math.inf)
    size = n + 4 * NPS_PSEUDO_ANSWERS
    liked = (promoters + NPS_PSEUDO_ANSWERS) / size
    disliked = (detractors + NPS_PSEUDO_ANSWERS) / size
    centre = liked - disliked
    se = math.sqrt((liked + disliked - centre**2) / size)
    half = normal_quantile(confidence) * se
    low, high = max(-1.0, centre - half), min(1.0, centre + half)
    return Nps(
        n,
        100 * (promoters - detractors) / n,
        100 * low,
        100 * high,
        100 * centre,
        100 * se,
    )
