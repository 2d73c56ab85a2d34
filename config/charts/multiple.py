"""A small multiple: one cell over a year, drawn like all its neighbours.

Every picture has the same axes, 0 to 100 upwards and the same weeks across, so that two can be
compared by looking.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, INSET = 320.0, 88.0, 6.0


@dataclass(frozen=True)
class Spot:
    """A value with its interval (0-100); `at` runs from 0, the first day, to 1, the last."""

    at: float
    value: float
    low: float
    high: float
    smoothed: float | None = None
    marked: bool = False


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    marked: bool


@dataclass(frozen=True)
class Multiple:
    """Everything the template draws."""

    width: float
    height: float
    left: float
    right: float
    grid: tuple[float, ...]
    target: float | None
    band: str
    line: str
    smooth: str
    dots: tuple[Dot, ...]


def small_multiple(
    spots: Sequence[Spot], *, target: float | None = None, rtl: bool = False
) -> Multiple:
    """Lay the spots over the year; two or more make a line with its band."""

    def x_of(at: float) -> float:
        x = INSET + (WIDTH - 2 * INSET) * at
        return round(WIDTH - x if rtl else x, 1)

    def y_of(value: float) -> float:
        share = min(max(value, 0), 100) / 100
        return round(INSET + (HEIGHT - 2 * INSET) * (1 - share), 1)

    def path(values: Sequence[tuple[float, float]]) -> str:
        if len(values) < 2:
            return ""
        return "M" + "L".join(f"{x_of(at):g} {y_of(value):g}" for at, value in values)

    upper = [(spot.at, spot.high) for spot in spots]
    lower = [(spot.at, spot.low) for spot in reversed(spots)]
    return Multiple(
        width=WIDTH,
        height=HEIGHT,
        left=INSET,
        right=WIDTH - INSET,
        grid=tuple(y_of(value) for value in (0, 50, 100)),
        target=None if target is None else y_of(target),
        band=f"{path(upper + lower)}Z" if len(spots) > 1 else "",
        line=path([(spot.at, spot.value) for spot in spots]),
        smooth=path([(spot.at, spot.smoothed) for spot in spots if spot.smoothed is not None]),
        dots=tuple(Dot(x_of(spot.at), y_of(spot.value), spot.marked) for spot in spots),
    )
