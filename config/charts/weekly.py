"""What was felt week by week, before and after a start; emotions are raw 0-100."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

LEAST_SPAN = 40.0


class Week(Protocol):
    """What is drawn of one point in time: some weeks in a row."""

    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date: ...
    @property
    def felt(self) -> float: ...
    @property
    def beside(self) -> float | None: ...


@dataclass(frozen=True)
class Dot:
    """A drawn value."""

    x: float
    y: float


@dataclass(frozen=True)
class Day:
    """A day on the horizontal axis: a month's first, the start or the evaluation date."""

    x: float
    day: date


@dataclass(frozen=True)
class Chart:
    """Everything the template of a weekly chart draws."""

    width: float
    height: float
    plot: float
    left: float
    right: float
    top: float
    bottom: float
    axis_x: float
    grid: tuple[tuple[int, float], ...]
    months: tuple[Day, ...]
    felt: str
    beside: str
    dots: tuple[Dot, ...]
    start: Day
    wash_in: tuple[float, float]  # left edge and width
    evaluation: Day


def weekly_chart(
    weeks: Sequence[Week],
    *,
    start: date,
    first_after: date,
    evaluate_on: date,
    rtl: bool = False,
    width: float = 1040,
    plot: float = 220,
) -> Chart:
    """Lay the weeks over the days they cover; the line breaks between before, wash-in and after."""
    gutter, top = 34.0, 26.0
    first, last = weeks[0].since, max(weeks[-1].until, first_after, evaluate_on)
    days = max((last - first).days, 1)
    low, high = value_range(
        [w.felt for w in weeks] + [w.beside for w in weeks if w.beside is not None]
    )

    def x_of(day: date) -> float:
        x = gutter + (width - gutter) * (day - first).days / days
        return round(width - x if rtl else x, 1)

    def y_of(value: float) -> float:
        return round(top + plot * (1 - (value - low) / (high - low)), 1)

    def middle(week: Week) -> float:
        return (x_of(week.since) + x_of(week.until)) / 2

    edges = sorted((x_of(start), x_of(first_after)))
    parts = _parts(weeks, start, first_after)
    return Chart(
        width=width,
        height=top + plot + 26,
        plot=plot,
        left=0 if rtl else gutter,
        right=width - gutter if rtl else width,
        top=top,
        bottom=top + plot,
        axis_x=width - gutter + 8 if rtl else gutter - 8,
        grid=tuple((value, y_of(value)) for value in range(int(low), int(high) + 1, 10)),
        months=tuple(Day(x_of(day), day) for day in months(first, last)),
        felt=_path(parts, middle, lambda week: y_of(week.felt)),
        beside=_path(
            parts, middle, lambda week: None if week.beside is None else y_of(week.beside)
        ),
        dots=tuple(Dot(middle(week), y_of(week.felt)) for week in weeks),
        start=Day(x_of(start), start),
        wash_in=(edges[0], round(edges[1] - edges[0], 1)),
        evaluation=Day(x_of(evaluate_on), evaluate_on),
    )


def value_range(values: Sequence[float]) -> tuple[float, float]:
    """Whole tens around the values, at least 40 points, so that noise does not look like a change."""
    low, high = math.floor(min(values) / 10) * 10, math.ceil(max(values) / 10) * 10
    while high - low < LEAST_SPAN:
        low, high = max(0, low - 10), min(100, high + 10)
    return float(low), float(high)


def months(first: date, last: date) -> list[date]:
    """The first days of months in between, thinned out to at most seven."""
    found = []
    year, month = first.year, first.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if (day := date(year, month, 1)) >= last:
            break
        found.append(day)
    step = math.ceil(len(found) / 7) or 1
    return found[::step]


def _parts(weeks: Sequence[Week], start: date, first_after: date) -> list[list[Week]]:
    before = [week for week in weeks if week.until <= start]
    after = [week for week in weeks if week.since >= first_after]
    between = [week for week in weeks if week not in before and week not in after]
    return [part for part in (before, between, after) if part]


def _path(
    parts: list[list[Week]],
    x_of: Callable[[Week], float],
    y_of: Callable[[Week], float | None],
) -> str:
    pieces = []
    for part in parts:
        pen_is_down = False
        for week in part:
            y = y_of(week)
            if y is None:
                pen_is_down = False
                continue
            pieces.append(f"{'L' if pen_is_down else 'M'}{x_of(week):.1f} {y:.1f}")
            pen_is_down = True
    return " ".join(pieces)
