from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import OrgRequest, render_partial
from accounts.permissions import Permission, require
from insights.forms.drivers import DriverFilter
from insights.selectors import driver_words as words
from insights.selectors import drivers as tables
from insights.selectors import fold_states
from insights.selectors.drivers import DriverTable, Row
from journeys.selectors import beliefs

DRIVERS = "insights/drivers.html"
THINNEST = 12
# Ends of the axis of shares, in percent: the first that holds every interval.
AXES = (20, 24, 32, 40, 60, 80, 100)


@dataclass(frozen=True)
class Told:
    """A row with its sentence and its place on the axis, in percent of the axis."""

    row: Row
    sentence: str
    share: float
    low: float
    high: float


@require_safe
@require(Permission.VIEW)
def drivers(request: OrgRequest) -> HttpResponse:
    """Which feelings go with an outcome: shares with intervals, or why there are none."""
    form = DriverFilter(request.GET.dict(), reader=request.membership)
    context: dict[str, Any] = {"form": form, "journey": form.chosen_journey}
    if form.chosen_journey is None or form.chosen_outcome is None:
        return render_partial(request, DRIVERS, "drivers", context)
    if not beliefs.may_see_felt(journey=form.chosen_journey, membership=request.membership):
        return render_partial(request, DRIVERS, "drivers", {**context, "blind": True})
    table = tables.table(
        journey=form.chosen_journey, outcome=form.chosen_outcome, months=form.months_chosen
    )
    context |= {
        "table": table,
        "headline": words.of_table(table),
        "here": words.here(table),
        "explained": words.explained(table) if table.rows else "",
        "thinnest": table.thin[:THINNEST],
        "is_behind": fold_states.is_behind(org=request.org),
        **_drawn(table),
    }
    return render_partial(request, DRIVERS, "drivers", context)


def _drawn(table: DriverTable) -> dict[str, Any]:
    top = max((100 * row.driver.high for row in table.rows), default=0)
    axis = next(end for end in AXES if end >= min(top, 100))
    return {
        "axis": axis,
        "ticks": [axis * part // 4 for part in range(5)],
        "rows": [
            Told(
                row,
                words.of_row(row, table),
                *(100 * share / axis * 100 for share in _interval(row)),
            )
            for row in table.rows
        ],
    }


def _interval(row: Row) -> tuple[float, float, float]:
    return row.driver.share, row.driver.low, row.driver.high
