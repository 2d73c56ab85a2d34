"""The table of drivers, or the reason why there is none (science.md 3.2 to 3.4)."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from insights.engine.arrays import Array
from insights.engine.drivers.bootstrap import DRAWS, Model, fit
from insights.engine.drivers.contributions import (
    EXACT_UP_TO,
    correlations,
    lmg,
    r_squared,
    relative_weights,
    slopes,
)
from insights.engine.drivers.folding import Folded
from insights.engine.quantiles import normal_quantile

ANSWERS_FROM = 150
FIRM_FROM = 1000
PAIR_FROM = 30
FIRM_PAIR_FROM = 100
KEPT_AT_LEAST = 0.75
SYNONYMS_ABOVE = 0.85
RANKED_FROM = 0.10
GATE = 0.99
MOST_GROWTH = 50


class Reason(StrEnum):
    """Why no driver table is shown."""

    TOO_FEW_ANSWERS = "too_few_answers"
    NOT_ASKED_TOGETHER = "not_asked_together"
    OUTCOME_NEVER_VARIES = "outcome_never_varies"
    ONE_SIDED = "one_sided"
    NO_CONNECTION = "no_connection"


@dataclass(frozen=True, slots=True)
class ThinPair:
    """Two questions asked of too few customers together: rotate one in where the other is asked."""

    first: str
    second: str
    n: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """No table: `n` outcome answers where `needed` would do, and the pairs that lack answers.

    Of an outcome with two values it is the `rarer` one of which there must be `needed`.
    """

    reason: Reason
    n: int
    needed: int = ANSWERS_FROM
    thin_pairs: tuple[ThinPair, ...] = ()
    rarer: int = 0


@dataclass(frozen=True, slots=True)
class Driver:
    """One emotion's (or merged group's) part in the outcome.

    `share` of R² with its 95 % interval is credit, not cause: an emotion that does nothing still
    earns some by moving with the others. `own_effect` is the slope test (|slope| > 1.96 SE). `slope`
    is outcome units a point; `correlation` gives the sign. `first` and `top_three` are the draws in
    which the share ranked so.
    """

    members: tuple[str, ...]
    share: float
    low: float
    high: float
    correlation: float
    slope: float
    slope_low: float
    slope_high: float
    own_effect: bool
    first: float
    top_three: float
    provisional: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Drivers of one outcome, strongest first.

    `r_squared` (0-1) with its 95 % interval is what all of them explain together. `ranked` is False
    when that is little (R² under .10): then no order may be shown. `provisional` under 1,000 answers
    or with a pair under 100. `dropped` names questions left out, with their `thin_pairs`.
    """

    outcome: str
    n: int
    r_squared: float
    r_squared_low: float
    r_squared_high: float
    method: str
    drivers: tuple[Driver, ...]
    ranked: bool
    provisional: bool
    dropped: tuple[str, ...]
    thin_pairs: tuple[ThinPair, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """A table with the model that it was read from, or a refusal without one."""

    finding: Table | Refusal
    model: Model | None = None


def explain(folded: Folded, *, draws: int = DRAWS, seed: int = 0) -> Table | Refusal:
    """The driver table of variable 0 by the others, or the reason why there is none; see `study`."""
    return study(folded, draws=draws, seed=seed).finding


def study(folded: Folded, *, draws: int = DRAWS, seed: int = 0, rarer: int | None = None) -> Study:
    """Explain variable 0 by the others, from folded answers. Deterministic by `seed`.

    Refuses under 150 outcome answers; when more than a quarter of the questions would have to go
    because too few customers answered them together with the rest (30 a pair); when the outcome
    never varies, or has two values and the `rarer` came under 30 times; and when R² could be had
    from outcomes dealt out at random.
    """
    if not folded.patterns:
        return Study(Refusal(Reason.TOO_FEW_ANSWERS, 0))
    pairs = folded.pair_counts()
    n = int(pairs[0, 0])
    lack = lacking(pairs)
    thin = _thin_pairs(folded.variables, pairs)
    if lack is not None:
        few = lack is Reason.TOO_FEW_ANSWERS
        return Study(Refusal(lack, n) if few else Refusal(lack, n, PAIR_FROM, thin))
    if rarer is not None and rarer < PAIR_FROM:
        return Study(Refusal(Reason.ONE_SIDED, n, PAIR_FROM, rarer=rarer))
    kept = asked_together(pairs)
    model = fit(folded.only(kept), draws=draws, seed=seed)
    if model.covariance[0, 0] <= 0:
        return Study(Refusal(Reason.OUTCOME_NEVER_VARIES, n))
    groups = synonyms(model.covariance)
    merged = _merging(groups, model.covariance)
    point = merged @ model.covariance @ merged.T
    drawn = merged @ model.covariances @ merged.T
    if not _connected(point, drawn):
        return Study(Refusal(Reason.NO_CONNECTION, n))
    firm = _firm(pairs[np.ix_(kept, kept)], groups)
    drivers = _drivers(model, groups, point, drawn, firm)
    explained = float(r_squared(point))
    low, high = _logit_interval(np.array(explained), r_squared(drawn))
    table = Table(
        outcome=folded.variables[0],
        n=n,
        r_squared=explained,
        r_squared_low=float(low),
        r_squared_high=float(high),
        method="lmg" if len(groups) <= EXACT_UP_TO else "relative weights",
        drivers=tuple(sorted(drivers, key=lambda driver: -driver.share)),
        ranked=explained >= RANKED_FROM,
        provisional=n < FIRM_FROM or not all(firm),
        dropped=tuple(name for i, name in enumerate(folded.variables) if i not in kept),
        thin_pairs=thin,
    )
    return Study(table, model)


def lacking(pairs: Array) -> Reason | None:
    """What these counts of answers to pairs of questions (q, q) lack for a table, if anything."""
    if pairs[0, 0] < ANSWERS_FROM:
        return Reason.TOO_FEW_ANSWERS
    questions = len(pairs) - 1
    if len(asked_together(pairs)) < 1 + max(1.0, KEPT_AT_LEAST * questions):
        return Reason.NOT_ASKED_TOGETHER
    return None


def growth_needed(pairs: Array) -> float | None:
    """How many times as many answers of the same kind would do for a table; None beyond fifty."""
    for growth in np.geomspace(1, MOST_GROWTH, 100):
        if lacking(pairs * growth) is None:
            return float(growth)
    return None


def synonyms(covariance: Array) -> list[list[int]]:
    """Predictors (numbered from 1) grouped where they correlate beyond ±.85, directly or in a chain.

    Importance weights do not cure redundancy (Tonidandel & LeBreton 2011): such emotions share one
    row instead of halving the credit.
    """
    alike = np.abs(correlations(covariance)[1:, 1:]) > SYNONYMS_ABOVE
    groups: list[list[int]] = []
    for i in range(len(alike)):
        touching = [group for group in groups if any(alike[i, j - 1] for j in group)]
        joined = sorted(sum(touching, [i + 1]))
        groups = [group for group in groups if group not in touching] + [joined]
    return sorted(groups)


def asked_together(pairs: Array) -> list[int]:
    """The variables left after dropping, one by one, the question with most thin pairs."""
    kept = list(range(len(pairs)))
    while True:
        thin = pairs[np.ix_(kept, kept)] < PAIR_FROM
        # The outcome stays: a question rarely answered together with it goes itself.
        faults = thin.sum(axis=1) + len(kept) * thin[0]
        faults[0] = 0
        if not faults.any():
            return kept
        del kept[int(np.argmax(faults))]


def _thin_pairs(names: tuple[str, ...], pairs: Array) -> tuple[ThinPair, ...]:
    return tuple(
        ThinPair(names[i], names[j], int(pairs[i, j]))
        for i in range(len(names))
        for j in range(i + 1, len(names))
        if pairs[i, j] < PAIR_FROM
    )


def _merging(groups: list[list[int]], covariance: Array) -> Array:
    """The matrix that averages each group's members, turned the way the first member points."""
    merged = np.zeros((1 + len(groups), len(covariance)))
    merged[0, 0] = 1
    for row, group in enumerate(groups, 1):
        signs = np.where(covariance[group[0], group] < 0, -1, 1)
        merged[row, group] = signs / len(group)
    return merged


def _connected(point: Array, drawn: Array) -> bool:
    """Whether R² exceeds what chance gives: the 99th percentile of R² of slopes around zero.

    Shuffling outcomes needs the single answers. The draws' slopes around their own mean are what
    slopes would be if nothing had an effect, and so give the same null distribution from the
    statistics alone, with repeat customers counted rightly. At the 99th percentile rather than the
    95th, so that a world without any connection stays silent 99 times in 100.
    """
    noise = slopes(drawn) - slopes(drawn).mean(axis=0)
    chance = np.einsum("di,ij,dj->d", noise, point[1:, 1:], noise) / point[0, 0]
    return bool(r_squared(point) > np.quantile(chance, GATE))


def _firm(pairs: Array, groups: list[list[int]]) -> list[bool]:
    lowest = np.where(np.eye(len(pairs), dtype=bool), pairs.max(), pairs).min(axis=1)
    return [bool(lowest[group].min() >= FIRM_PAIR_FROM) for group in groups]


def _drivers(
    model: Model, groups: list[list[int]], point: Array, drawn: Array, firm: list[bool]
) -> list[Driver]:
    shares, share_draws = _shares(point), _shares(drawn)
    low, high = _logit_interval(shares, share_draws)
    slope, error = slopes(point), slopes(drawn).std(axis=0, ddof=1)
    half = normal_quantile() * error
    ranks = (-share_draws).argsort(axis=1).argsort(axis=1)
    correlation = correlations(point)[0, 1:]
    return [
        Driver(
            members=tuple(model.variables[member] for member in group),
            share=float(shares[i]),
            low=float(low[i]),
            high=float(high[i]),
            correlation=float(correlation[i]),
            slope=float(slope[i]),
            slope_low=float(slope[i] - half[i]),
            slope_high=float(slope[i] + half[i]),
            own_effect=bool(abs(slope[i]) > half[i]),
            first=float((ranks[:, i] == 0).mean()),
            top_three=float((ranks[:, i] < 3).mean()),
            provisional=model.n < FIRM_FROM or not firm[i],
        )
        for i, group in enumerate(groups)
    ]


def _shares(covariance: Array) -> Array:
    exact = covariance.shape[-1] - 1 <= EXACT_UP_TO
    credit = lmg(covariance) if exact else relative_weights(covariance)
    total = credit.sum(axis=-1, keepdims=True)
    return np.asarray(np.divide(credit, total, out=np.zeros_like(credit), where=total > 0))


def _logit_interval(shares: Array, draws: Array) -> tuple[Array, Array]:
    """Normal on the log-odds, where a share's error is nearly symmetric, and back.

    `shares` (...), `draws` (d, ...); two arrays of the shape of `shares`.
    """
    tiny = 1e-6
    middle, around = (np.clip(part, tiny, 1 - tiny) for part in (shares, draws))
    odds = np.log(middle / (1 - middle))
    half = normal_quantile() * np.log(around / (1 - around)).std(axis=0, ddof=1)
    return 1 / (1 + np.exp(half - odds)), 1 / (1 + np.exp(-half - odds))
