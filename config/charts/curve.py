"""The emotion curve: intended, believed and felt over the stages of a journey, each from 0 to 100."""

import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from config.charts.paths import smooth_path

# Half a figure and half a mark.
CLEAR = 11


@dataclass(frozen=True)
class CurveStage:
    """What a curve knows about one stage; what is unknown or withheld is None."""

    label: str
    intended: float | None = None
    believed: float | None = None
    felt: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    reason: str = ""  # why there is no felt value
    ranks: bool = True  # an early signal is drawn, but never called the largest gap

    def shortfall(self, avoid: bool = False) -> float | None:
        """How far felt misses intended: positive is worse, also for an emotion to avoid."""
        if self.intended is None or self.felt is None:
            return None
        gap = self.intended - self.felt
        return -gap if avoid else gap


@dataclass(frozen=True)
class Mark:
    """A value drawn at a place; `top` and `bottom` are the ends of its interval."""

    x: float
    y: float
    value: float
    top: float | None = None
    bottom: float | None = None
    label_y: float = 0


@dataclass(frozen=True)
class Line:
    """One of the three lines: where it runs and where its markers sit."""

    kind: str
    path: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Column:
    """A stage on the horizontal axis with its label, broken into at most two rows."""

    x: float
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Bracket:
    """The largest shortfall: drawn beside the stage, told in the description."""

    x: float
    top: float
    bottom: float
    amount: float
    stage: CurveStage

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Shortfall:
    """Two regions; where they overlap, felt is worse than intended."""

    below: str
    above: str


@dataclass(frozen=True)
class Curve:
    """Everything the template of an emotion curve draws."""

    width: float
    height: float
    left: float
    right: float
    axis_x: float
    label_y: float
    grid: tuple[tuple[int, float], ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    shortfall: Shortfall
    bracket: Bracket | None


def emotion_curve(
    stages: Sequence[CurveStage],
    *,
    column: float = 150,
    plot: float = 200,
    gutter: float = 34,
    rtl: bool = False,
    avoid: bool = False,
    labels: bool = True,
) -> Curve:
    """Lay three lines over the stages, one column each.

    With `gutter=0` and `labels=False` column i covers exactly [i * column, (i + 1) * column], so
    the drawing can lie in the row of a table with columns of that width.
    """
    width = gutter + column * len(stages)
    top = 14.0

    def x_of(index: int) -> float:
        x = gutter + column * (index + 0.5)
        return width - x if rtl else x

    def y_of(value: float) -> float:
        return round(top + plot * (1 - min(max(value, 0), 100) / 100), 1)

    lines = tuple(_line(kind, stages, x_of, y_of) for kind in ("believed", "intended", "felt"))
    return Curve(
        width=width,
        height=top + plot + (46 if labels else 14),
        left=0 if rtl else gutter,
        right=width - gutter if rtl else width,
        axis_x=width - gutter + 8 if rtl else gutter - 8,
        label_y=top + plot + 22,
        grid=tuple((value, y_of(value)) for value in (0, 25, 50, 75, 100)),
        columns=tuple(
            Column(x_of(index), wrapped(stage.label, int(column / 7.2)))
            for index, stage in enumerate(stages)
        )
        if labels
        else (),
        lines=lines,
        shortfall=_shortfall(stages, x_of, y_of, avoid),
        bracket=_bracket(stages, x_of, y_of, avoid, -30 if not rtl else 30),
    )


def _line(
    kind: str,
    stages: Sequence[CurveStage],
    x_of: Callable[[int], float],
    y_of: Callable[[float], float],
) -> Line:
    marks = []
    for index, stage in enumerate(stages):
        value = getattr(stage, kind)
        if value is None:
            continue
        top = bottom = None
        if kind == "felt" and stage.low is not None and stage.high is not None:
            top, bottom = y_of(stage.high), y_of(stage.low)
        others = [y_of(v) for v in (stage.intended, stage.believed) if v is not None]
        label_y = _clear_of(others, y_of(value) if top is None else top, bottom or y_of(value))
        marks.append(Mark(x_of(index), y_of(value), value, top, bottom, label_y))
    runs = _runs(stages, lambda stage: getattr(stage, kind) is not None)
    path = " ".join(
        smooth_path([(x_of(i), y_of(getattr(stages[i], kind))) for i in run]) for run in runs
    )
    return Line(kind, path, tuple(marks))


def _clear_of(others: Sequence[float], top: float, bottom: float) -> float:
    """The baseline of a felt value's figure: where neither of the other two marks lies."""
    above, below = top - 9, bottom + 17
    higher_first = others and top < min(others)
    places = [above, below] if higher_first else [below, above]
    beyond = max([bottom, *others]) + 17
    return next((y for y in places if all(abs(y - 4 - other) > CLEAR for other in others)), beyond)


def _shortfall(
    stages: Sequence[CurveStage],
    x_of: Callable[[int], float],
    y_of: Callable[[float], float],
    avoid: bool,
) -> Shortfall:
    higher, lower = ("felt", "intended") if avoid else ("intended", "felt")
    runs = _runs(stages, lambda s: s.intended is not None and s.felt is not None)

    def half(kind: str, edge: float) -> str:
        return " ".join(
            f"{smooth_path([(x_of(i), y_of(getattr(stages[i], kind))) for i in run])}"
            f" L{x_of(run[-1]):.1f} {edge:.1f} L{x_of(run[0]):.1f} {edge:.1f} Z"
            for run in runs
        )

    return Shortfall(below=half(higher, y_of(0)), above=half(lower, y_of(100)))


def largest_gap(stages: Iterable[CurveStage], avoid: bool = False) -> tuple[int, float] | None:
    """Index and size of the worst shortfall; None when felt misses intended nowhere."""
    gaps = [
        (gap, -index)
        for index, stage in enumerate(stages)
        if stage.ranks and (gap := stage.shortfall(avoid)) is not None and round(gap) > 0
    ]
    if not gaps:
        return None
    gap, index = max(gaps)
    return -index, gap


def _bracket(
    stages: Sequence[CurveStage],
    x_of: Callable[[int], float],
    y_of: Callable[[float], float],
    avoid: bool,
    beside: float,
) -> Bracket | None:
    largest = largest_gap(stages, avoid)
    if largest is None:
        return None
    index, amount = largest
    ends = sorted((y_of(stages[index].intended or 0), y_of(stages[index].felt or 0)))
    return Bracket(x_of(index) + beside, ends[0], ends[1], amount, stages[index])


def _runs(stages: Sequence[CurveStage], known: Callable[[CurveStage], bool]) -> list[list[int]]:
    """Indices of neighbouring stages that are known: a line breaks where a value is missing."""
    runs: list[list[int]] = [[]]
    for index, stage in enumerate(stages):
        if known(stage):
            runs[-1].append(index)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def wrapped(label: str, width: int) -> tuple[str, ...]:
    """A label in at most two rows, the second shortened when it does not fit."""
    rows = textwrap.wrap(label, max(width, 6)) or [""]
    if len(rows) <= 2:
        return tuple(rows)
    return rows[0], textwrap.shorten(" ".join(rows[1:]), max(width, 6), placeholder="…")
