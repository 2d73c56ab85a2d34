"""Folded answers as they are stored: whole numbers only, without empty buckets, in few bytes.

Answers are steps on their scales (0 to 10), so that all sums are whole and every round trip exact.
"""

import zlib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, TypeVar

import numpy as np
from scipy.sparse import csc_array

from insights.engine.arrays import Array
from insights.engine.drivers.folding import BUCKETS, Sums

WIDTHS = (1, 2, 4, 8)
Group = TypeVar("Group", bound=Hashable)
Pattern = Sequence[Any]  # questions, buckets in use, bytes a number; as JSON gives it back


@dataclass(frozen=True, slots=True)
class Packed:
    """Patterns as [questions, buckets in use, bytes a number], and the numbers of all of them."""

    patterns: list[tuple[list[Any], int, int]]
    cells: bytes


def pack(patterns: Mapping[tuple[Any, ...], Sums]) -> Packed:
    """Pack the sums of whole numbers by the questions they are of, in the order given."""
    listed, pieces = [], []
    for asked, sums in patterns.items():
        used = np.flatnonzero(sums.n)
        numbers = _numbers(sums, used)
        width = next(width for width in WIDTHS if numbers.max(initial=0) < 256**width)
        listed.append((list(asked), int(used.size), width))
        pieces += [used.astype("u1").tobytes(), numbers.astype(f"<u{width}").tobytes()]
    return Packed(listed, zlib.compress(b"".join(pieces), 1))


class Part(NamedTuple):
    """Sums of answers to the same questions: whose they are, the buckets, and a row of numbers each.

    A row holds the responses, the total of each question and, without their mirror half, the sums
    of products: (r, 1 + k + k(k+1)/2). A bucket may have several rows.
    """

    asked: tuple[Any, ...]
    buckets: Array
    numbers: Array

    def only(self, columns: Sequence[int], asked: tuple[Any, ...], steps: Array) -> "Part":
        """These questions in this order, called `asked`, each answer worth its step (k,) of them."""
        k, at = len(self.asked), np.asarray(columns)
        one, other = _upper(k)
        product = np.empty((k, k), int)
        product[one, other] = product[other, one] = 1 + k + np.arange(one.size)
        one, other = _upper(at.size)
        wanted = np.concatenate(([0], 1 + at, product[at[one], at[other]]))
        worth = np.concatenate(([1.0], steps, steps[one] * steps[other]))
        return Part(asked, self.buckets, self.numbers[:, wanted] * worth)

    def without(self, swing: Array) -> "Part":
        """The sums of the same answers, each less what its row (r, k) adds to its question."""
        k = len(self.asked)
        one, other = _upper(k)
        n, totals, products = np.split(self.numbers, (1, 1 + k), axis=1)
        less = totals - n * swing
        products = products - totals[:, other] * swing[:, one] - less[:, one] * swing[:, other]
        return Part(self.asked, self.buckets, np.concatenate((n, less, products), axis=1))

    def wholes(self, starts: Sequence[int]) -> Array:
        """Of each run of rows from one of the `starts` to the next, over all buckets, (runs, 3, k).

        They are how many responses, their totals and their sums of squares.
        """
        k = len(self.asked)
        squares = 1 + k + np.cumsum([0, *range(k, 1, -1)])
        needed = self.numbers[:, [*range(1 + k), *squares]].astype(float)
        rows = np.add.reduceat(needed, starts, axis=0)
        n = np.repeat(rows[:, :1], k, axis=1)
        return np.stack((n, rows[:, 1 : 1 + k], rows[:, 1 + k :]), axis=1)

    def summed(self, *, size: int = BUCKETS) -> Sums:
        """The sums of all rows, in all the buckets there are."""
        k, rows = len(self.asked), self.numbers.astype(float, copy=False)
        places = self.buckets.astype(np.intp), np.arange(len(rows) + 1)
        added = csc_array((np.ones(len(rows)), *places), shape=(size, len(rows))) @ rows
        products = np.empty((size, k, k))
        one, other = _upper(k)
        products[:, one, other] = products[:, other, one] = added[:, 1 + k :]
        return Sums(added[:, 0], added[:, 1 : 1 + k], products)


def joined(found: Sequence[Part]) -> Part:
    """Parts of the same questions, the rows of one after those of the other."""
    buckets, numbers = zip(*((part.buckets, part.numbers) for part in found), strict=True)
    return Part(found[0].asked, np.concatenate(buckets), np.concatenate(numbers))


def parts(patterns: Iterable[Pattern], cells: bytes) -> Iterator[Part]:
    """What was packed, pattern by pattern."""
    content, place = zlib.decompress(cells), 0
    for asked, used, width in patterns:
        k = len(asked)
        columns = 1 + k + k * (k + 1) // 2
        buckets = np.frombuffer(content, "u1", used, place)
        numbers = np.frombuffer(content, f"<u{width}", used * columns, place + used)
        yield Part(tuple(asked), buckets, numbers.reshape(used, columns))
        place += used * (1 + columns * width)


def add_up(grouped: Iterable[tuple[Group, Sums]]) -> dict[Group, Sums]:
    """The sums by group."""
    heaps: dict[Group, Sums] = {}
    for group, sums in grouped:
        heaps[group] = heaps[group] + sums if group in heaps else sums
    return heaps


@cache
def _upper(k: int) -> tuple[Array, Array]:
    """Rows and columns of the products of `k` questions without their mirror half."""
    one, other = np.triu_indices(k)
    return one, other


def _numbers(sums: Sums, used: Array) -> Array:
    """A row for each bucket in use: its responses, totals, and products without their mirror half."""
    upper = _upper(sums.totals.shape[1])
    rows = (sums.n[used, None], sums.totals[used], sums.products[used][:, upper[0], upper[1]])
    whole: Array = np.rint(np.concatenate(rows, axis=1)).astype(np.uint64)
    return whole
