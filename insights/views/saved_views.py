from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import OrgRequest, blame, conflict, posted, redirect_page, render_form
from accounts.permissions import Permission, require
from accounts.services import versions
from insights.forms.board import BoardFilter, CompareFilter
from insights.forms.saved_views import SavedViewForm
from insights.models import SavedView
from insights.selectors import saved_views as found
from insights.services import saved_views
from insights.views.frame import Page, address

require_form = require_http_methods(["GET", "HEAD", "POST"])
FORM = "insights/saved_view_form.html"


@require_GET
@require(Permission.VIEW)
def saved_view_list(request: OrgRequest) -> HttpResponse:
    views = [
        (view, view.may_be_changed_by(request.membership))
        for view in found.visible(membership=request.membership)
    ]
    return render(request, "insights/saved_view_list.html", {"views": views})


@require_GET
@require(Permission.VIEW)
def saved_view_open(request: OrgRequest, pk: int) -> HttpResponse:
    """Go to the page with its filters; what is gone of them is told there."""
    view = _visible(request, pk)
    query = urlencode({**view.filters, "view": view.pk})
    return redirect(f"{address(request.org.slug, view.page)}?{query}")


@require_form
@require(Permission.VIEW)
def saved_view_create(request: OrgRequest) -> HttpResponse:
    """Keep the page that one comes from; its filters stand in the address."""
    page, filters = _page(request), _filters(request)
    form = SavedViewForm(posted(request), membership=request.membership)
    if request.method == "POST" and form.is_valid():
        if not filters.is_valid():
            form.add_error(None, _("These filters do not hold; go back and choose again."))
        else:
            try:
                view = saved_views.save(
                    org=request.org,
                    page=page,
                    filters=filters.kept(),
                    by=request.actor,
                    **form.changes(),
                )
            except ValidationError as error:
                blame(form, error)
            else:
                return redirect_page(request, "insights:saved-view", request.org.slug, view.pk)
    back = f"{address(request.org.slug, page)}?{urlencode(filters.kept())}"
    return render_form(request, FORM, {"form": form, "back": back})


@require_form
@require(Permission.VIEW)
def saved_view_edit(request: OrgRequest, pk: int) -> HttpResponse:
    """Another name, or another circle of readers."""
    view = _changeable(request, pk)
    form = SavedViewForm(posted(request), membership=request.membership, view=view)
    context: dict[str, Any] = {"form": form, "view": view}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            saved_views.update(view=view, version=version, by=request.actor, **form.changes())
        except versions.Stale as stale:
            fresh = SavedViewForm(membership=request.membership, view=stale.current)
            context["changes"] = conflict(form, fresh)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "insights:saved-view-list", request.org.slug)
    return render_form(request, FORM, context)


@require_form
@require(Permission.VIEW)
def saved_view_delete(request: OrgRequest, pk: int) -> HttpResponse:
    view = _changeable(request, pk)
    if request.method != "POST":
        return render(request, "insights/saved_view_delete.html", {"view": view})
    saved_views.remove(view=view, by=request.actor)
    messages.success(request, _("The view is gone; its figures are where they were."))
    return redirect_page(request, "insights:saved-view-list", request.org.slug)


def _visible(request: OrgRequest, pk: int) -> SavedView:
    return get_object_or_404(found.visible(membership=request.membership), pk=pk)


def _changeable(request: OrgRequest, pk: int) -> SavedView:
    view = _visible(request, pk)
    if not view.may_be_changed_by(request.membership):
        raise PermissionDenied
    return view


def _page(request: OrgRequest) -> str:
    page = request.GET.get("page", "")
    return page if page in Page.values else Page.NOW.value


def _filters(request: OrgRequest) -> BoardFilter:
    form_class = CompareFilter if _page(request) == Page.COMPARED else BoardFilter
    return form_class(request.GET.dict(), reader=request.membership)
