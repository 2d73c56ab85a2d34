"""The tables of the insights pages as files, under the same filters."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.exports import WRITERS, Table
from accounts.http import OrgRequest, attachment, redirect_page
from accounts.permissions import Permission, require
from insights.exports import finding_tables, report_tables, turnout_tables
from insights.forms.board import BoardFilter
from insights.forms.drivers import DriverFilter
from insights.forms.who_answered import WhoAnsweredFilter
from insights.selectors import board as boards
from insights.selectors import drivers, empathy, evidence, priority, secrecy
from insights.selectors.who_answered import WhoAnswered
from insights.views import who_answered
from journeys.models import Journey
from journeys.selectors import beliefs

# What a table is made of; None where the reader has still to estimate.
Reader = Callable[[OrgRequest], Table | None]


@require_safe
@require(Permission.VIEW)
def table_file(request: OrgRequest, name: str, kind: str) -> HttpResponse:
    """Whoever has still to estimate is sent to the page, which says so."""
    if name not in TABLES or kind not in WRITERS:
        raise Http404
    page, read = TABLES[name]
    table = read(request)
    if table is None:
        return redirect_page(request, page, request.org.slug)
    return attachment(WRITERS[kind]([table]), name, kind)


def _gaps(request: OrgRequest) -> Table | None:
    asked = request.GET.get("journey", "")
    journey = get_object_or_404(
        Journey.objects.for_org(request.org).current().select_related("organization"),
        pk=asked if asked.isdigit() else None,
    )
    if _is_blind(request, journey):
        return None
    form = BoardFilter({**request.GET.dict(), "journey": journey.pk}, reader=request.membership)
    found = boards.board(
        journey=journey,
        period=form.chosen_period(),
        splits=form.chosen_splits(),
        reading=form.reading,
    )
    return report_tables.of_board(found)


def _drivers(request: OrgRequest) -> Table | None:
    found = _study(request)
    return found and finding_tables.of_drivers(drivers.table(**found))


def _priority(request: OrgRequest) -> Table | None:
    found = _study(request)
    return found and finding_tables.of_ranking(priority.ranking(**found))


def _study(request: OrgRequest) -> Any:
    form = DriverFilter(request.GET.dict(), reader=request.membership)
    journey, outcome = form.chosen_journey, form.chosen_outcome
    if journey is None or outcome is None:
        raise Http404
    if _is_blind(request, journey):
        return None
    return {"journey": journey, "outcome": outcome, "months": form.months_chosen}


def _evidence(request: OrgRequest) -> Table | None:
    """The whole ledger, without the journeys that the reader has still to estimate."""
    blind = beliefs.blind_journeys(membership=request.membership)
    rows = evidence.registrations(org=request.org).exclude(stage__journey__in=blind)
    today = secrecy.for_reader(request.membership).today
    judged = evidence.judge_all(org=request.org, registrations=list(rows), today=today)
    return finding_tables.of_ledger(judged)


def _empathy(request: OrgRequest) -> Table | None:
    """What this reader's page shows: sealed rows stay sealed."""
    return finding_tables.of_empathy(empathy.rows(reader=request.membership))


def _rates(request: OrgRequest) -> Table | None:
    found = _who_answered(request)
    return turnout_tables.of_rates(found) if found else None


def _weighted(request: OrgRequest) -> Table | None:
    found = _who_answered(request)
    return turnout_tables.of_means(found) if found else None


def _who_answered(request: OrgRequest) -> WhoAnswered | None:
    return who_answered.read(
        request, WhoAnsweredFilter(request.GET.dict(), reader=request.membership)
    )


def _is_blind(request: OrgRequest, journey: Journey) -> bool:
    return not beliefs.may_see_felt(journey=journey, membership=request.membership)


# A page whose table can be a file adds it here: where the page is, and what reads the table.
TABLES: dict[str, tuple[str, Reader]] = {
    "gaps": ("insights:board", _gaps),
    "drivers": ("insights:drivers", _drivers),
    "priority": ("insights:priority", _priority),
    "evidence": ("insights:evidence-list", _evidence),
    "empathy": ("insights:empathy", _empathy),
    "who-answered": ("insights:who-answered", _rates),
    "who-answered-means": ("insights:who-answered", _weighted),
}
