"""How the files say what the pages say."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.models import Report
from insights.selectors import verdict_words, who_answered_words
from insights.selectors.changes import Moved
from insights.selectors.reports import Contents, Figure, Line


def month(day: date) -> str:
    """October 2026, in the reader's language."""
    return str(date_format(day, "YEAR_MONTH_FORMAT"))


def title(report: Report) -> str:
    return f"{report.journey}, {month(report.month)}"


def day(value: date) -> str:
    return str(date_format(value, "DATE_FORMAT"))


def period(found: Contents) -> str:
    return _("Experienced from %(since)s until %(until)s.") % {
        "since": day(found.since),
        "until": day(found.until),
    }


def answers(n: int) -> str:
    if not n:
        return _("no answers")
    return ngettext("%(n)s answer", "%(n)s answers", n) % {"n": n}


def name(line: Line) -> str:
    """“informed” at “Waiting”."""
    return _("“%(emotion)s” at “%(stage)s”") % {"emotion": line.emotion, "stage": line.stage}


def aim(line: Line) -> str:
    if line.is_to_avoid:
        return _("at most %(intended)d") % {"intended": line.intended}
    return _("at least %(intended)d") % {"intended": line.intended}


def felt(line: Line) -> str:
    """51 (48–53), or a dash where the number is withheld."""
    if line.felt.value is None:
        return "–"
    low, high = round(line.felt.low or 0), round(line.felt.high or 0)
    return f"{round(line.felt.value)} ({low}–{high})"


def verdict(line: Line) -> str:
    """−17 short of target; an early signal has no verdict, because 10 to 29 answers may not rank."""
    if line.reason:
        return line.reason
    said = _("early signal") if line.is_early else verdict_words.label(line.verdict)
    return f"{verdict_words.gap(line.shortfall)} {said}"


def change(line: Line) -> str:
    """“informed” at “Waiting”: +6 points (+1 to +11; 52 and 60 answers), better."""
    points, low, high = (round(value or 0) for value in _numbers(line.moved_by))
    text = _(
        "%(name)s: %(points)+d points (%(low)+d to %(high)+d; %(before)d and %(n)d answers), %(moved)s"
    )
    return text % {
        "name": name(line),
        "before": line.moved_by.n,
        "n": line.felt.n,
        "points": points,
        "low": low,
        "high": high,
        "moved": moved(line.moved),
    }


def moved(what: Moved) -> str:
    return {
        Moved.BETTER: _("better"),
        Moved.WORSE: _("worse"),
        Moved.UNCLEAR: _("no change shown"),
        Moved.WITHHELD: _("too few answers to compare"),
    }[what]


def _numbers(figure: Figure) -> tuple[float | None, float | None, float | None]:
    return figure.value, figure.low, figure.high


def rate(figure: Figure) -> str:
    """31 % (28 to 34 %) of 812 asked."""
    if figure.value is None:
        return _("Too few were asked to say (%(n)d).") % {"n": figure.n}
    return _("%(share)d %% (%(low)d to %(high)d %%) of %(n)d asked") % {
        "share": round(100 * figure.value),
        "low": round(100 * (figure.low or 0)),
        "high": round(100 * (figure.high or 0)),
        "n": figure.n,
    }


def rates(found: Contents) -> str:
    """The month's rate beside the month before, and whether it moved."""
    text = _("%(now)s; the month before: %(before)s") % {
        "now": rate(found.rate),
        "before": rate(found.rate_before),
    }
    if found.rate_moved:
        text += " " + _("It has moved: changes of felt figures may come from who answers.")
    return text


def note(found: Contents) -> str:
    """By how much any felt figure of the report may be off because of who answered."""
    return who_answered_words.of_note(found.bias_note)


def followups(found: Contents) -> str:
    if found.followups is None:
        return _("Fewer than five.")
    return _("%(opened)d opened, %(closed)d of them closed, %(late)d late") % {
        "opened": found.followups.opened,
        "closed": found.followups.closed,
        "late": found.followups.late,
    }


def nothing_changed() -> str:
    return _("Nothing clearly moved since the month before.")
