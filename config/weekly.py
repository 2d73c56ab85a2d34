"""Geometry of the charts of evidence: weeks before and after a start, and a strip of effects.

As in config.charts: values in, coordinates out. Emotions are raw 0-100, effects are points.
"""

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
    low, high = value_range([w.felt for w in weeks] + [w.beside for w in weeks if w.beside])

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


@dataclass(frozen=True)
class Strip:
    """Effects on one axis: that of the action with its range, and those of stages without it."""

    width: float
    height: float
    middle: float
    zero: float
    ticks: tuple[tuple[str, float], ...]
    others: tuple[Dot, ...]
    found: float
    low: float
    high: float


def effect_strip(
    found: float,
    low: float,
    high: float,
    others: Sequence[float],
    *,
    rtl: bool = False,
    width: float = 640,
) -> Strip:
    """Lay effects on a symmetric axis in steps of five; dots that would meet are moved apart."""
    reach = math.ceil(max(map(abs, (found, low, high, *others))) / 5) * 5 or 5
    step = 5 if reach <= 20 else 10 if reach <= 40 else 20
    inset, middle = 24.0, 50.0

    def x_of(effect: float) -> float:
        x = inset + (width - 2 * inset) * (effect + reach) / (2 * reach)
        return round(width - x if rtl else x, 1)

    ends = sorted((x_of(low), x_of(high)))
    return Strip(
        width=width,
        height=96,
        middle=middle,
        zero=x_of(0),
        ticks=tuple(
            (signed(value), x_of(value))
            for value in range(-(reach // step) * step, reach + 1, step)
        ),
        others=_apart([x_of(each) for each in sorted(others)], middle),
        found=x_of(found),
        low=ends[0],
        high=ends[1],
    )


def signed(points: int) -> str:
    """+5, 0, −5: with the sign that stays on its line."""
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


def _apart(places: list[float], middle: float) -> tuple[Dot, ...]:
    dots: list[Dot] = []
    for x in places:
        row = sum(abs(dot.x - x) < 11 for dot in dots)
        dots.append(Dot(x, middle - 12 * row))
    return tuple(dots)
