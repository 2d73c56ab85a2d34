"""Means and covariances when nobody was asked everything: EM on pattern statistics.

Full-information maximum likelihood for the multivariate normal under planned missingness
(science.md 3.2), for many draws of the bootstrap at once. Questions are left out at random, so the
missing answers are ignorable by design.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy  # loads its parts at their first use

from insights.engine.arrays import Array
from insights.engine.drivers.folding import Block

TOLERANCE = 1e-8
CYCLES = 2000
LONGEST_STEP = 64.0


@dataclass(frozen=True, slots=True)
class Prior:
    """What counts as likely before anybody answers: a covariance (q, q) worth `weight` sheets."""

    covariance: Array
    weight: float


@dataclass(frozen=True, slots=True)
class Moments:
    """Means (d, q) and maximum-likelihood covariances (d, q, q) of d draws.

    `converged` (d,) says whether the last change was under the tolerance (relative to the largest
    variance); `cycles` how many accelerated rounds that took.
    """

    mean: Array
    covariance: Array
    converged: Array
    cycles: int


def estimate(
    blocks: Sequence[Block],
    *,
    start: tuple[Array, Array] | None = None,
    tolerance: float = TOLERANCE,
    cycles: int = CYCLES,
    prior: Prior | None = None,
) -> Moments:
    """EM until the covariances stand still, accelerated by squared extrapolation.

    SQUAREM (Varadhan & Roland 2008, scheme S3) needs a tenth of plain EM's steps. A leap counts
    only if it lands on a positive definite matrix where EM is calmer than before it;
    else the two plain steps stand, for a wild leap can end in a degenerate optimum. Draws that
    have converged are set aside. `start` is a mean (q,) and a covariance (q, q) to begin from.
    Without a `prior` the likelihood alone decides. ValueError when a variable was never answered.
    """
    state = _begin(blocks, start)
    done = np.zeros(len(state), bool)
    used = 0
    while used < cycles and not done.all():
        used += 1
        going = np.flatnonzero(~done)
        some = blocks if going.size == len(state) else [take(block, going) for block in blocks]
        state[going], done[going] = _cycle(state[going], some, tolerance, prior)
    return Moments(*_unpacked(state), done, used)


def em_step(
    mean: Array, covariance: Array, blocks: Sequence[Block], prior: Prior | None = None
) -> tuple[Array, Array]:
    """One expectation and maximization step for means (d, q) and covariances (d, q, q)."""
    d, q = mean.shape
    pulls, pushes, n = np.zeros((q, d)), np.zeros((q * q, d)), np.zeros(d)
    centre, spread = _draws_last(mean), _draws_last(covariance)
    for block in blocks:
        seen = block.observed.T
        pull, push = _told(centre[seen], spread[seen[:, None], seen], block)
        pulls += _into_places(seen, q) @ pull.reshape(-1, d)
        pushes += _into_places(q * seen[:, None] + seen, q * q) @ push.reshape(-1, d)
        n += block.n.sum(axis=1)
    shift = (covariance @ pulls.T[..., None])[..., 0] / n[:, None]
    moved = covariance @ pushes.T.reshape(d, q, q) @ covariance / n[:, None, None]
    moved += covariance - shift[:, :, None] * shift[:, None, :]
    moved = (moved + np.swapaxes(moved, 1, 2)) / 2
    if prior is not None:
        lean = (prior.weight / (n + prior.weight))[:, None, None]
        moved += lean * (prior.covariance - moved)
    return mean + shift, moved


def _told(at: Array, among: Array, block: Block) -> tuple[Array, Array]:
    """What the sheets of a block say beyond their own mean (k, m, d) and covariance (k, k, m, d).

    With P for the inverse of that covariance: P times the distance of the sums, (k, m, d), and P S P
    for what the scatter is more than expected, (k, k, m, d). Draws lie last, so that everything is
    arithmetic on long rows: six times as fast as one small system of equations after the other.
    """
    sheets = _draws_last(block.n)
    totals = np.moveaxis(_draws_last(block.totals), 0, 1)
    products = np.moveaxis(_draws_last(block.products), 0, 2)
    precision = _inverse(among)
    cross = totals[:, None] * at
    scatter = products - cross - np.swapaxes(cross, 0, 1) + sheets * (at[:, None] * at - among)
    pull = _times(precision, (totals - sheets * at)[:, None])[:, 0]
    return pull, _times(_times(precision, scatter), precision)


def _draws_last(values: Array) -> Array:
    return np.ascontiguousarray(np.moveaxis(values, 0, -1))


def _times(one: Array, other: Array) -> Array:
    """The products of matrices that stand on the first two axes."""
    return np.asarray(sum(one[:, j, None] * other[j] for j in range(len(other))))


def _inverse(matrices: Array) -> Array:
    """Inverses of covariance matrices on the first two axes, by elimination."""
    inverse = matrices.copy()
    with np.errstate(divide="ignore", invalid="ignore"):
        for i in range(len(matrices)):
            row = inverse[i] / inverse[i, i]
            row[i] = 1 / inverse[i, i]
            column = inverse[:, i].copy()
            column[i] = inverse[i] = inverse[:, i] = 0
            inverse -= column[:, None] * row
            inverse[i] = row
    if not np.isfinite(inverse).all():  # an answer that repeats another one exactly
        last = np.linalg.pinv(np.moveaxis(matrices, (0, 1), (-2, -1)), hermitian=True)
        return np.moveaxis(last, (-2, -1), (0, 1))
    return inverse


def _into_places(seen: Array, size: int) -> "scipy.sparse.csr_array":
    """Adds up the rows that belong to the same place among `size`."""
    return _adding(seen.astype(np.int64).tobytes(), size)


@lru_cache(maxsize=64)  # each step of EM asks for the same ones
def _adding(places: bytes, size: int) -> "scipy.sparse.csr_array":
    into = np.frombuffer(places, np.int64)
    ones = np.ones(into.size), (into, np.arange(into.size))
    return scipy.sparse.csr_array(ones, shape=(size, into.size))


def _cycle(
    state: Array, blocks: Sequence[Block], tolerance: float, prior: Prior | None
) -> tuple[Array, Array]:
    once = _step(state, blocks, prior)
    twice = _step(once, blocks, prior)
    pace, bend = once - state, twice - 2 * once + state
    done = np.abs(twice - once).max(axis=1) <= tolerance * _largest_variance(twice)
    leap = _leap(pace, bend)
    far = state + 2 * leap * pace + leap**2 * bend
    landing = np.flatnonzero(~done & (_smallest_root(far) > 0))
    if landing.size:
        beyond = _step(far[landing], [take(block, landing) for block in blocks], prior)
        calm = _norm(beyond - far[landing]) <= _norm(pace[landing])
        twice[landing[calm]] = beyond[calm]
    return twice, done


def _leap(pace: Array, bend: Array) -> Array:
    speed, curvature = _norm(pace)[:, None], _norm(bend)[:, None]
    leap = np.divide(speed, curvature, out=np.ones_like(speed), where=curvature > 0)
    return np.clip(leap, 1, LONGEST_STEP)


def _norm(state: Array) -> Array:
    return np.asarray(np.linalg.norm(state, axis=1))


def _begin(blocks: Sequence[Block], start: tuple[Array, Array] | None) -> Array:
    if not blocks:
        raise ValueError("Without answers there is no covariance.")
    if start is not None:
        d = len(blocks[0].n)
        return _packed(*(np.repeat(part[None], d, axis=0) for part in start))
    totals, squares, counts = _available(blocks)
    if (counts == 0).any():
        raise ValueError("Every variable needs answers.")
    mean = totals / counts
    variance = squares / counts - mean**2
    return _packed(mean, variance[:, :, None] * np.eye(mean.shape[1]))


def _available(blocks: Sequence[Block]) -> Array:
    """Sums, sums of squares and numbers of all answers to each variable, (3, d, q)."""
    q = 1 + max(int(block.observed.max()) for block in blocks)
    sums = np.zeros((3, len(blocks[0].n), q))
    for block in blocks:
        squares = np.diagonal(block.products, axis1=2, axis2=3)
        counts = np.broadcast_to(block.n[..., None], block.totals.shape)
        for into, part in zip(sums, (block.totals, squares, counts), strict=True):
            np.add.at(into.T, block.observed, np.moveaxis(part, 0, -1))
    return sums


def _step(state: Array, blocks: Sequence[Block], prior: Prior | None) -> Array:
    return _packed(*em_step(*_unpacked(state), blocks, prior))


def _packed(mean: Array, covariance: Array) -> Array:
    return np.concatenate((mean, covariance.reshape(len(mean), -1)), axis=1)


def _unpacked(state: Array) -> tuple[Array, Array]:
    q = int(np.sqrt(state.shape[1]))  # q + q² entries, whose root lies between q and q + 1
    return state[:, :q], state[:, q:].reshape(-1, q, q)


def _smallest_root(state: Array) -> Array:
    return np.asarray(np.linalg.eigvalsh(_unpacked(state)[1])[:, 0])


def _largest_variance(state: Array) -> Array:
    covariance = _unpacked(state)[1]
    return np.asarray(np.diagonal(covariance, axis1=1, axis2=2).max(axis=1))


def take(block: Block, draws: Array) -> Block:
    """The same patterns in the draws numbered `draws` only."""
    return Block(block.observed, block.n[draws], block.totals[draws], block.products[draws])
