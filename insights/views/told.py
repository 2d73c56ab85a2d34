from dataclasses import dataclass

from insights.selectors import sentences
from insights.selectors.board import Cell


@dataclass(frozen=True)
class Told:
    """A cell with its sentence."""

    cell: Cell
    sentence: str
    withheld: str


def told(cell: Cell) -> Told:
    shown = cell.level.shows_number
    return Told(cell, sentences.of_cell(cell), "" if shown else sentences.withheld(cell))
