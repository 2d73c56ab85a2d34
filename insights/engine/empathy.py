"""The empathy gap: what managers forecast, what staff can do, what customers meet (2.7).

All three are shares (0-1) of interactions in which one behaviour happens.
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import variance

from insights.engine.intervals import Difference, Share, independent, wilson
from insights.engine.quantiles import check_finite, normal_quantile, t_p_value, t_quantile
from insights.engine.verdicts import FALSE_DISCOVERY_RATE, benjamini_hochberg

MANAGERS_FROM = 3
RELIABLE_FROM = 0.6
CONTACTS = 10.0
ROUNDING = 1 / 12  # variance of what is lost where only whole contacts are said


@dataclass(frozen=True, slots=True)
class EmpathyGap:
    """One behaviour of one team; positive gaps mean that the first of the two is higher.

    `overestimate` is forecast minus practice, `transfer` practice minus customers (can, but does
    not), `blind_spot` forecast minus customers. A gap is None when one of its sides is unknown or
    has no interval (fewer than three managers).
    """

    forecast: Share | None
    practice: Share | None
    customers: Share | None
    overestimate: Difference | None
    transfer: Difference | None
    blind_spot: Difference | None


def forecast(estimates: Sequence[float]) -> Share:
    """Managers' answers to "in how many of 10 contacts?" as a share with its t interval.

    Their variance is at least that of rounding to whole contacts: three managers who agree are not
    certain. With fewer than three it is an opinion: the interval is everything possible. ValueError
    for estimates outside 0-10.
    """
    check_finite(estimates, "Estimates")
    if not all(0 <= estimate <= CONTACTS for estimate in estimates):
        raise ValueError("Estimates are contacts out of 10.")
    n = len(estimates)
    mean = sum(estimates) / n / CONTACTS if n else None
    if mean is None or n < MANAGERS_FROM:
        return Share(n, mean, 0.0, 1.0)
    half = t_quantile(n - 1) * math.sqrt(max(variance(estimates), ROUNDING) / n) / CONTACTS
    return Share(n, mean, max(0.0, mean - half), min(1.0, mean + half))


def practice(points: Sequence[tuple[Hashable, bool]]) -> Share:
    """Scenario check points as (staff member, shown): the mean share of a person, over people.

    Wilson with n the number of people, not of check points: one person's points are alike.
    """
    by_person: dict[Hashable, list[bool]] = {}
    for person, shown in points:
        by_person.setdefault(person, []).append(shown)
    shares = [sum(shown) / len(shown) for shown in by_person.values()]
    return wilson(min(float(len(shares)), sum(shares)), len(shares))


def customers(yes: float, answered: float, *, design: float = 1.0) -> Share:
    """Customers' action checks answered Yes; "don't remember" is not among `answered`."""
    return wilson(yes, answered, design=design)


def compare(forecast: Share | None, practice: Share | None, customers: Share | None) -> EmpathyGap:
    """The three gaps of one behaviour, with intervals from each side's own limits."""
    return EmpathyGap(
        forecast,
        practice,
        customers,
        overestimate=_gap(_firm(forecast), practice),
        transfer=_gap(practice, customers),
        blind_spot=_gap(_firm(forecast), customers),
    )


class Finding(StrEnum):
    """What can be said of a gap: its first side is higher, lower, or neither for sure."""

    HIGHER = "higher"
    UNCLEAR = "unclear"
    LOWER = "lower"
    UNKNOWN = "unknown"


def findings(
    gaps: Sequence[Difference | None], q: float = FALSE_DISCOVERY_RATE
) -> tuple[Finding, ...]:
    """What can be said of each gap of a page, in order, so that a share q of it is false on average.

    Benjamini-Hochberg over p-values read off the interval on the side of zero. Unknown gaps do not
    count as tests.
    """
    known = [(i, gap) for i, gap in enumerate(gaps) if gap and gap.difference is not None]
    kept = benjamini_hochberg([_p_value(gap) for _i, gap in known], q).rejected
    found = [Finding.UNKNOWN] * len(gaps)
    for (i, gap), survives in zip(known, kept, strict=True):
        found[i] = _finding(gap) if survives else Finding.UNCLEAR
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two raters' agreement beyond chance; under .6 the practice score is marked unreliable."""

    n: int
    kappa: float | None
    reliable: bool


def agreement(first: Sequence[Hashable], second: Sequence[Hashable]) -> Agreement:
    """Cohen's kappa (1960) of two raters' ratings of the same check points, in order.

    None without ratings, or when both raters used one and the same rating throughout.
    """
    if len(first) != len(second):
        raise ValueError("Both raters must rate the same check points.")
    n = len(first)
    if not n:
        return Agreement(0, None, False)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    chance = sum(first.count(r) * second.count(r) for r in {*first, *second}) / n**2
    if chance == 1:
        return Agreement(n, None, False)
    kappa = (observed - chance) / (1 - chance)
    return Agreement(n, kappa, kappa >= RELIABLE_FROM)


def _firm(share: Share | None) -> Share | None:
    return share if share is not None and share.n >= MANAGERS_FROM else None


def _gap(first: Share | None, second: Share | None) -> Difference | None:
    if first is None or second is None or first.share is None or second.share is None:
        return None
    return independent(first, second)


def _p_value(gap: Difference) -> float:
    difference = gap.difference or 0.0
    half = difference - gap.low if difference > 0 else gap.high - difference
    if half == 0:
        return float(difference == 0)
    return t_p_value(normal_quantile() * difference / half, math.inf)


def _finding(gap: Difference) -> Finding:
    if gap.low > 0:
        return Finding.HIGHER
    return Finding.LOWER if gap.high < 0 else Finding.UNCLEAR
