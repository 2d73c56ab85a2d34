"""Two periods of a gap board side by side, with an honest verdict on what moved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from insights.selectors import board as boards
from insights.selectors import changes
from insights.selectors.board import Board, Place
from insights.selectors.changes import Change, Moved
from insights.selectors.periods import Period
from insights.selectors.secrecy import Reading
from journeys.models import Journey

ORDER = [Moved.WORSE, Moved.BETTER, Moved.UNCLEAR, Moved.WITHHELD]


@dataclass(frozen=True)
class Comparison:
    """The board of a period and that of an earlier one; `changes` hold every cell they share."""

    board: Board
    before: Board
    changes: Mapping[Place, Change]

    @property
    def ranked(self) -> list[Change]:
        """What got worse first, then what got better, each with the largest change at the top."""
        return sorted(
            self.changes.values(),
            key=lambda change: (ORDER.index(change.moved), -abs(change.points or 0.0)),
        )


def compare(
    *,
    journey: Journey,
    period: Period,
    against: Period,
    splits: Mapping[str, Any] | None = None,
    reading: Reading | None = None,
) -> Comparison:
    """Welch's interval on counts widened for repeat customers, all cells judged together.

    Targets and beliefs are today's on both sides. With a filter the numbers are the part's and
    the verdicts those of all customers, as everywhere on the board.
    """
    design = boards.design(journey=journey, reading=reading)
    now, then = (boards.read(design, each) for each in (period, against))
    found = changes.between(then.by_place, now.by_place)
    if splits:
        now, then = (boards.read(design, each, splits) for each in (period, against))
        part = changes.between(then.by_place, now.by_place)
        found = {place: _repeating(found[place], change) for place, change in part.items()}
    return Comparison(now, then, found)


def _repeating(whole: Change, part: Change) -> Change:
    if part.moved is Moved.WITHHELD:
        return part
    return replace(part, moved=Moved.UNCLEAR if whole.moved is Moved.WITHHELD else whole.moved)
