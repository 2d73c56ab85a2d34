"""How an explained variance is shared out: exact LMG, dominance by level, relative weights.

Everything takes covariance matrices of shape (..., q, q) with the outcome first and p = q - 1
predictors after it; leading dimensions are independent draws. Science.md 3.1.
"""

from functools import cache
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from insights.engine.arrays import Array

EXACT_UP_TO = 14
ALIASED = 1e-10
DRAWS_AT_ONCE = 64


def lmg(covariance: ArrayLike) -> Array:
    """Shapley's share of R² for each predictor, (..., p): the average gain over all orders.

    Lindeman, Merenda & Gold 1980; equal to general dominance (Budescu 1993). The shares add up to
    R². A predictor that the others determine completely adds nothing once they are in.
    ValueError above 14 predictors, for which `relative_weights` stands in.
    """
    matrices = _checked(covariance)
    p = matrices.shape[-1] - 1
    if p > EXACT_UP_TO:
        raise ValueError(f"Exact contributions end at {EXACT_UP_TO} predictors, not {p}.")
    weights = _lmg_weights(p)
    draws = matrices.reshape(-1, p + 1, p + 1)
    parts = [
        _explained(draws[i : i + DRAWS_AT_ONCE]) @ weights
        for i in range(0, len(draws), DRAWS_AT_ONCE)
    ]
    return np.concatenate(parts).reshape(*matrices.shape[:-2], p)


def r_squared(covariance: ArrayLike) -> Array:
    """Share of the outcome's variance that all predictors explain together, shape (...)."""
    matrices = _checked(covariance)
    residual = matrices
    for _ in range(matrices.shape[-1] - 1):
        residual = _partial_out_last(residual, matrices)
    return _share(residual[..., 0, 0], matrices[..., 0, 0])


def dominance_levels(covariance: ArrayLike) -> Array:
    """Average gain of each predictor over the subsets of 0, 1, ... p-1 others, shape (p, p).

    Row k holds level k (Azen & Budescu 2003); the mean over the rows is `lmg`.
    """
    matrix = _checked(covariance)
    p = matrix.shape[-1] - 1
    explained = _explained(matrix[None])[0]
    return np.stack([explained @ _level_weights(p, k) for k in range(p)])


def relative_weights(covariance: ArrayLike) -> Array:
    """Johnson's relative weights, (..., p), adding up to R² (Johnson 2000; Genizi 1993).

    Predictors are replaced by the closest orthogonal ones, whose squared loadings hand the
    explained variance back. Redundant directions carry nothing.
    """
    correlation = correlations(covariance)
    values, vectors = np.linalg.eigh(correlation[..., 1:, 1:])
    roots = np.sqrt(np.clip(values, 0, None))
    kept = values > ALIASED * values.max(axis=-1, keepdims=True)
    inverse = np.where(kept, 1 / np.where(kept, roots, 1), 0)
    across = np.swapaxes(vectors, -1, -2)
    loadings = (vectors * roots[..., None, :]) @ across
    slopes = ((vectors * inverse[..., None, :]) @ across) @ correlation[..., 1:, :1]
    return np.asarray((loadings**2 @ slopes**2)[..., 0])


def slopes(covariance: ArrayLike) -> Array:
    """Least-squares slopes of the outcome on all predictors, (..., p), in the variables' units."""
    matrices = _checked(covariance)
    inverse = np.linalg.pinv(matrices[..., 1:, 1:], rcond=ALIASED, hermitian=True)
    return np.asarray((inverse @ matrices[..., 1:, :1])[..., 0])


def correlations(covariance: ArrayLike) -> Array:
    """Correlation matrices of covariance matrices; what does not vary correlates with nothing."""
    matrices = _checked(covariance)
    deviations = np.sqrt(np.diagonal(matrices, axis1=-2, axis2=-1))
    scale = np.divide(1, deviations, out=np.zeros_like(deviations), where=deviations > 0)
    scaled: Array = matrices * scale[..., :, None] * scale[..., None, :]
    diagonal = np.arange(matrices.shape[-1])
    scaled[..., diagonal, diagonal] = 1
    return scaled


def _checked(covariance: ArrayLike) -> Array:
    matrices = np.asarray(covariance, float)
    if matrices.ndim < 2 or matrices.shape[-1] != matrices.shape[-2] or matrices.shape[-1] < 2:
        raise ValueError("A square matrix of the outcome and at least one predictor is needed.")
    if not np.isfinite(matrices).all():
        raise ValueError("The covariance matrix must hold finite numbers.")
    spread = np.abs(matrices).max(axis=(-1, -2), keepdims=True)
    if (np.abs(matrices - np.swapaxes(matrices, -1, -2)) > 1e-8 * spread).any():
        raise ValueError("The covariance matrix must be symmetric.")
    if (np.diagonal(matrices, axis1=-2, axis2=-1) < 0).any():
        raise ValueError("Variances must not be negative.")
    return matrices


def _explained(matrices: Array) -> Array:
    """R² of every subset of predictors, (d, 2^p); bit j of the position says whether j is in.

    A binary tree instead of 2^p regressions: at each level every matrix is kept once without its
    last predictor and once with it partialled out, so the work is about 12 · 2^p numbers.
    """
    tree = matrices[:, None]
    for _ in range(matrices.shape[-1] - 1):
        halves = (tree[..., :-1, :-1], _partial_out_last(tree, matrices[:, None]))
        # The predictor that leaves last has the lowest bit, so new bits enter from the right.
        tree = np.stack(halves, axis=2).reshape(len(matrices), -1, *halves[0].shape[-2:])
    return _share(tree[..., 0, 0], matrices[:, None, 0, 0])


def _partial_out_last(matrices: Array, originals: Array) -> Array:
    """The covariance of the rest given the last variable, which is dropped."""
    last = matrices.shape[-1] - 1
    pivot = matrices[..., -1, -1]
    usable = pivot > ALIASED * originals[..., last, last]
    inverse = np.divide(1, pivot, out=np.zeros_like(pivot), where=usable)
    column = matrices[..., :-1, -1]
    taken = column[..., :, None] * (column * inverse[..., None])[..., None, :]
    return np.asarray(matrices[..., :-1, :-1] - taken)


def _share(residual: Array, total: Array) -> Array:
    total = np.broadcast_to(total, residual.shape)
    ratio = np.divide(residual, total, out=np.ones_like(residual), where=total > 0)
    return np.asarray(np.clip(1 - ratio, 0, 1))


@cache
def _lmg_weights(p: int) -> Array:
    return np.asarray(sum(_level_weights(p, k) for k in range(p)) / p)


@cache
def _level_weights(p: int, level: int) -> Array:
    """(2^p, p): what turns the R² of all subsets into the average gain over `level` others."""
    subsets = np.arange(2**p)
    members = (subsets[:, None] >> np.arange(p)) & 1
    size = members.sum(axis=1, keepdims=True)
    gains = np.where(members, size == level + 1, 0) - np.where(members, 0, size == level)
    return np.asarray(gains / comb(p - 1, level), float)
