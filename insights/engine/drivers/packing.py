"""Folded answers as they are stored: whole numbers only, without empty buckets, in few bytes.

Answers are steps on their scales (0 to 10), so that all sums are whole and every round trip exact.
"""

import zlib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import numpy as np

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
    """One pattern as it is stored: the questions, the buckets in use, and a row of numbers each."""

    asked: tuple[Any, ...]
    buckets: Array
    numbers: Array

    @property
    def whole(self) -> Array:
        """Over all buckets: how many responses, their totals and their sums of squares, (3, k)."""
        found: Array = self.wholes([0])[0]
        return found

    def wholes(self, starts: Sequence[int]) -> Array:
        """The same of each run of rows from one of the `starts` to the next, (runs, 3, k)."""
        k, rows = len(self.asked), np.add.reduceat(self.numbers, starts, axis=0, dtype=float)
        squares = 1 + k + np.cumsum([0, *range(k, 1, -1)])
        n = np.repeat(rows[:, :1], k, axis=1)
        return np.stack((n, rows[:, 1 : 1 + k], rows[:, squares]), axis=1)

    @property
    def sums(self) -> Sums:
        """The sums of the buckets in use only."""
        k, rows = len(self.asked), self.numbers.astype(float)
        products = np.empty((len(rows), k, k))
        one, other = np.triu_indices(k)
        products[:, one, other] = products[:, other, one] = rows[:, 1 + k :]
        return Sums(rows[:, 0], rows[:, 1 : 1 + k], products)


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


def unpack(
    patterns: Iterable[Pattern], cells: bytes, *, size: int = BUCKETS
) -> dict[tuple[Any, ...], Sums]:
    """The sums again, with all their buckets."""
    found = parts(patterns, cells)
    return add_up(((part.asked, part.buckets, part.sums) for part in found), size=size)


def add_up(
    grouped: Iterable[tuple[Group, Array, Sums]], *, size: int = BUCKETS
) -> dict[Group, Sums]:
    """The sums by group, with all their buckets, of sums that come with the buckets they are of."""
    heaps: dict[Group, Sums] = {}
    for group, buckets, sums in grouped:
        heap = heaps.get(group)
        if heap is None:
            k = sums.totals.shape[1]
            heap = heaps[group] = Sums(np.zeros(size), np.zeros((size, k)), np.zeros((size, k, k)))
        heap.n[buckets] += sums.n
        heap.totals[buckets] += sums.totals
        heap.products[buckets] += sums.products
    return heaps


def _numbers(sums: Sums, used: Array) -> Array:
    """A row for each bucket in use: its responses, totals, and products without their mirror half."""
    upper = np.triu_indices(sums.totals.shape[1])
    rows = (sums.n[used, None], sums.totals[used], sums.products[used][:, upper[0], upper[1]])
    whole: Array = np.rint(np.concatenate(rows, axis=1)).astype(np.uint64)
    return whole
