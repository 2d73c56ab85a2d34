"""A line as high as a line of text."""

from collections.abc import Sequence
from dataclasses import dataclass

from config.charts.paths import Point


@dataclass(frozen=True)
class Sparkline:
    """A small line in the flow of text; `dot` is the latest known value."""

    width: float
    height: float
    path: str
    dot: Point | None


def sparkline(
    values: Sequence[float | None],
    *,
    least_span: float = 30,
    width: float = 96,
    height: float = 28,
    rtl: bool = False,
) -> Sparkline:
    """Lay values, oldest first, over the width; None leaves a hole.

    The height shows at least `least_span` points, so that noise does not look like a trend.
    """
    inset = 3.0
    step = (width - 2 * inset) / max(len(values) - 1, 1)
    known = [value for value in values if value is not None] or [0]
    span = max(max(known) - min(known), least_span)
    floor = (max(known) + min(known) - span) / 2

    def place(index: int, value: float) -> Point:
        x = inset + step * index
        y = height - inset - (height - 2 * inset) * (value - floor) / span
        return (round(width - x if rtl else x, 1), round(y, 1))

    pieces, points, open_run = [], [], False
    for index, value in enumerate(values):
        if value is None:
            open_run = False
            continue
        x, y = place(index, value)
        pieces.append(f"{'L' if open_run else 'M'}{x:g} {y:g}")
        points.append((x, y))
        open_run = True
    return Sparkline(width, height, " ".join(pieces), points[-1] if points else None)
