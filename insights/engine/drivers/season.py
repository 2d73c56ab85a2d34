"""What a month does to all stages alike, which no feeling there has earned (science.md 3.1)."""

import numpy as np

from insights.engine.arrays import Array

LEAST = 1e-6  # of an answer: months of equal answers alone would leave the level of all months open


def swings(counts: Array, totals: Array, squares: Array) -> Array:
    """Offsets of the months from their stage, in the units of `totals`, (stages, months, q).

    Given are numbers, sums and sums of squares of the answers to q questions by stage and month.
    Stage + month is fitted by least squares, so that other answers from other stages are no season.
    A month is believed as far as months differ by more than chance (empirical Bayes): where they do
    not, or few answered, nothing is taken out that would only cost spread. The offsets of a stage
    sum to zero over its answers: taken out, they leave the stage's mean where it is.
    """
    answered = np.maximum(counts.sum(axis=1, keepdims=True), 1)
    means = totals.sum(axis=1, keepdims=True) / answered
    spread = (squares - totals * means).sum(axis=(0, 1))
    away = (totals - counts * means).sum(axis=0).T
    information = _information(counts, answered)
    lean = _lean(information, away, spread, counts.sum(axis=(0, 1)) - len(counts))
    held = np.where(np.isinf(lean), 1, lean)[:, None, None] * np.eye(away.shape[1])
    believed = np.linalg.solve(information + held, away[..., None])[..., 0]
    months = np.where(np.isinf(lean), 0, believed.T)
    return np.asarray(months - (counts * months).sum(axis=1, keepdims=True) / answered)


def _information(counts: Array, answered: Array) -> Array:
    """What the answers say about the months once the stages are known, (q, months, months)."""
    information = -np.einsum("smq,snq->qmn", counts, counts / answered)
    months = np.arange(counts.shape[1])
    information[:, months, months] += counts.sum(axis=0).T
    return np.asarray(information)


def _lean(information: Array, away: Array, spread: Array, left: Array) -> Array:
    """How many answers without a season each month leans on, (q,): infinite where none shows.

    The variance within months over that between them, from moments: months explain by chance their
    number less one times the former.
    """
    free = away.shape[1] - 1
    explained = (
        away * (np.linalg.pinv(information, hermitian=True) @ away[..., None])[..., 0]
    ).sum(1)
    within = (spread - explained) / np.maximum(left - free, 1)
    weight = np.trace(information, axis1=1, axis2=2)
    between = np.divide(
        explained - free * within, weight, out=np.zeros_like(weight), where=weight > 0
    )
    lean = np.divide(within, between, out=np.full_like(within, np.inf), where=between > 0)
    return np.asarray(np.maximum(lean, LEAST), float)
