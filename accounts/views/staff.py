"""Those who serve customers, with or without a login."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.people import StaffForm
from accounts.http import OrgRequest, blame, conflict, posted, redirect_page, render_partial
from accounts.models import StaffMember
from accounts.permissions import Permission, require
from accounts.services import staff
from accounts.services.versions import Stale
from accounts.views import pages

LIST = "accounts:staff-list"
FORM = "accounts/staff_form.html"
PAGE = 50


@require_safe
@require(Permission.VIEW)
def staff_list(request: OrgRequest) -> HttpResponse:
    search = request.GET.get("q", "").strip()[:100]
    gone = request.GET.get("gone") == "1"
    found = StaffMember.objects.for_org(request.org).filter(left_at__isnull=not gone)
    if search:
        found = found.filter(Q(name__icontains=search) | Q(external_id__icontains=search))
    people = found.select_related("team", "membership__user").order_by("name", "pk")
    context = {
        "page": Paginator(people, PAGE).get_page(request.GET.get("page")),
        "search": search,
        "query": pages.query(request),
        "gone": gone,
        "may_edit": request.membership.can(Permission.TEAM_EDIT),
    }
    return render_partial(request, "accounts/staff_list.html", "results", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.TEAM_EDIT)
def staff_create(request: OrgRequest) -> HttpResponse:
    form = StaffForm(posted(request), org=request.org)
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in staff.FIELDS}
        try:
            staff.add(org=request.org, fields=fields, by=request.actor)
            messages.success(request, _("Added."))
            return redirect_page(request, LIST, request.org.slug)
        except ValidationError as error:
            blame(form, error)
    context = {"form": form}
    return render(request, FORM, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.TEAM_EDIT)
def staff_edit(request: OrgRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(StaffMember.objects.for_org(request.org), pk=pk)
    form = _form(person, posted(request))
    context: dict[str, object] = {"person": person, "form": form}
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in staff.FIELDS}
        version = form.cleaned_data["version"]
        try:
            staff.change(person=person, fields=fields, version=version, by=request.actor)
            messages.success(request, _("Saved."))
            return redirect_page(request, LIST, request.org.slug)
        except Stale as stale:
            context["changes"] = conflict(form, _form(stale.current))
            return render(request, FORM, context, status=409)
        except ValidationError as error:
            blame(form, error)
    return render(request, FORM, context, status=422 if form.errors else 200)


@require_POST
@require(Permission.TEAM_EDIT)
def staff_leave(request: OrgRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(StaffMember.objects.for_org(request.org), pk=pk)
    staff.leave(person=person, by=request.actor)
    messages.success(request, _("%(name)s is out of the choices.") % {"name": person})
    return redirect_page(request, LIST, request.org.slug)


@require_POST
@require(Permission.TEAM_EDIT)
def staff_return(request: OrgRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(StaffMember.objects.for_org(request.org), pk=pk)
    staff.bring_back(person=person, by=request.actor)
    messages.success(request, _("%(name)s is back.") % {"name": person})
    return redirect_page(request, LIST, request.org.slug)


def _form(person: StaffMember, typed: Any = None) -> StaffForm:
    initial = {"version": person.version}
    return StaffForm(typed, org=person.organization, instance=copy(person), initial=initial)
