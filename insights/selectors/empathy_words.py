"""What the empathy gap says, in words that help a team along and blame nobody."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.engine import display, empathy
from insights.engine.empathy import Finding
from insights.selectors.empathy import Figure, Row, Withheld


@dataclass(frozen=True)
class Told:
    """A figure, or in words why there is none."""

    figure: Figure
    reason: str


def told(figure: Figure) -> Told:
    return Told(figure, withheld(figure))


def of_row(row: Row) -> str:
    """The one thing to take away from a row, the most useful first."""
    if row.is_sealed:
        return _("Forecast it first; then practice and customers appear beside your guess.")
    if row.transfer is Finding.HIGHER:
        return _(
            "They can do it: practice shows it more often than customers meet it. Look for what "
            "stands in the way: the time, the measure or the authority it needs."
        )
    if row.overestimate is Finding.HIGHER:
        return _(
            "It is expected more often than practice shows it. Practise it together before "
            "expecting it of anybody."
        )
    if row.blind_spot is Finding.HIGHER:
        return _("It is expected more often than customers meet it. Ask the team what happens.")
    if Finding.LOWER in (row.blind_spot, row.overestimate):
        return _("It happens more often than expected. Tell the team.")
    if row.transfer is Finding.LOWER:
        return _("Customers meet it more often than practice shows it. Is the lesson true to life?")
    if Finding.UNCLEAR in (row.transfer, row.overestimate, row.blind_spot):
        return _("No difference can be shown yet.")
    return _("There is nothing to compare yet.")


def withheld(figure: Figure) -> str:
    """Why a figure is not told; nothing for one that is."""
    if figure.withheld is None:
        return ""
    counted = {
        Withheld.TOO_FEW_MANAGERS: too_few_managers,
        Withheld.TOO_FEW_PEOPLE: too_few_people,
        Withheld.TOO_FEW_ANSWERS: too_few_answers,
    }
    if figure.withheld in counted:
        return counted[figure.withheld](figure.n)
    return {
        Withheld.ESTIMATE_FIRST: _("Hidden until you have estimated in the open belief round."),
        Withheld.FEW_IN_WHOLE_MONTHS: _("Too few answers in whole months, which your role reads."),
        Withheld.FORECAST_FIRST: _("Hidden until you have forecast."),
    }[figure.withheld]


def too_few_managers(n: int) -> str:
    if not n:
        return _("No manager has forecast it blind yet.")
    text = ngettext(
        "%(n)d manager has forecast; their mean is told from %(from)d on.",
        "%(n)d managers have forecast; their mean is told from %(from)d on.",
        n,
    )
    return text % {"n": n, "from": empathy.MANAGERS_FROM}


def too_few_people(n: int) -> str:
    if not n:
        return _("Nobody has practised it yet.")
    text = ngettext(
        "%(n)d person has practised it; a figure is shown from %(from)d on, so that it is nobody's.",
        "%(n)d people have practised it; a figure is shown from %(from)d on, so that it is nobody's.",
        n,
    )
    return text % {"n": n, "from": display.SECRET_BELOW}


def too_few_answers(n: int) -> str:
    if n < display.NOT_ENOUGH_FROM:
        return _("Too few answers to say anything yet.")
    return _("Not enough answers yet (%(n)d of %(needed)d).") % {
        "n": n,
        "needed": display.EARLY_FROM,
    }
