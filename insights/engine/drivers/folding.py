"""Answers folded into sufficient statistics, so that nothing later depends on how many there are.

An answer sheet holds the outcome and the few emotions it was asked about; which ones is its
*pattern*. All that the driver model needs of the sheets of one stage and one pattern is their
number, sums and products, kept in 256 buckets of customers for the bootstrap.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from insights.engine.arrays import Array

BUCKETS = 256
AT_ONCE = 50  # draws: what they need stays near the processor, and small however many there are
MOST_VARIABLES = 62  # a pattern is the bits of one integer


@dataclass(frozen=True, slots=True)
class Key:
    """A stage (or stage and season: whatever is centred apart) and the variables observed, sorted."""

    stage: Hashable
    observed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """Per bucket: sheets (b,), sums (b, k) and sums of products (b, k, k) of the k observed."""

    n: Array
    totals: Array
    products: Array

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.n + other.n, self.totals + other.totals, self.products + other.products)


@dataclass(frozen=True, slots=True)
class Folded:
    """Sufficient statistics by stage and pattern; variable 0 is the outcome. Chunks add up."""

    variables: tuple[str, ...]
    patterns: Mapping[Key, Sums]

    def __add__(self, other: "Folded") -> "Folded":
        if self.variables != other.variables:
            raise ValueError("Only statistics of the same variables add up.")
        patterns = dict(self.patterns)
        for key, sums in other.patterns.items():
            patterns[key] = patterns[key] + sums if key in patterns else sums
        return Folded(self.variables, patterns)

    @property
    def buckets(self) -> int:
        return next((sums.n.size for sums in self.patterns.values()), BUCKETS)

    @property
    def stages(self) -> tuple[Hashable, ...]:
        return tuple(dict.fromkeys(key.stage for key in self.patterns))

    def pair_counts(self) -> Array:
        """How many sheets answered both of two variables, (q, q); the diagonal counts one alone."""
        counts = np.zeros((len(self.variables),) * 2)
        for key, sums in self.patterns.items():
            counts[np.ix_(key.observed, key.observed)] += sums.n.sum()
        return np.rint(counts).astype(np.int64)

    def only(self, kept: Sequence[int]) -> "Folded":
        """The same sheets with only the variables `kept`, in that order; empty sheets fall away."""
        place = {variable: i for i, variable in enumerate(kept)}
        names = tuple(self.variables[i] for i in kept)
        reduced = Folded(names, {})
        for key, sums in self.patterns.items():
            columns = [i for i, variable in enumerate(key.observed) if variable in place]
            columns.sort(key=lambda i: place[key.observed[i]])
            if columns:
                observed = tuple(place[key.observed[i]] for i in columns)
                part = Sums(
                    sums.n, sums.totals[:, columns], sums.products[:, columns][:, :, columns]
                )
                reduced += Folded(names, {Key(key.stage, observed): part})
        return reduced


def fold(
    variables: Sequence[str],
    sheets: ArrayLike,
    *,
    stages: Sequence[Hashable] | None = None,
    buckets: ArrayLike | None = None,
    size: int = BUCKETS,
) -> Folded:
    """Fold answer sheets of shape (n, q), NaN where nothing was asked or answered.

    `buckets` (n,) are integers from a hash of the customer, taken modulo `size`; without them every
    sheet is a customer of its own. Sheets without any answer are ignored; infinite answers are
    refused.
    """
    rows = np.asarray(sheets, float).reshape(-1, len(variables))
    if len(variables) > MOST_VARIABLES:
        raise ValueError(f"At most {MOST_VARIABLES} variables can be folded together.")
    if np.isinf(rows).any():
        raise ValueError("Answers must be finite numbers; leave NaN where there is none.")
    members = np.arange(len(rows)) if buckets is None else np.asarray(buckets, int)
    labels = [None] * len(rows) if stages is None else list(stages)
    if not len(rows) == len(labels) == members.size:
        raise ValueError("Sheets, stages and buckets must have the same length.")
    order = dict.fromkeys(labels)
    codes = {label: i for i, label in enumerate(order)}
    grouped = _groups(np.array([codes[label] for label in labels], int), ~np.isnan(rows))
    names = list(order)
    return Folded(
        tuple(variables),
        {
            Key(names[stage], observed): gather(rows[at][:, list(observed)], members[at], size=size)
            for stage, observed, at in grouped
            if observed
        },
    )


def _groups(stages: Array, answered: Array) -> Iterator[tuple[int, tuple[int, ...], Array]]:
    """Stage, observed variables and rows of every pattern that occurs."""
    bits = answered @ (1 << np.arange(answered.shape[1]))
    patterns, which = np.unique(bits, return_inverse=True)
    kinds, inverse, sizes = np.unique(
        stages * max(1, len(patterns)) + which, return_inverse=True, return_counts=True
    )
    rows = np.argsort(inverse, kind="stable")
    for kind, at in zip(kinds, np.split(rows, np.cumsum(sizes)[:-1]), strict=False):
        stage, pattern = divmod(int(kind), len(patterns))
        observed = (patterns[pattern] >> np.arange(answered.shape[1])) & 1
        yield stage, tuple(int(i) for i in np.flatnonzero(observed)), at


def gather(rows: Array, buckets: Array, *, size: int = BUCKETS) -> Sums:
    """The sums of complete sheets (n, k), in the buckets (n,) of their customers modulo `size`."""
    k, members = rows.shape[1], buckets % size
    totals, products = np.empty((size, k)), np.empty((size, k, k))
    for i in range(k):
        totals[:, i] = np.bincount(members, rows[:, i], size)
        for j in range(i + 1):
            products[:, i, j] = np.bincount(members, rows[:, i] * rows[:, j], size)
            products[:, j, i] = products[:, i, j]
    return Sums(np.bincount(members, minlength=size).astype(float), totals, products)


@dataclass(frozen=True, slots=True)
class Block:
    """Patterns with equally many observed variables, for d draws of the buckets at once.

    `observed` (m, k), `n` (d, m), `totals` (d, m, k), `products` (d, m, k, k).
    """

    observed: Array
    n: Array
    totals: Array
    products: Array


@dataclass(frozen=True, slots=True)
class Drawn:
    """One or more draws: blocks centred within stage, and the stage means that were taken out.

    `means` is (d, stages, q) in the order of `stages`, NaN where a stage never asked.
    """

    blocks: tuple[Block, ...]
    stages: tuple[Hashable, ...]
    means: Array
    counts: Array


def draw(folded: Folded, weights: Array) -> Drawn:
    """Count every bucket as often as `weights` (d, buckets) say, and centre within each stage.

    The stage means use all answers to a question at a stage: unbiased because questions rotate
    at random. Without centring, differences between stages would masquerade as drivers.
    """
    sizes = sorted({len(key.observed) for key in folded.patterns})
    alike = [_side_by_side(folded, size) for size in sizes]
    counts, totals = (_weighed(each, weights) for each in _by_stage(folded))
    means = np.divide(totals, counts, out=np.full_like(totals, np.nan), where=counts > 0)
    some = np.array_split(np.arange(len(weights)), -(-len(weights) // AT_ONCE))
    blocks = [
        _joined([_centred(block, places, weights[at], means[at]) for at in some])
        for block, places in alike
    ]
    return Drawn(tuple(blocks), folded.stages, means, counts)


def _side_by_side(folded: Folded, size: int) -> tuple[Block, Array]:
    """Patterns of `size` variables with each bucket as a draw of its own, and their stages.

    Alike patterns of several stages are neighbours.
    """
    place = {stage: i for i, stage in enumerate(folded.stages)}
    keys = [key for key in folded.patterns if len(key.observed) == size]
    keys.sort(key=lambda key: key.observed)
    sums = [folded.patterns[key] for key in keys]
    block = Block(
        np.array([key.observed for key in keys]),
        *(
            np.ascontiguousarray(np.stack(parts, axis=1))
            for parts in zip(*((each.n, each.totals, each.products) for each in sums), strict=True)
        ),
    )
    return block, np.array([place[key.stage] for key in keys])


def _by_stage(folded: Folded) -> tuple[Array, Array]:
    """How many answers each bucket, stage and variable has, and their sums, (b, stages, q)."""
    place = {stage: i for i, stage in enumerate(folded.stages)}
    counts, totals = np.zeros((2, len(place), len(folded.variables), folded.buckets))
    for key, sums in folded.patterns.items():
        counts[place[key.stage], key.observed] += sums.n
        totals[place[key.stage], key.observed] += sums.totals.T
    return np.moveaxis(counts, -1, 0), np.moveaxis(totals, -1, 0)


def _weighed(buckets: Array, weights: Array) -> Array:
    """One product for everything side by side: one each would take five times as long."""
    flat = weights @ buckets.reshape(len(buckets), -1)
    return np.asarray(flat.reshape(len(weights), *buckets.shape[1:]))


def _centred(block: Block, places: Array, weights: Array, means: Array) -> Block:
    """Draws of a block around the means of its stages, then all stages together."""
    n, totals, products = (
        _weighed(each, weights) for each in (block.n, block.totals, block.products)
    )
    at = np.nan_to_num(means[:, places[:, None], block.observed])
    cross = totals[..., None] * at[..., None, :]
    products -= cross
    products -= np.swapaxes(cross, -1, -2)
    products += n[..., None, None] * (at[..., None] * at[..., None, :])
    totals -= n[..., None] * at
    news = np.any(block.observed[1:] != block.observed[:-1], axis=1)
    first = np.concatenate(([0], 1 + np.flatnonzero(news)))
    parts = (np.add.reduceat(each, first, axis=1) for each in (n, totals, products))
    return Block(block.observed[first], *parts)


def _joined(parts: Sequence[Block]) -> Block:
    return Block(
        parts[0].observed,
        np.concatenate([part.n for part in parts]),
        np.concatenate([part.totals for part in parts]),
        np.concatenate([part.products for part in parts]),
    )
