"""How each cell of the board moved over a year, and whether it left its usual range."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from insights.engine import intervals, trends
from insights.engine.direction import slope_sign
from insights.engine.display import EARLY_FROM
from insights.selectors.board import Cell, Design, Place
from insights.selectors.periods import Period
from surveys.selectors.cells import Construct, Counts, Key


class Signal(StrEnum):
    """Where the smoothed score stands at the end."""

    BETTER = "better"
    WORSE = "worse"
    NONE = "none"
    TOO_SHORT = "too_short"  # no usual range yet


@dataclass(frozen=True)
class Point:
    """One week or month, or several that were too thin alone: never fewer than ten answers."""

    since: date
    until: date
    felt: intervals.Mean
    trend: trends.Point | None = None  # None within the baseline

    @property
    def crossed(self) -> bool:
        return self.trend is not None and self.trend.crossed


class Charted(NamedTuple):
    """How many points set the usual range, that range, and the later points held against it."""

    size: int
    baseline: trends.Baseline
    points: tuple[trends.Point, ...]


@dataclass(frozen=True)
class Series:
    """A cell's weeks or months, oldest first, with the usual range that the first of them set."""

    cell: Cell
    period: Period
    points: tuple[Point, ...]
    baseline: trends.Baseline | None = None

    @property
    def last(self) -> trends.Point | None:
        return self.points[-1].trend if self.points else None

    @property
    def signal(self) -> Signal:
        if self.baseline is None or self.last is None:
            return Signal.TOO_SHORT
        if not self.last.crossed:
            return Signal.NONE
        better = slope_sign(self.cell.direction) * (self.last.score - self.baseline.mean) > 0
        return Signal.BETTER if better else Signal.WORSE

    @property
    def noticed_fall(self) -> float | None:
        """The lasting fall, in points, that would show within a quarter at this volume."""
        if self.baseline is None:
            return None
        variance = sum(point.felt.se**2 for point in self.points) / len(self.points)
        return trends.noticed_fall(self.baseline, variance)


def of_cells(
    *, design: Design, found: Iterable[Cell], until: date, splits: Mapping[str, object]
) -> list[Series]:
    """The year of whole steps up to `until`, for each of the cells, by one statement of counts."""
    period = design.reading.year(until)
    steps = design.reading.steps(design.scope(period, splits))
    return [_series(cell, period, steps, design.factors.get(cell.stage.pk, 1.0)) for cell in found]


def _series(
    cell: Cell, period: Period, steps: Mapping[Period, Mapping[Key, Counts]], design: float
) -> Series:
    key = (cell.stage.pk, Construct("emotion", cell.emotion.pk))
    asked = {step: counted[key].on(5) for step, counted in steps.items() if key in counted}
    points = tuple(
        Point(joined.since, joined.until, intervals.mean_of_counts(counts, design=design))
        for joined, counts in merged(asked)
    )
    return with_trend(Series(cell, period, points))


def merged(asked: Mapping[Period, tuple[int, ...]]) -> list[tuple[Period, tuple[int, ...]]]:
    """Steps under ten answers joined to the next ones; the last ones, if thin, to those before.

    The one rule of how thin a point in time may be, for pages, files and alerts alike.
    """
    found: list[tuple[Period, tuple[int, ...]]] = []
    since: date | None = None
    rest: tuple[int, ...] = ()
    for step, counts in sorted(asked.items(), key=lambda each: each[0].since):
        since = since or step.since
        rest = _sum(rest, counts)
        if sum(rest) >= EARLY_FROM:
            found.append((Period(since, step.until), rest))
            since, rest = None, ()
    if since and found:
        joined, counts = found[-1]
        latest = max(step.until for step in asked)
        found[-1] = (Period(joined.since, latest), _sum(counts, rest))
    return found


def _sum(left: tuple[int, ...], right: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(left, right, strict=True)) if left else right


def with_trend(series: Series) -> Series:
    """The first twelve points (or eight) set the usual range, the rest are held against it."""
    charted = chart([point.felt for point in series.points])
    if charted is None:
        return series
    after = zip(series.points[charted.size :], charted.points, strict=True)
    points = (*series.points[: charted.size], *(replace(each, trend=held) for each, held in after))
    return replace(series, points=points, baseline=charted.baseline)


def chart(found: Sequence[intervals.Mean]) -> Charted | None:
    """Hold what comes after the baseline against it; None while there is too little for one."""
    size = _baseline_size(len(found))
    if not size:
        return None
    means, variances = [each.mean or 0.0 for each in found], [each.se**2 for each in found]
    start = trends.baseline(means[:size], variances[:size])
    return Charted(size, start, tuple(trends.ewma(means[size:], variances[size:], start).points))


def _baseline_size(points: int) -> int:
    """Twelve points, or eight where no more are there; nothing if none would follow."""
    sizes = (trends.BASELINE_WEEKS, trends.FEWEST_BASELINE_WEEKS)
    return next((size for size in sizes if points > size), 0)


def by_place(series: Iterable[Series]) -> dict[Place, Series]:
    return {each.cell.place: each for each in series}
