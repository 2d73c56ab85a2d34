"""The first page of an organization: ten minutes for a manager, a way in for a newcomer."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import OrgRequest, redirect_page
from accounts.permissions import Permission, require
from accounts.services import organizations
from accounts.views import attention, checklist


@require_safe
@require(Permission.VIEW)
def overview(request: OrgRequest) -> HttpResponse:
    waiting = attention.followups(request)
    rounds = attention.belief_rounds(request.membership)
    lessons = attention.lessons(request.membership)
    hidden = request.org.onboarding_hidden_at is not None
    # Whoever may take no step would only read what others have still to do.
    leads = request.membership.can(Permission.TRAINING_ASSIGN)
    steps = [] if hidden or not leads else checklist.steps(request.org)
    context = {
        "steps": steps,
        "steps_done": sum(step["state"] == "done" for step in steps),
        "checklist_hidden": hidden,
        "may_edit": request.membership.can(Permission.ORGANIZATION_EDIT),
        "followups": waiting,
        "rounds": rounds,
        "lessons": lessons,
        "gaps": attention.worst_gaps(request.org, request.membership),
        "gap_period": attention.gap_period(request.membership),
        "alerts": attention.alerts(request.membership),
        "headline": attention.headline(waiting, rounds, lessons),
    }
    return render(request, "accounts/overview.html", context)


@require_POST
@require(Permission.ORGANIZATION_EDIT)
def checklist_hide(request: OrgRequest) -> HttpResponse:
    organizations.hide_onboarding(org=request.org, by=request.actor)
    return redirect_page(request, "accounts:overview", request.org.slug)


@require_POST
@require(Permission.ORGANIZATION_EDIT)
def checklist_show(request: OrgRequest) -> HttpResponse:
    organizations.show_onboarding(org=request.org, by=request.actor)
    return redirect_page(request, "accounts:overview", request.org.slug)
