"""The organization's settings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.organizations import OrganizationForm
from accounts.http import OrgRequest, blame, conflict, redirect_page
from accounts.permissions import Permission, Role, grants_table, require
from accounts.services import organizations
from accounts.services.versions import Stale

TEMPLATE = "accounts/settings.html"


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
        "changes": changes,
        "may_edit": request.membership.can(Permission.ORGANIZATION_EDIT),
    }
    return render(request, TEMPLATE, context, status=status)


@require_safe
@require(Permission.VIEW)
def grants(request: OrgRequest) -> HttpResponse:
    """Who may do what, as one table."""
    context = {
        "roles": list(Role),
        "rows": grants_table(),
        "mine": Role(request.membership.role),
    }
    return render(request, "accounts/grants.html", context)
