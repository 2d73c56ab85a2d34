"""What a cell of the gap board says, in plain words a manager can repeat in a meeting."""

from django.utils.translation import gettext as _

from insights.engine import verdicts
from insights.engine.display import EARLY_FROM, NOT_ENOUGH_FROM, Level
from insights.selectors.board import Board, Cell


def of_cell(cell: Cell) -> str:
    """One or two sentences: what was felt, against what is intended, and against what was believed."""
    if not cell.level.shows_number:
        return withheld(cell)
    parts = [_felt(cell), _verdict(cell), _belief(cell)]
    return " ".join(part for part in parts if part)


def withheld(cell: Cell) -> str:
    """Why there is no number."""
    return too_few(cell.n)


def too_few(n: int) -> str:
    """Why so few answers have no number."""
    if n < NOT_ENOUGH_FROM:
        return _("Too few answers to say anything yet.")
    return _("Not enough answers yet (%(n)d of %(needed)d).") % {"n": n, "needed": EARLY_FROM}


def of_board(board: Board) -> str:
    """The one sentence above the board."""
    ranked = [cell for cell in board.ranked if cell.level.may_rank]
    short = [cell for cell in ranked if cell.verdict is verdicts.Verdict.BELOW]
    # Under a filter the verdict is that of all customers; those chosen may well be satisfied.
    below = [cell for cell in short if round(cell.shortfall or 0) > 0]
    if below:
        worst = below[0]
        return _(
            "Look first at “%(stage)s”: “%(emotion)s” is %(points)d points short of what you design."
        ) % {
            "stage": worst.stage,
            "emotion": worst.emotion,
            "points": round(worst.shortfall or 0),
        }
    if ranked:
        return _("No stage is clearly short of what you design in this period.")
    return _("There are too few answers in this period to rank the stages.")


def _felt(cell: Cell) -> str:
    words = {
        "emotion": cell.emotion,
        "mean": round(cell.felt.mean or 0),
        "low": round(cell.felt.low),
        "high": round(cell.felt.high),
        "intended": cell.intended,
        "points": abs(round(cell.shortfall or 0)),
    }
    if not cell.shortfall or not words["points"]:
        text = _("“%(emotion)s” is felt at %(mean)d of 100 (%(low)d to %(high)d), as you intend.")
    elif cell.emotion.is_to_avoid and cell.shortfall > 0:
        text = _(
            "“%(emotion)s” is felt at %(mean)d of 100 (%(low)d to %(high)d), "
            "%(points)d more than the %(intended)d you accept."
        )
    elif cell.emotion.is_to_avoid:
        text = _(
            "“%(emotion)s” is felt at %(mean)d of 100 (%(low)d to %(high)d), "
            "%(points)d less than the %(intended)d you accept."
        )
    elif cell.shortfall > 0:
        text = _(
            "“%(emotion)s” is felt at %(mean)d of 100 (%(low)d to %(high)d), "
            "%(points)d below the %(intended)d you intend."
        )
    else:
        text = _(
            "“%(emotion)s” is felt at %(mean)d of 100 (%(low)d to %(high)d), "
            "%(points)d above the %(intended)d you intend."
        )
    return text % words


def _verdict(cell: Cell) -> str:
    if cell.level is Level.EARLY:
        return _("This is an early signal.")
    if cell.verdict is verdicts.Verdict.UNCLEAR:
        return _("The answers cannot tell yet whether that is short of it.")
    return ""


def _belief(cell: Cell) -> str:
    if cell.believed is None or cell.belief_gap is None:
        return ""
    words = {
        "believed": round(cell.believed.mean),
        "points": abs(round(cell.belief_gap.gap or 0)),
    }
    return {
        verdicts.Belief.OVER: _("You believed it to be %(points)d points better."),
        verdicts.Belief.UNDER: _("It is %(points)d points better than you believed."),
        verdicts.Belief.UNCLEAR: _("You believed %(believed)d, which may be right."),
    }.get(cell.belief_gap.verdict, "") % words
