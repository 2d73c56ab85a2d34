"""Folded answers as they are stored: whole numbers only, without empty buckets, in few bytes.

Answers are steps on their scales (0 to 10), so that all sums are whole and every round trip exact.
"""

import zlib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

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
    listed, parts = [], []
    for asked, sums in patterns.items():
        used = np.flatnonzero(sums.n)
        numbers = _numbers(sums, used)
        width = next(width for width in WIDTHS if numbers.max(initial=0) < 256**width)
        listed.append((list(asked), int(used.size), width))
        parts += [used.astype("u1").tobytes(), numbers.astype(f"<u{width}").tobytes()]
    return Packed(listed, zlib.compress(b"".join(parts), 1))


def unpack(
    patterns: Iterable[Pattern], cells: bytes, *, size: int = BUCKETS
) -> dict[tuple[Any, ...], Sums]:
    """The sums again, with all their buckets."""
    found = add_up([(None, patterns, cells)], size=size)
    return {asked: sums for (_group, asked), sums in found.items()}


def add_up(
    stored: Iterable[tuple[Group, Iterable[Pattern], bytes]], *, size: int = BUCKETS
) -> dict[tuple[Group, tuple[Any, ...]], Sums]:
    """The sums of everything stored, by its group and the questions answered together."""
    heaps: dict[tuple[Group, tuple[Any, ...]], Array] = {}
    for group, patterns, cells in stored:
        for asked, buckets, numbers in _parts(patterns, cells):
            heap = heaps.get((group, asked))
            if heap is None:
                heap = heaps[group, asked] = np.zeros((size, numbers.shape[1]))
            heap[buckets] += numbers
    return {key: _sums(heap, len(key[1])) for key, heap in heaps.items()}


def _parts(
    patterns: Iterable[Pattern], cells: bytes
) -> Iterator[tuple[tuple[Any, ...], Array, Array]]:
    """Questions, buckets in use and their numbers, pattern by pattern."""
    content, place = zlib.decompress(cells), 0
    for asked, used, width in patterns:
        columns = 1 + len(asked) + len(asked) * (len(asked) + 1) // 2
        buckets = np.frombuffer(content, "u1", used, place)
        numbers = np.frombuffer(content, f"<u{width}", used * columns, place + used)
        yield tuple(asked), buckets, numbers.reshape(used, columns)
        place += used * (1 + columns * width)


def _numbers(sums: Sums, used: Array) -> Array:
    """A row for each bucket in use: its responses, totals, and products without their mirror half."""
    upper = np.triu_indices(sums.totals.shape[1])
    rows = (sums.n[used, None], sums.totals[used], sums.products[used][:, upper[0], upper[1]])
    whole: Array = np.rint(np.concatenate(rows, axis=1)).astype(np.uint64)
    return whole


def _sums(heap: Array, k: int) -> Sums:
    products = np.empty((len(heap), k, k))
    rows, columns = np.triu_indices(k)
    products[:, rows, columns] = products[:, columns, rows] = heap[:, 1 + k :]
    return Sums(heap[:, 0], heap[:, 1 : 1 + k], products)
