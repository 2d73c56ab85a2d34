"""Where to act first: reach, what an emotion is worth, and how far the stage falls short (5)."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import scipy  # loads its parts at their first use
from numpy.typing import ArrayLike

from insights.engine.arrays import Array
from insights.engine.direction import Direction, slope_sign
from insights.engine.drivers import Model
from insights.engine.quantiles import check_finite

SURE_FROM = 0.9
PROBABLE_FROM = 0.6
THIN_BELOW = 600
THIN_DISCOUNT = 0.1


class Standing(StrEnum):
    """What may be said about the stage ranked first; the bands are calibrated in simulation."""

    FIRST = "first"
    PROBABLY_FIRST = "probably_first"
    NO_CLEAR_FIRST = "no_clear_first"


@dataclass(frozen=True, slots=True)
class Target:
    """What a stage should evoke: a variable of the driver model and its target, raw 0-100."""

    emotion: str
    target: float
    direction: Direction = Direction.SEEK


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage with the share of customers who pass it (0-1) and its targets."""

    key: Hashable
    reach: float
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One target's part in its stage's value: outcome units a point times points short."""

    emotion: str
    slope: float
    shortfall: float
    value: float


@dataclass(frozen=True, slots=True)
class Priority:
    """One stage's place in the order.

    `value` is in outcome units a customer of the whole base, if the stage met its targets; its
    *order* holds better than its *level* (coarse single items attenuate slopes), so it must not be
    sold as money. `low` and `high` are its 95 % bootstrap limits, `rank_low` to `rank_high` those of
    its rank; `first` and `top_two` the share of draws in which it came out so.
    """

    key: Hashable
    value: float
    low: float
    high: float
    first: float
    top_two: float
    rank_low: int
    rank_high: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Stages, most valuable first, and how sure the first place is."""

    stages: tuple[Priority, ...]
    standing: Standing


def nnls_slopes(covariance: ArrayLike) -> Array:
    """Slopes of the outcome (variable 0) on the others, none below zero, shape (p,).

    argmin over b >= 0 of ||L'b - L⁻¹s||, L the Cholesky factor of the predictors' covariance. With
    every emotion turned to performance "no harm" is a sensible constraint, and it halves the
    regret of plain least squares on few answers (science.md 5). Directions that do not vary get no
    weight.
    """
    matrix = np.asarray(covariance, float)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or len(matrix) < 2:
        raise ValueError("A square matrix of the outcome and at least one predictor is needed.")
    check_finite(matrix.ravel(), "The covariance matrix")
    root, target = _root(matrix[1:, 1:], matrix[1:, 0])
    return np.asarray(scipy.optimize.nnls(root, target)[0], float)


def rank(model: Model, stages: Sequence[Stage], *, outcome: Direction = Direction.SEEK) -> Ranking:
    """Order `stages` by what meeting their targets would be worth, with the draws' uncertainty.

    Worth is more of the outcome, or less of one to avoid.

    Slopes, stage means and ranks are drawn jointly from the model's bootstrap. Targets that are no
    variable of the model, or were never answered at their stage, add nothing. ValueError for a
    reach outside 0-1 or a model without draws.
    """
    if not all(0 <= stage.reach <= 1 for stage in stages):
        raise ValueError("Reach is a share between 0 and 1.")
    if not stages or not len(model.covariances):
        raise ValueError("A ranking needs stages and draws.")
    signs = _signs(model, stages, outcome)
    worths = _slopes(model.covariance[None], signs)
    point = _values(model, stages, worths, model.means[None])[0]
    drawn = _values(model, stages, _slopes(model.covariances, signs), model.mean_draws)
    places = _places(drawn)
    order = np.argsort(-point, kind="stable")
    listed = tuple(
        _priority(model, stages[i], worths[0], point[i], drawn[:, i], places[:, i]) for i in order
    )
    return Ranking(listed, standing(listed[0].first, model.n))


def standing(first: float, n: int) -> Standing:
    """The words for a chance of being first; under 600 answers a tenth is taken off."""
    believed = first - THIN_DISCOUNT if n < THIN_BELOW else first
    if believed >= SURE_FROM:
        return Standing.FIRST
    return Standing.PROBABLY_FIRST if believed >= PROBABLE_FROM else Standing.NO_CLEAR_FIRST


def _root(among: Array, across: Array) -> tuple[Array, Array]:
    """L' and L⁻¹s; from the eigenvectors when there is no Cholesky factor."""
    try:
        lower = np.linalg.cholesky(among)
        return lower.T, np.linalg.solve(lower, across)
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(among)
        kept = values > 1e-10 * max(values.max(), 0)
        roots = np.sqrt(values[kept])
        return roots[:, None] * vectors[:, kept].T, vectors[:, kept].T @ across / roots


def _signs(model: Model, stages: Sequence[Stage], outcome: Direction) -> Array:
    """Which variables count backwards: those that a design wants to avoid."""
    signs = np.ones(len(model.variables))
    signs[0] = slope_sign(outcome)
    for target in (target for stage in stages for target in stage.targets):
        if target.emotion in model.variables:
            signs[model.variables.index(target.emotion)] = slope_sign(target.direction)
    return signs


def _slopes(covariances: Array, signs: Array) -> Array:
    turned = covariances * signs[:, None] * signs[None, :]
    return np.stack([nnls_slopes(matrix) for matrix in turned])


def _values(model: Model, stages: Sequence[Stage], worths: Array, means: Array) -> Array:
    values = np.zeros((len(worths), len(stages)))
    for i, stage in enumerate(stages):
        for target, variable, row in _measured(model, stage):
            felt = means[:, row, variable]
            short = np.nan_to_num(np.maximum(0, _shortfall(target, felt)))
            values[:, i] += stage.reach * worths[:, variable - 1] * short
    return values


def _measured(model: Model, stage: Stage) -> list[tuple[Target, int, int]]:
    if stage.key not in model.stages:
        return []
    row = model.stages.index(stage.key)
    return [
        (target, model.variables.index(target.emotion), row)
        for target in stage.targets
        if target.emotion in model.variables[1:]
    ]


def _shortfall(target: Target, felt: Array) -> Array:
    return slope_sign(target.direction) * (target.target - felt)


def _places(drawn: Array) -> Array:
    """Rank of every stage in every draw, 1 the best; equals share the worse place."""
    beaten = drawn[:, :, None] <= drawn[:, None, :]
    return np.asarray(beaten.sum(axis=2))


def _priority(
    model: Model, stage: Stage, worths: Array, value: float, drawn: Array, places: Array
) -> Priority:
    low, high = np.quantile(drawn, [0.025, 0.975])
    rank_low, rank_high = np.quantile(places, [0.025, 0.975], method="nearest")
    return Priority(
        key=stage.key,
        value=float(value),
        low=float(low),
        high=float(high),
        first=float((places == 1).mean()),
        top_two=float((places <= 2).mean()),
        rank_low=int(rank_low),
        rank_high=int(rank_high),
        parts=tuple(
            _part(stage, target, worths[variable - 1], model.means[row, variable])
            for target, variable, row in _measured(model, stage)
        ),
    )


def _part(stage: Stage, target: Target, slope: float, felt: float) -> Part:
    short = float(np.nan_to_num(max(0.0, slope_sign(target.direction) * (target.target - felt))))
    return Part(target.emotion, float(slope), short, stage.reach * float(slope) * short)
