"""The board told apart by one split: every channel, team, persona or segment beside the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import Team
from insights.engine import display, intervals
from insights.selectors import board as boards
from insights.selectors.board import Board, Cell, Design
from insights.selectors.periods import Period
from insights.selectors.secrecy import Reading
from journeys.models import Persona, Stage
from journeys.models.maps import Channel
from surveys.selectors.cells import NO_ANSWERS, Construct, Counts

# More columns than that cannot be read side by side; the filter above the board has them all.
MOST = 8


@dataclass(frozen=True)
class Group:
    """One value of the split; None is for answers of which it is not known."""

    value: Any
    name: str
    answers: int


@dataclass(frozen=True)
class Part:
    """A cell's figure for one group. Of a hidden one it is not even told whether anybody answered."""

    group: Group
    felt: intervals.Mean
    n: int
    is_hidden: bool = False

    @property
    def level(self) -> display.Level:
        return display.Level.NOTHING if self.is_hidden else display.level(self.n)


@dataclass(frozen=True)
class Row:
    """A cell of the whole board with its parts, in the order of the groups."""

    cell: Cell
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Split:
    """A board with its cells told apart."""

    board: Board
    by: str
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    left_out: int = 0  # groups beyond the first eight

    @property
    def tables(self) -> list["Table"]:
        """One table a stage, with the groups that answered there."""
        stages: dict[int, list[Row]] = {}
        for row in self.rows:
            stages.setdefault(row.cell.stage.pk, []).append(row)
        return [_table(rows) for rows in stages.values()]


@dataclass(frozen=True)
class Table:
    """The cells of one stage; groups with hardly an answer there are only named."""

    stage: Stage
    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    thin: tuple[Group, ...]


def _table(rows: list[Row]) -> Table:
    thick = {part.group for row in rows for part in row.parts if part.n >= display.NOT_ENOUGH_FROM}
    kept = tuple(
        Row(row.cell, tuple(part for part in row.parts if part.group in thick)) for row in rows
    )
    groups = [part.group for part in rows[0].parts]
    return Table(
        stage=rows[0].cell.stage,
        groups=tuple(group for group in groups if group in thick),
        rows=kept,
        thin=tuple(group for group in groups if group not in thick),
    )


def split(*, design: Design, period: Period, by: str, splits: Mapping[str, Any]) -> Split:
    """The parts of every cell by `by`, the largest groups first, within the other filters."""
    others = {name: value for name, value in splits.items() if name != by}
    board = boards.read(design, period, others)
    org = design.journey.organization
    counted = design.reading.by_value(design.scope(period, others), by)
    answers = {value: _answers(board, found) for value, found in counted.items()}
    if not design.reading.is_guarded:
        answers = {value: n for value, n in answers.items() if n}
    groups = _groups(org.pk, by, answers)
    rows = []
    for cell in board.cells:
        key = (cell.stage.pk, Construct("emotion", cell.emotion.pk))
        counts = {value: found.get(key, NO_ANSWERS) for value, found in counted.items()}
        factor = design.factors.get(cell.stage.pk, 1.0)
        parts = (
            _part(group, counts[group.value], factor, design.reading) for group in groups[:MOST]
        )
        rows.append(Row(cell, tuple(parts)))
    return Split(board, by, tuple(groups[:MOST]), tuple(rows), max(0, len(groups) - MOST))


def _answers(board: Board, found: Any) -> int:
    keys = [(cell.stage.pk, Construct("emotion", cell.emotion.pk)) for cell in board.cells]
    return sum(found[key].n for key in keys if key in found)


def _groups(org_id: int, by: str, answers: dict[Any, int]) -> list[Group]:
    names = _names(org_id, by)
    found = [Group(value, str(names.get(value, value or "")), n) for value, n in answers.items()]
    return sorted(found, key=lambda group: (group.value is None, -group.answers, group.name))


def _names(org_id: int, by: str) -> dict[Any, Any]:
    if by == "channel":
        return dict(Channel.choices)
    model: Any = {"team": Team, "persona": Persona}.get(by)
    if model is None:
        return {}
    return dict(model.objects.filter(organization=org_id).values_list("pk", "name"))


def _part(group: Group, counts: Counts, factor: float, reading: Reading) -> Part:
    felt = intervals.mean_of_counts(counts.on(5), design=factor)
    return Part(group, felt, counts.n, is_hidden=reading.is_guarded and not counts.n)
