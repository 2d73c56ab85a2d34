"""Who answered: what weighting can repair, and the note about what it cannot (science.md 2.6)."""

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from insights.engine.intervals import EMOTION_SCALE, Mean, mean_of_counts
from insights.engine.intervals.differences import satterthwaite
from insights.engine.quantiles import check_counts, chi2_quantile, t_quantile

RELATION = 0.06
SD = 25.0
STRATUM_FROM = 10
WEIGHT_LIMITS = (0.3, 3.0)
RATE_MOVED = 1 / 3


def bias_note(response_rate: float, *, sd: float = SD, relation: float = RELATION) -> float:
    """Points by which a level may be off because answering goes with feeling, at any n.

    ρσ√((1-f)/f) (Meng 2018): ρ the correlation of answering and feeling, .06 by default because
    .05 only just covers the simulated worlds. Changes are safer than levels while f holds.
    ValueError unless the rate lies above 0 and at most at 1.
    """
    if not 0 < response_rate <= 1:
        raise ValueError("A response rate lies above 0 and at most at 1.")
    check_counts((sd, relation), "Spread and relation")
    return relation * sd * math.sqrt((1 - response_rate) / response_rate)


def rate_moved(before: float, after: float) -> bool:
    """Whether a response rate moved by more than a third, so that changes are suspect too."""
    check_counts((before, after), "Response rates")
    return abs(after - before) > RATE_MOVED * before


def unevenness(groups: Iterable[tuple[float, float]]) -> float:
    """How unevenly (answered, of all) groups answer: χ² over its .95 quantile, chance ends at 1.

    Groups of nobody do not count; 0 where all or none have answered, or there is only one group.
    """
    counted = [(answered, size) for answered, size in groups if size > 0]
    everybody = sum(size for _answered, size in counted)
    rate = sum(answered for answered, _size in counted) / everybody if everybody else 0.0
    if len(counted) < 2 or not 0 < rate < 1:
        return 0.0
    squares = sum((answered - size * rate) ** 2 / size for answered, size in counted)
    return squares / (rate * (1 - rate)) / chi2_quantile(len(counted) - 1)


@dataclass(frozen=True, slots=True)
class Stratum:
    """Answers of one known group as counts of the scale, and its share of all customers (0-1)."""

    key: Hashable
    counts: tuple[float, ...]
    population: float

    @property
    def n(self) -> float:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Weighted:
    """A post-stratified mean beside the plain one.

    `differs` when they are more than one standard error apart: then both are shown. `merged` lists
    which strata were taken together; `trimmed` whether a weight hit its limit.
    """

    plain: Mean
    mean: float | None
    low: float
    high: float
    se: float
    differs: bool
    merged: tuple[tuple[Hashable, ...], ...]
    trimmed: bool


def post_stratify(
    strata: Sequence[Stratum], *, scale: Sequence[float] = EMOTION_SCALE, design: float = 1.0
) -> Weighted:
    """Weight the strata to their share of the customers: μ = ΣW_h·ȳ_h, SE² = ΣW_h²·s_h²/n_h.

    Strata under 10 answers are merged, the smallest first; weights relative to the sample are
    trimmed to 0.3-3. Each stratum's variance is that of its bounded mean, so that one of equal
    answers is not taken for certain; `design` >= 1 widens it for repeat customers. ValueError for
    negative counts or shares that add up to 0.
    """
    check_counts([stratum.population for stratum in strata], "Population shares")
    if not strata or sum(stratum.population for stratum in strata) == 0:
        raise ValueError("Population shares must add up to something.")
    groups = _merged(strata)
    plain = mean_of_counts(_together(strata), scale=scale, design=design)
    names = tuple(tuple(stratum.key for stratum in group) for group in groups)
    if plain.mean is None:
        return Weighted(plain, None, plain.low, plain.high, plain.se, False, names, False)
    means = [mean_of_counts(_together(group), scale=scale, design=design) for group in groups]
    weights, trimmed = _weights(groups)
    mean = sum(w * m.mean for w, m in zip(weights, means, strict=True) if m.mean is not None)
    centre = sum(w * m.centre for w, m in zip(weights, means, strict=True))
    parts = [((w * m.se) ** 2, m.df) for w, m in zip(weights, means, strict=True)]
    se = math.sqrt(sum(variance for variance, _ in parts))
    half = t_quantile(satterthwaite(parts)) * se
    low, high = max(min(scale), centre - half), min(max(scale), centre + half)
    return Weighted(plain, mean, low, high, se, abs(mean - plain.mean) > se, names, trimmed)


def _merged(strata: Sequence[Stratum]) -> list[list[Stratum]]:
    groups = [[stratum] for stratum in sorted(strata, key=lambda stratum: stratum.n)]
    while len(groups) > 1 and _size(groups[0]) < STRATUM_FROM:
        groups = sorted([groups[0] + groups[1], *groups[2:]], key=_size)
    return groups


def _size(group: Sequence[Stratum]) -> float:
    return sum(stratum.n for stratum in group)


def _together(group: Sequence[Stratum]) -> tuple[float, ...]:
    return tuple(map(sum, zip(*(stratum.counts for stratum in group), strict=True)))


def _weights(groups: Sequence[Sequence[Stratum]]) -> tuple[list[float], bool]:
    """Share of each group after trimming its weight relative to its share of the answers."""
    answers = sum(map(_size, groups))
    people = sum(stratum.population for group in groups for stratum in group)
    sampled = [_size(group) / answers for group in groups]
    shares = [sum(stratum.population for stratum in group) / people for group in groups]
    relative = [share / own for share, own in zip(shares, sampled, strict=True)]
    low, high = WEIGHT_LIMITS
    kept = [min(high, max(low, weight)) for weight in relative]
    total = sum(weight * own for weight, own in zip(kept, sampled, strict=True))
    weights = [weight * own / total for weight, own in zip(kept, sampled, strict=True)]
    return weights, kept != relative
