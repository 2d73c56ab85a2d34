"""The effect of an action among those of stages without it, in points."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from config.charts.weekly import Dot
from insights.selectors.signs import signed


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


def _apart(places: list[float], middle: float) -> tuple[Dot, ...]:
    dots: list[Dot] = []
    for x in places:
        row = sum(abs(dot.x - x) < 11 for dot in dots)
        dots.append(Dot(x, middle - 12 * row))
    return tuple(dots)
