"""Looking after customers whose answer was low."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import (
    OrgRequest,
    blame,
    conflict,
    posted,
    redirect_page,
    render_form,
    table_file,
)
from accounts.permissions import Permission, require
from accounts.services import versions
from journeys.selectors import beliefs
from surveys import exports
from surveys.forms.filters import FollowUpFilter
from surveys.forms.followups import CloseForm, FollowUpForm
from surveys.models import FollowUp
from surveys.selectors import followups as found
from surveys.selectors import responses
from surveys.services import followups
from surveys.views.lists import render_list

require_form = require_http_methods(["GET", "HEAD", "POST"])
FORM = "surveys/followup_form.html"
CLOSE = "surveys/followup_close.html"


@require_safe
@require(Permission.FOLLOWUP_EDIT)
def followup_list(request: OrgRequest) -> HttpResponse:
    form = FollowUpFilter(request.GET or None, org=request.org)
    rows = found.followup_list(request.org, form.chosen(), mine=request.membership)
    counts = found.counts(request.org, request.membership)
    today = request.org.today()
    blind = beliefs.blind_journeys(membership=request.membership)
    return render_list(
        request, "surveys/followup_list.html", rows, form, counts=counts, today=today, blind=blind
    )


@require_safe
@require(Permission.FOLLOWUP_EDIT)
def followup_file(request: OrgRequest, kind: str) -> HttpResponse:
    """The list as a file, under the filters of its page."""
    form = FollowUpFilter(request.GET or None, org=request.org)
    rows = found.followup_list(request.org, form.chosen(), mine=request.membership)
    table = exports.of_followups(
        rows,
        with_reasons=request.membership.can(Permission.ANSWER_READ),
        blind=beliefs.blind_journeys(membership=request.membership),
    )
    return table_file(kind, "follow-ups", table)


@require_safe
@require(Permission.FOLLOWUP_EDIT)
def followup_detail(request: OrgRequest, pk: int) -> HttpResponse:
    followup = _followup(request, pk)
    journey = followup.stage.journey
    blind = not beliefs.may_see_felt(journey=journey, membership=request.membership)
    context: dict[str, Any] = {
        "followup": followup,
        "today": request.org.today(),
        "blind": blind,
        "journey": journey,
    }
    if request.membership.can(Permission.ANSWER_READ) and not blind:
        context["lines"] = responses.lines(followup.response, get_language() or "en")
    return render(request, "surveys/followup_detail.html", context)


@require_form
@require(Permission.FOLLOWUP_EDIT)
def followup_edit(request: OrgRequest, pk: int) -> HttpResponse:
    followup = _followup(request, pk)
    form = FollowUpForm(posted(request), org=request.org, followup=followup)
    context: dict[str, Any] = {"form": form, "followup": followup}
    if form.is_valid():
        try:
            followups.edit(followup=followup, by=request.actor, **form.cleaned_data)
        except versions.Stale as stale:
            fresh = FollowUpForm(org=request.org, followup=stale.current)
            context["changes"] = conflict(form, fresh)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "surveys:followup-detail", request.org.slug, pk)
    return render_form(request, FORM, context)


@require_form
@require(Permission.FOLLOWUP_EDIT)
def followup_close(request: OrgRequest, pk: int) -> HttpResponse:
    followup = _followup(request, pk)
    form = CloseForm(posted(request), followup=followup)
    context: dict[str, Any] = {"form": form, "followup": followup}
    if form.is_valid():
        try:
            followups.close(followup=followup, by=request.actor, **form.cleaned_data)
        except versions.Stale as stale:
            fresh = CloseForm(followup=stale.current)
            context["changes"] = conflict(form, fresh)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("The follow-up is closed."))
            return redirect_page(request, "surveys:followup-list", request.org.slug)
    return render_form(request, CLOSE, context)


@require_POST
@require(Permission.FOLLOWUP_EDIT)
def followup_reopen(request: OrgRequest, pk: int) -> HttpResponse:
    followups.reopen(followup=_followup(request, pk), by=request.actor)
    return redirect_page(request, "surveys:followup-detail", request.org.slug, pk)


def _followup(request: OrgRequest, pk: int) -> FollowUp:
    return get_object_or_404(found.all_of(request.org), pk=pk)
