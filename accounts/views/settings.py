"""The organization's settings and the tabs beside them."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.organizations import OrganizationForm
from accounts.http import OrgRequest, blame, conflict, redirect_page
from accounts.permissions import Permission, Role, grants_table, require
from accounts.services import organizations
from accounts.services.versions import Stale

TEMPLATE = "accounts/settings.html"


@dataclass(frozen=True)
class Tab:
    """A page of the settings, for those who may open it."""

    label: str | Promise
    route: str
    permission: Permission = Permission.VIEW


TABS = (
    Tab(gettext_lazy("Organization"), "accounts:settings"),
    Tab(gettext_lazy("People"), "accounts:member-list"),
    Tab(gettext_lazy("Roles"), "accounts:grants"),
    Tab(gettext_lazy("Teams"), "accounts:team-list"),
    Tab(gettext_lazy("Staff"), "accounts:staff-list"),
    Tab(gettext_lazy("API tokens"), "accounts:token-list", Permission.TOKEN_EDIT),
    Tab(gettext_lazy("Webhooks"), "integrations:webhook-list", Permission.ORGANIZATION_EDIT),
    Tab(gettext_lazy("Log"), "accounts:event-list", Permission.EVENT_READ),
)


def tabs(request: OrgRequest, current: str) -> list[dict[str, object]]:
    """What tabs.html draws; `current` is the route of the tab the page belongs to."""
    return [
        {
            "label": tab.label,
            "href": reverse(tab.route, args=[request.org.slug]),
            "current": tab.route == current,
        }
        for tab in TABS
        if request.membership.can(tab.permission)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.VIEW)
def settings_edit(request: OrgRequest) -> HttpResponse:
    """Everybody may read the settings; owners change them."""
    if request.method == "POST":
        return _save(request)
    form = OrganizationForm(instance=request.org)
    return _page(request, form)


def _save(request: OrgRequest) -> HttpResponse:
    if not request.membership.can(Permission.ORGANIZATION_EDIT):
        raise PermissionDenied
    form = OrganizationForm(request.POST, instance=request.org)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        organizations.change(
            org=request.org,
            fields=form.settings,
            version=form.cleaned_data["version"],
            by=request.actor,
        )
    except Stale as stale:
        return _page(
            request,
            form,
            status=409,
            changes=conflict(form, OrganizationForm(instance=stale.current)),
        )
    except ValidationError as error:
        blame(form, error)
        return _page(request, form, status=422)
    messages.success(request, _("Saved."))
    return redirect_page(request, "accounts:settings", request.org.slug)


def _page(
    request: OrgRequest,
    form: OrganizationForm,
    *,
    status: int = 200,
    changes: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "tabs": tabs(request, "accounts:settings"),
        "changes": changes,
        "may_edit": request.membership.can(Permission.ORGANIZATION_EDIT),
    }
    return render(request, TEMPLATE, context, status=status)


@require_safe
@require(Permission.VIEW)
def grants(request: OrgRequest) -> HttpResponse:
    """Who may do what, as one table."""
    context = {
        "tabs": tabs(request, "accounts:grants"),
        "roles": list(Role),
        "rows": grants_table(),
        "mine": Role(request.membership.role),
    }
    return render(request, "accounts/grants.html", context)
