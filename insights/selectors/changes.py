"""What moved between two periods, and what only seems to have."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from insights.engine import intervals, verdicts
from insights.engine.direction import slope_sign
from insights.engine.quantiles import t_p_value
from insights.selectors.board import Cell, Place


class Moved(StrEnum):
    """Told as better or worse, whatever the direction of the emotion."""

    BETTER = "better"
    WORSE = "worse"
    UNCLEAR = "unclear"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class Change:
    """How a cell's felt figure differs from the period before, in raw points (after - before)."""

    before: Cell
    after: Cell
    moved: Moved
    shift: intervals.Difference | None = None  # where one of the two shows no number

    @property
    def points(self) -> float | None:
        return self.shift.difference if self.shift else None

    @property
    def low(self) -> float | None:
        return self.shift.low if self.shift else None

    @property
    def high(self) -> float | None:
        return self.shift.high if self.shift else None


def between(before: Mapping[Place, Cell], after: Mapping[Place, Cell]) -> dict[Place, Change]:
    """The changes of the cells that are in both, judged together.

    Shown where both periods show a number; called a change only where both have 30 answers, the
    95 % interval of the difference (Welch) leaves out zero, and so it does when all cells are
    judged together (Benjamini-Hochberg, q = 0.10).
    """
    found = {place: _change(before[place], now) for place, now in after.items() if place in before}
    judged = [place for place, change in found.items() if _ranks(change)]
    kept = verdicts.benjamini_hochberg([_p_value(found[place].shift) for place in judged]).rejected
    clear = {place for place, survives in zip(judged, kept, strict=True) if survives}
    return {
        place: change if place in clear else _unclear(change) for place, change in found.items()
    }


def _change(before: Cell, after: Cell) -> Change:
    if not (before.level.shows_number and after.level.shows_number):
        return Change(before, after, Moved.WITHHELD)
    shift = intervals.change(before.felt, after.felt)
    better = slope_sign(after.direction) * (shift.difference or 0.0) > 0
    certain = not shift.low <= 0 <= shift.high
    moved = (Moved.BETTER if better else Moved.WORSE) if certain else Moved.UNCLEAR
    return Change(before, after, moved, shift)


def _ranks(change: Change) -> bool:
    return change.before.level.may_rank and change.after.level.may_rank


def _unclear(change: Change) -> Change:
    return change if change.moved is Moved.WITHHELD else replace(change, moved=Moved.UNCLEAR)


def _p_value(shift: intervals.Difference | None) -> float:
    if shift is None or not shift.se or shift.df is None:
        return 1.0
    return t_p_value((shift.low + shift.high) / 2 / shift.se, shift.df)
