"""What may be published of a secret survey whose groups add up to a known whole.

`display.suppressed` says which groups are shown. This module makes their figures, so that neither
a mean nor its interval gives single answers away.
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from insights.engine.bias import SD
from insights.engine.display import FULL_FROM, SECRET_BELOW, suppressed
from insights.engine.intervals import mean_of_counts
from insights.engine.quantiles import t_quantile

Group = TypeVar("Group", bound=Hashable)

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
