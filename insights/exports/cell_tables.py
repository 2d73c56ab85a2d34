"""The page of a cell as columns and rows, saying no more than the page."""

from django.utils.translation import gettext as _

from accounts.exports import Table, Value
from insights.selectors import movements
from insights.selectors.cell import ActionCheck, CellPage


def of_spread(found: CellPage, withheld: str) -> Table:
    """How the answers spread over the five points; no rows where the page withholds the figure."""
    columns = [_("Answer"), _("Answers"), _("Share (%)")]
    bars = [] if withheld else found.bars
    return Table(_("How the answers spread"), columns, [list(bar) for bar in bars], withheld)


def of_actions(found: CellPage) -> Table:
    """What is done for the emotion, and how often customers say that it happened."""
    columns = [
        _("Action"),
        _("Live"),
        _("It happened (%)"),
        _("Low"),
        _("High"),
        _("Answers"),
        _("What it says"),
    ]
    return Table(_("What is done for it"), columns, [_action(each) for each in found.actions])


def _action(check: ActionCheck) -> list[Value]:
    place = [str(check.stage_action.action), _("yes") if check.is_live else _("no")]
    if not check.level.shows_number:
        return [*place, None, None, None, None, _("Too few answers to the action check yet.")]
    done = check.done
    shares = (done.share, done.low, done.high)
    felt = check.felt if check.felt and check.felt.level.shows_number else None
    return [
        *place,
        *(None if share is None else 100 * share for share in shares),
        int(done.n),
        movements.of_pair(felt) if felt else "",
    ]
