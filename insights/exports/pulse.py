"""The employee pulse as a table: what its page shows, and nothing else."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from accounts.exports import Table, Value
from insights.engine.secrecy import Guarded
from insights.selectors.pulse import RoundFigures
from surveys.library.pulse import ITEMS


def figures(shown: RoundFigures) -> Table:
    """A row an item and team; of a withheld figure there is the note."""
    title = _("Employee pulse of %(day)s") % {"day": shown.round.opened_on.isoformat()}
    columns = [_("Item"), _("Team"), _("Mean"), _("From"), _("To"), _("n"), _("Note")]
    return Table(title, columns, list(_rows(shown)), _("Means are told from 5 to 95."))


def course(rounds: Sequence[RoundFigures]) -> Table:
    """The whole from round to round, the earliest first, a row an item and round."""
    columns = [_("Item"), _("Round"), _("Mean"), _("From"), _("To"), _("n"), _("Note")]
    rows: list[list[Value]] = [
        [item.name, each.round.opened_on, *_values(item.whole)]
        for place in range(len(ITEMS))
        for each in reversed(rounds)
        for item in (each.items[place],)
    ]
    return Table(_("From round to round"), columns, rows)


def _rows(shown: RoundFigures) -> Iterator[list[Value]]:
    for item in shown.items:
        yield [item.name, _("All teams together"), *_values(item.whole)]
        for team, figure in zip(shown.teams, item.teams, strict=True):
            yield [item.name, team.name, *_values(figure)]


def _values(figure: Guarded | None) -> list[Value]:
    if figure is None:
        return [None, None, None, None, _("withheld: too few answers")]
    note = _("early signal") if figure.is_early else ""
    return [round(figure.mean, 1), round(figure.low, 1), round(figure.high, 1), figure.n, note]
