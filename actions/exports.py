"""Files that leave the house."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.exports import Table, Value, of_rows
from actions.models import Action


def of_actions(rows: Any) -> Table:
    """The actions in the order of their page: cheap and strong first."""
    columns = [
        _("Action"),
        _("What we do"),
        _("What we say"),
        _("Emotions"),
        _("Cost"),
        _("Effort"),
        _("Owner"),
        _("State"),
    ]
    return of_rows(_("Actions"), columns, rows, _action)


def _action(row: Action) -> list[Value]:
    return [
        row.title,
        row.what_we_do,
        row.what_we_say,
        ", ".join(str(each.emotion) for each in row.evokes.all()),
        str(row.get_cost_display()),
        str(row.get_effort_display()),
        str(row.owner or ""),
        str(row.get_state_display()),
    ]
