"""The tables of the insights pages as files."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.http import OrgRequest, redirect_page
from accounts.permissions import Permission, require
from insights.exports import report_tables
from insights.exports.tables import WRITERS, Table, attachment
from insights.forms.board import BoardFilter
from insights.selectors import board as boards
from insights.selectors.board import Period
from journeys.models import Journey
from journeys.selectors import beliefs


@require_safe
@require(Permission.VIEW)
def table_file(request: OrgRequest, name: str, kind: str) -> HttpResponse:
    """A page's table under the same filters; whoever has still to estimate is sent to the page."""
    if name not in TABLES or kind not in WRITERS:
        raise Http404
    journey = get_object_or_404(
        Journey.objects.for_org(request.org).current().select_related("organization"),
        pk=request.GET.get("journey") if request.GET.get("journey", "").isdigit() else None,
    )
    if not beliefs.may_see_felt(journey=journey, membership=request.membership):
        return redirect_page(request, "insights:board", request.org.slug)
    tables = TABLES[name](request, journey)
    return attachment(WRITERS[kind](tables), f"{name}-{journey.key}", kind)


def _gaps(request: OrgRequest, journey: Journey) -> list[Table]:
    form = BoardFilter({**request.GET.dict(), "journey": journey.pk}, org=request.org)
    wanted: dict[str, Any] = {
        "period": Period.last(boards.DEFAULT_DAYS, today=request.org.today()),
        "splits": {},
    }
    if form.is_valid():
        wanted = {"period": form.chosen_period(), "splits": form.chosen_splits()}
    return [report_tables.of_board(boards.board(journey=journey, **wanted))]


# A page that shows a journey's table adds it here: its name in the address, and what reads it.
TABLES: dict[str, Callable[[OrgRequest, Journey], list[Table]]] = {"gaps": _gaps}
