"""What the pages of a journey are told about answers; it is measured above this app."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Cell = tuple[int, int]  # (stage_id, emotion_id)


@dataclass(frozen=True)
class Figure:
    """What customers feel at one stage about one emotion: raw 0-100.

    Under ten answers there is no number, and `withheld` says why. `low_answers` counts those that
    complain: hardly any of what is sought, or much of what is to be avoided. `belief` is the
    interval of what the company believes, where three people or more estimated it.
    """

    mean: float | None
    low: float | None
    high: float | None
    n: int
    is_early: bool = False
    withheld: str = ""
    verdict: str = "withheld"
    shortfall: float | None = None
    sentence: str = ""
    low_answers: int = 0
    belief: tuple[float, float] | None = None


@dataclass(frozen=True)
class Measured:
    """Everything measured about a journey that its pages show.

    `is_hidden` while the reader is to estimate blind: then `felt` is empty and nothing else of it
    is told either.
    """

    felt: Mapping[Cell, Figure] = field(default_factory=dict)
    open_followups: Mapping[int, int] = field(default_factory=dict)  # by stage
    is_hidden: bool = False
    headline: str = ""
    answers: int = 0
    since: date | None = None
    until: date | None = None

    def complaints(self, stage_id: int) -> int:
        """Open follow-ups and low answers of a stage."""
        low = sum(fig.low_answers for cell, fig in self.felt.items() if cell[0] == stage_id)
        return low + self.open_followups.get(stage_id, 0)
