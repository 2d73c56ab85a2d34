"""Teams."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.people import TeamForm
from accounts.http import OrgRequest, blame, conflict, posted, redirect_page
from accounts.models import StaffMember, Team
from accounts.permissions import Permission, require
from accounts.services import teams
from accounts.services.versions import Stale

LIST = "accounts:team-list"


@require_safe
@require(Permission.VIEW)
def team_list(request: OrgRequest) -> HttpResponse:
    return _list(request, TeamForm())


@require_POST
@require(Permission.TEAM_EDIT)
def team_create(request: OrgRequest) -> HttpResponse:
    form = TeamForm(request.POST)
    if form.is_valid():
        try:
            teams.create(org=request.org, name=form.cleaned_data["name"], by=request.actor)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Created."))
            return redirect_page(request, LIST, request.org.slug)
    return _list(request, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.TEAM_EDIT)
def team_edit(request: OrgRequest, pk: int) -> HttpResponse:
    team = get_object_or_404(Team.objects.for_org(request.org), pk=pk)
    form = _form(team, posted(request))
    context: dict[str, object] = {"team": team, "form": form}
    if form.is_valid():
        name, version = form.cleaned_data["name"], form.cleaned_data["version"]
        try:
            teams.rename(team=team, name=name, version=version, by=request.actor)
            messages.success(request, _("Saved."))
            return redirect_page(request, LIST, request.org.slug)
        except Stale as stale:
            context["changes"] = conflict(form, _form(stale.current))
            return render(request, "accounts/team_form.html", context, status=409)
        except ValidationError as error:
            blame(form, error)
    status = 422 if form.errors else 200
    return render(request, "accounts/team_form.html", context, status=status)


@require_POST
@require(Permission.TEAM_EDIT)
def team_archive(request: OrgRequest, pk: int) -> HttpResponse:
    team = get_object_or_404(Team.objects.for_org(request.org), pk=pk)
    try:
        teams.archive(team=team, by=request.actor)
        messages.success(request, _("Archived."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect_page(request, LIST, request.org.slug)


@require_POST
@require(Permission.TEAM_EDIT)
def team_restore(request: OrgRequest, pk: int) -> HttpResponse:
    team = get_object_or_404(Team.objects.for_org(request.org), pk=pk)
    teams.restore(team=team, by=request.actor)
    messages.success(request, _("Restored."))
    return redirect_page(request, LIST, request.org.slug)


def _form(team: Team, typed: Any = None) -> TeamForm:
    # A copy: cleaning writes into the instance, and the page names the team as it is.
    return TeamForm(typed, instance=copy(team), initial={"version": team.version})


def _list(request: OrgRequest, form: TeamForm, status: int = 200) -> HttpResponse:
    people = Prefetch("staff", StaffMember.objects.present().for_org(request.org), to_attr="people")
    found = Team.objects.for_org(request.org).prefetch_related(people)
    context = {
        "form": form,
        "teams": [team for team in found if team.archived_at is None],
        "archived": [team for team in found if team.archived_at is not None],
        "may_edit": request.membership.can(Permission.TEAM_EDIT),
    }
    return render(request, "accounts/team_list.html", context, status=status)
