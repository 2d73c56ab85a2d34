"""Single answers, for those who may read them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.http import OrgRequest, table_file
from accounts.permissions import Permission, require
from journeys.selectors import beliefs
from surveys import exports
from surveys.forms.filters import ResponseFilter
from surveys.selectors import responses
from surveys.views.lists import render_list

DETAIL = "surveys/response_detail.html"


@require_safe
@require(Permission.ANSWER_READ)
def response_list(request: OrgRequest) -> HttpResponse:
    form = ResponseFilter(request.GET or None, org=request.org)
    rows = responses.response_list(request.org, form.chosen())
    blind = beliefs.blind_journeys(membership=request.membership)
    return render_list(request, "surveys/response_list.html", rows, form, blind=blind)


@require_safe
@require(Permission.ANSWER_READ)
def response_file(request: OrgRequest, kind: str) -> HttpResponse:
    """The list as a file, under the filters of its page."""
    form = ResponseFilter(request.GET or None, org=request.org)
    rows = responses.response_list(request.org, form.chosen())
    blind = beliefs.blind_journeys(membership=request.membership)
    return table_file(kind, "answers", exports.of_responses(rows, blind=blind))


@require_safe
@require(Permission.ANSWER_READ)
def response_detail(request: OrgRequest, pk: int) -> HttpResponse:
    response = get_object_or_404(responses.response_list(request.org, {}), pk=pk)
    journey = response.stage.journey
    if not beliefs.may_see_felt(journey=journey, membership=request.membership):
        return render(request, DETAIL, {"response": response, "blind": True})
    context = {
        "response": response,
        "lines": responses.lines(response, get_language() or "en"),
        "set_aside": responses.why_set_aside(response),
    }
    return render(request, DETAIL, context)
