"""The weeks of a registration as they are drawn: no point rests on fewer than ten answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from insights.engine.display import EARLY_FROM
from insights.engine.evidence import Weeks
from insights.engine.intervals import mean_of_counts
from insights.selectors.evidence.designs import WEEK
from insights.selectors.evidence.series import Series


@dataclass(frozen=True)
class Point:
    """Some weeks in a row: what was felt there with its range, and the comparison stages' mean."""

    since: date
    until: date  # the day after the last
    felt: float
    low: float
    high: float
    n: int
    beside: float | None
    n_beside: int
    part: str  # before, wash_in or after

    @property
    def difference(self) -> float | None:
        return None if self.beside is None else self.felt - self.beside


def points(found: Series) -> list[Point]:
    """Weeks, put together until the stage has ten answers; the last few join the point before."""
    start, wash_in = found.design.start_index, found.design.wash_in
    weeks = len(found.design.mondays)
    parts = {
        "before": range(start),
        "wash_in": range(start, min(start + wash_in, weeks)),
        "after": range(min(start + wash_in, weeks), weeks),
    }
    return [
        _point(found, run, part) for part, indices in parts.items() for run in _runs(found, indices)
    ]


def _runs(found: Series, indices: range) -> list[list[int]]:
    runs: list[list[int]] = []
    run: list[int] = []
    for index in indices:
        if not found.design.counts_week(found.design.mondays[index]):
            continue
        run.append(index)
        if sum(found.treated.counts[each] for each in run) >= EARLY_FROM:
            runs.append(run)
            run = []
    if runs:
        runs[-1] += run
    return runs


def _point(found: Series, run: Sequence[int], part: str) -> Point:
    mondays = found.design.mondays
    beside = [mean for unit in found.units if (mean := _mean(unit, run)) is not None]
    n_beside = round(sum(unit.counts[i] for unit in found.units for i in run))
    answers = [found.spread[i] for i in run]
    own = mean_of_counts([sum(column) for column in zip(*answers, strict=True)])
    assert own.mean is not None  # a run holds answers
    return Point(
        since=mondays[run[0]],
        until=mondays[run[-1]] + WEEK,
        felt=own.mean,
        low=own.low,
        high=own.high,
        n=round(own.n),
        beside=sum(beside) / len(beside) if beside and n_beside >= EARLY_FROM else None,
        n_beside=n_beside,
        part=part,
    )


def _mean(unit: Weeks, run: Sequence[int]) -> float | None:
    total = sum(unit.counts[i] for i in run)
    if not total:
        return None
    return sum(unit.means[i] * unit.counts[i] for i in run if unit.counts[i]) / total
