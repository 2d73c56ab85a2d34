"""What may be published of answers whose groups add up to a known whole.

`published` makes the figures of a secret survey: `display.suppressed` says which groups are shown,
and neither a mean nor its interval gives single answers away. `cuts` says by which values of several
dimensions the answers to a question may be told apart.
"""

import math
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from insights.engine.bias import SD
from insights.engine.display import FULL_FROM, SECRET_BELOW, suppressed
from insights.engine.intervals import mean_of_counts
from insights.engine.quantiles import t_quantile

Group = TypeVar("Group", bound=Hashable)
Values = tuple[Hashable, ...]  # one of each dimension
Cut = tuple[int, Hashable]  # the place of a dimension, and one of its values

# A mean at the end of the scale is everybody's answer; these are the outermost that are told.
LOWEST, HIGHEST = 5.0, 95.0


@dataclass(frozen=True, slots=True)
class Guarded:
    """A mean (5-95, "or beyond" at either end) of n answers with its interval on 0-100."""

    n: int
    mean: float
    low: float
    high: float

    @property
    def is_early(self) -> bool:
        return self.n < FULL_FROM


@dataclass(frozen=True, slots=True)
class Published(Generic[Group]):
    """The figures of one item: of the whole, and of each group; None is withheld."""

    whole: Guarded | None
    groups: dict[Group, Guarded | None]


def published(
    counts: Mapping[Group, Sequence[int]], *, minimum: int = SECRET_BELOW
) -> Published[Group]:
    """Counts of the five answers by group in, what may be shown out.

    A group of fewer than `minimum` answers is withheld, and further ones until what is withheld
    holds `minimum` together. Intervals are m ± t(N - 1)·s/√n with the spread s of all N answers
    (25 points while N < 30): with a group's own spread its answers could be worked out.
    """
    whole = [sum(column) for column in zip(*counts.values(), strict=True)]
    if sum(whole) < minimum:
        return Published(None, dict.fromkeys(counts))
    hidden = suppressed({group: sum(row) for group, row in counts.items()}, minimum=minimum)
    spread = _spread(whole)
    return Published(
        _figure(whole, spread, sum(whole)),
        {
            group: None if group in hidden or not sum(row) else _figure(row, spread, sum(whole))
            for group, row in counts.items()
        },
    )


def _spread(whole: Sequence[int]) -> float:
    if sum(whole) < FULL_FROM:
        return SD
    mean = mean_of_counts(whole)
    return mean.se * math.sqrt(mean.df + 1)


def _figure(counts: Sequence[int], spread: float, everybody: int) -> Guarded:
    n, mean = sum(counts), mean_of_counts(counts).mean
    assert mean is not None
    half = t_quantile(everybody - 1) * spread / math.sqrt(n)
    told = min(HIGHEST, max(LOWEST, mean))
    return Guarded(n, told, max(0.0, told - half), min(100.0, told + half))


def cuts(sizes: Mapping[Values, int], *, minimum: int = SECRET_BELOW) -> frozenset[Cut]:
    """Which values may be told apart so that no part of the answers is smaller than `minimum`.

    `sizes` counts answers by the values of all dimensions. A value cuts them into those that have
    it and the rest; it is told where every part that all the cuts together leave is large enough:
    dimension after dimension, the largest value first. Whatever is added or subtracted of what is
    told is then a sum of such parts, also for somebody who knows which values go together.
    """
    told: set[Cut] = set()
    parts = [list(sizes)]
    for cut in _by_size(sizes):
        pieces = [piece for part in parts for piece in _halves(part, cut) if piece]
        if all(sum(sizes[values] for values in piece) >= minimum for piece in pieces):
            told.add(cut)
            parts = pieces
    return frozenset(told)


def _by_size(sizes: Mapping[Values, int]) -> Iterator[Cut]:
    for place in range(len(next(iter(sizes), ()))):
        totals: dict[Hashable, int] = {}
        for values, n in sizes.items():
            totals[values[place]] = totals.get(values[place], 0) + n
        for value in sorted(totals, key=lambda each: (each is None, -totals[each], str(each))):
            yield place, value


def _halves(part: list[Values], cut: Cut) -> tuple[list[Values], list[Values]]:
    place, value = cut
    inside = [values for values in part if values[place] == value]
    return inside, [values for values in part if values[place] != value]
