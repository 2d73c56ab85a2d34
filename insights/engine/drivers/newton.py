"""Each draw of the bootstrap by a few Newton steps from the point estimate.

EM closes the gap to its end by the same matrix every time; with that matrix, found once at the point
estimate, a draw needs three or four steps where EM alone needs hundreds (Meng & Rubin 1991 use it
for standard errors). What every draw costs then depends on patterns only.
"""

from collections.abc import Sequence

import numpy as np

from insights.engine.arrays import Array
from insights.engine.drivers.covariance import Moments, Prior, em_step, estimate, take
from insights.engine.drivers.folding import Block

STEPS = 4
AT_ONCE = 100
NUDGE = 1e-4
# Of a standard deviation, or of a correlation: what is left then is far below a draw's own spread.
AT_REST = 0.03
STRAYED = 0.2
RESCUE_CYCLES = 40
RESCUE_TOLERANCE = 1e-6


def follow(drawn: Sequence[Block], point: Moments, whole: Sequence[Block], prior: Prior) -> Array:
    """Covariances (d, q, q) of the draws, when `point` is the estimate from the whole.

    Those that do not come to rest are estimated by EM itself.
    """
    form = _Form(point.mean.shape[1])
    found = form.compress(point.mean, point.covariance)[0]
    lift = _lift(form, found, whole, prior)
    size = len(drawn[0].n)
    parts = [
        _followed(form, found, lift, [take(block, at) for block in drawn], prior)
        for at in np.array_split(np.arange(size), -(-size // AT_ONCE))
    ]
    return np.concatenate(parts)


class _Form:
    """Means and covariances without the half that symmetry repeats."""

    def __init__(self, q: int) -> None:
        self.q = q
        self.rows, self.columns = np.triu_indices(q)

    def compress(self, mean: Array, covariance: Array) -> Array:
        return np.concatenate((mean, covariance[:, self.rows, self.columns]), axis=1)

    def expand(self, state: Array) -> tuple[Array, Array]:
        covariance = np.empty((len(state), self.q, self.q))
        covariance[:, self.rows, self.columns] = state[:, self.q :]
        covariance[:, self.columns, self.rows] = state[:, self.q :]
        return state[:, : self.q], covariance

    def step(self, state: Array, blocks: Sequence[Block], prior: Prior) -> Array:
        return self.compress(*em_step(*self.expand(state), blocks, prior))

    def units(self, state: Array) -> Array:
        """A standard deviation for each mean, the product of two for each covariance."""
        variances = np.diagonal(self.expand(state[None])[1][0])
        deviations = np.sqrt(np.where(variances > 0, variances, 1))
        return np.concatenate((deviations, deviations[self.rows] * deviations[self.columns]))


def _lift(form: _Form, found: Array, whole: Sequence[Block], prior: Prior) -> Array:
    """The inverse of (1 - EM's slope at its end): from what one step does to what all will do."""
    units = form.units(found)
    nudges = NUDGE * np.diag(units)
    slope = np.empty((found.size, found.size))
    for at in np.array_split(np.arange(found.size), -(-found.size // AT_ONCE)):
        same = [take(block, np.zeros(at.size, int)) for block in whole]
        up = form.step(found + nudges[at], same, prior)
        down = form.step(found - nudges[at], same, prior)
        slope[:, at] = ((up - down) / (2 * NUDGE * units[at][:, None])).T
    return np.asarray(np.linalg.pinv(np.eye(found.size) - slope))


def _followed(
    form: _Form, found: Array, lift: Array, blocks: Sequence[Block], prior: Prior
) -> Array:
    units = form.units(found)
    state = np.repeat(found[None], len(blocks[0].n), axis=0)
    for _ in range(STEPS):
        ahead = form.step(state, blocks, prior)
        move = (ahead - state) @ lift.T
        landing = state + move
        upright = np.linalg.eigvalsh(form.expand(landing)[1])[:, 0] > 0
        state = np.where(upright[:, None], landing, ahead)
        left = np.where(upright, np.abs(move / units).max(axis=1), np.inf)
        if left.max() <= AT_REST:
            break
    strayed = np.flatnonzero(~(left <= STRAYED))
    covariance = form.expand(state)[1]
    if strayed.size:
        mean, start = form.expand(found[None])
        covariance[strayed] = estimate(
            [take(block, strayed) for block in blocks],
            start=(mean[0], start[0]),
            tolerance=RESCUE_TOLERANCE,
            cycles=RESCUE_CYCLES,
            prior=prior,
        ).covariance
    return covariance
