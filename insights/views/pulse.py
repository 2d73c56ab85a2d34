from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import OrgRequest, table_file
from accounts.permissions import Permission, require
from insights.exports import pulse as exports
from insights.exports import report_tables
from insights.selectors import pulse as found
from surveys.models import PulseRound
from surveys.selectors import pulse as asking

PULSE = "insights/pulse.html"


@require_safe
@require(Permission.VIEW)
def pulse(request: OrgRequest) -> HttpResponse:
    """How those who serve customers feel at work: the latest round that has closed."""
    return _page(request, found.closed_rounds(org=request.org).first())


@require_safe
@require(Permission.VIEW)
def pulse_detail(request: OrgRequest, pk: int) -> HttpResponse:
    """An earlier round. One that is open has no figures yet, so it is not found."""
    return _page(request, _closed(request, pk))


@require_safe
@require(Permission.VIEW)
def pulse_file(request: OrgRequest, pk: int, kind: str) -> HttpResponse:
    """The page's tables as a file, with the page's gaps in them."""
    [shown] = found.figures(org=request.org, rounds=[_closed(request, pk)])
    rounds = list(found.closed_rounds(org=request.org))
    course = exports.course(found.figures(org=request.org, rounds=rounds))
    tables = (exports.figures(shown), course, report_tables.explained("pulse"))
    return table_file(kind, f"pulse-{shown.round}", *tables)


def _page(request: OrgRequest, chosen: PulseRound | None) -> HttpResponse:
    rounds = list(found.closed_rounds(org=request.org))
    figures = found.figures(org=request.org, rounds=rounds)
    shown = next((each for each in figures if each.round == chosen), None)
    context: dict[str, Any] = {
        "rounds": rounds,
        "shown": shown,
        "trends": found.trends(figures),
        "open_round": asking.open_round(org=request.org),
        "invitee": asking.own_invitee(membership=request.membership),
        "may_read": request.membership.can(Permission.ANSWER_READ),
    }
    return render(request, PULSE, context)


def _closed(request: OrgRequest, pk: int) -> PulseRound:
    return get_object_or_404(PulseRound.objects.for_org(request.org).closed(), pk=pk)
