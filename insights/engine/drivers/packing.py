"""Folded answers as they are stored: whole numbers only, without empty buckets, in few bytes.

Answers are steps on their scales (0 to 10), so that all sums are whole and every round trip exact.
"""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from insights.engine.arrays import Array
from insights.engine.drivers.folding import BUCKETS, Sums

WIDTHS = (1, 2, 4, 8)


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
    patterns: Iterable[tuple[list[Any], int, int]], cells: bytes, *, size: int = BUCKETS
) -> dict[tuple[Any, ...], Sums]:
    """The sums again, with all their buckets."""
    content, place = zlib.decompress(cells), 0
    found = {}
    for asked, used, width in patterns:
        k = len(asked)
        buckets = np.frombuffer(content, "u1", used, place)
        count = used * (1 + k + k * (k + 1) // 2)
        numbers = np.frombuffer(content, f"<u{width}", count, place + used)
        found[tuple(asked)] = _sums(numbers.reshape(used, -1), buckets, k, size)
        place += used + count * width
    return found


def _numbers(sums: Sums, used: Array) -> Array:
    """A row for each bucket in use: its responses, totals, and products without their mirror half."""
    upper = np.triu_indices(sums.totals.shape[1])
    rows = (sums.n[used, None], sums.totals[used], sums.products[used][:, upper[0], upper[1]])
    whole: Array = np.rint(np.concatenate(rows, axis=1)).astype(np.uint64)
    return whole


def _sums(numbers: Array, buckets: Array, k: int, size: int) -> Sums:
    n, totals, products = np.zeros(size), np.zeros((size, k)), np.zeros((size, k, k))
    rows, columns = np.triu_indices(k)
    n[buckets] = numbers[:, 0]
    totals[buckets] = numbers[:, 1 : 1 + k]
    products[buckets[:, None], rows, columns] = numbers[:, 1 + k :]
    products[buckets[:, None], columns, rows] = numbers[:, 1 + k :]
    return Sums(n, totals, products)
