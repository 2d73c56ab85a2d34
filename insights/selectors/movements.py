"""What a year or two periods say of a cell, in plain words."""

from django.utils.translation import gettext as _

from insights.engine.display import NOT_ENOUGH_FROM
from insights.engine.pair import Pair
from insights.selectors.board import Cell
from insights.selectors.changes import Change, Moved
from insights.selectors.comparison import Comparison
from insights.selectors.series import Series, Signal
from insights.selectors.signs import signed
from insights.selectors.solved import Solved
from insights.selectors.splits import Part


def word(change: Change) -> str:
    """Rose, fell, no change shown, too few answers: of the emotion itself, whatever its direction."""
    if change.moved is Moved.WITHHELD:
        return _("too few answers")
    if change.moved is Moved.UNCLEAR:
        return _("no change shown")
    return _("rose") if (change.points or 0) > 0 else _("fell")


def of_change(change: Change) -> str:
    """One sentence on how a figure moved."""
    if change.moved is Moved.WITHHELD:
        return _("Too few answers in one of the two periods to compare them.")
    words = {
        "before": round(change.before.felt.mean or 0),
        "after": round(change.after.felt.mean or 0),
        "low": signed(change.low or 0),
        "high": signed(change.high or 0),
        "points": abs(round(change.points or 0)),
    }
    if change.moved is Moved.UNCLEAR:
        text = _("From %(before)d to %(after)d: no change shown (%(low)s to %(high)s).")
    elif (change.points or 0) > 0:
        text = _("Rose by %(points)d from %(before)d to %(after)d (%(low)s to %(high)s).")
    else:
        text = _("Fell by %(points)d from %(before)d to %(after)d (%(low)s to %(high)s).")
    return text % words


def of_comparison(found: Comparison) -> str:
    """The one sentence above a comparison."""
    moved = [change for change in found.ranked if change.moved in (Moved.WORSE, Moved.BETTER)]
    if moved:
        first = moved[0]
        words = {"emotion": first.after.emotion, "stage": first.after.stage}
        if first.moved is Moved.WORSE:
            return _("“%(emotion)s” at “%(stage)s” got clearly worse.") % words
        return (
            _("“%(emotion)s” at “%(stage)s” got clearly better; nothing got clearly worse.") % words
        )
    if any(change.moved is Moved.UNCLEAR for change in found.ranked):
        return _("Nothing moved more than chance would move it.")
    return _("There are too few answers in one of the two periods to compare them.")


def of_series(series: Series) -> str:
    """What the small picture shows."""
    if not series.points:
        return _("Not enough answers in this year to draw a line.")
    first, last = series.points[0], series.points[-1]
    words = {
        "first": round(first.felt.mean or 0),
        "last": round(last.felt.mean or 0),
        "points": len(series.points),
    }
    return f"{_('From %(first)d to %(last)d over %(points)d points in time.') % words} {of_signal(series)}"


def of_signal(series: Series) -> str:
    """Whether the smoothed score left its usual range."""
    if series.signal is Signal.TOO_SHORT or series.baseline is None or series.last is None:
        return _("Too short yet to know what is usual here.")
    words = {
        "score": round(series.last.score),
        "low": round(series.last.low),
        "high": round(series.last.high),
    }
    if series.signal is Signal.NONE:
        return _("Smoothed at %(score)d, within what is usual here (%(low)d to %(high)d).") % words
    if series.signal is Signal.WORSE:
        text = _("Worse than usual: smoothed at %(score)d, outside %(low)d to %(high)d.")
    else:
        text = _("Better than usual: smoothed at %(score)d, outside %(low)d to %(high)d.")
    return text % words


def of_solved(solved: Solved) -> str:
    """How much is solved at a stage where solving comes first."""
    if not solved.level.shows_number:
        return _("Too few customers said whether it was solved.")
    share = solved.share
    return _("%(share)d %% of %(n)d customers say it was solved (%(low)d to %(high)d %%).") % {
        "share": round(100 * (share.share or 0)),
        "n": share.n,
        "low": round(100 * share.low),
        "high": round(100 * share.high),
    }


def of_kindness(cell: Cell) -> str:
    """Why a cell is flagged; nothing if it is not."""
    if not cell.is_kind_but_unsolved or cell.solved is None:
        return ""
    return _("Kind but unsolved: “%(emotion)s” is not short here, but %(solved)s") % {
        "emotion": cell.emotion,
        "solved": of_solved(cell.solved),
    }


def of_pair(pair: Pair) -> str:
    """Felt among those who say yes and among those who say no; never as a cause."""
    if not pair.level.shows_number:
        return _("Too few customers answered both questions to compare.")
    return _("%(yes)d where it was so, %(no)d where it was not (%(low)s to %(high)s).") % {
        "yes": round(pair.taken.mean or 0),
        "no": round(pair.not_taken.mean or 0),
        "low": signed(pair.difference.low),
        "high": signed(pair.difference.high),
    }


def why_hidden(part: Part) -> str:
    """Why a group shows no number; of a hidden one not even how many answered is told."""
    if part.is_hidden:
        return _("withheld: a small group could be told from it")
    if part.n < NOT_ENOUGH_FROM:
        return _("fewer than 5")
    return _("%(n)d of 10 answers") % {"n": part.n}
