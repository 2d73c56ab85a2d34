"""Addresses that must not be written to: known by their hash only."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import OrgRequest, posted, redirect_page, render_form
from accounts.permissions import Permission, require
from surveys.forms.customers import SuppressionForm
from surveys.models import Suppression
from surveys.selectors import suppressions as found
from surveys.services import suppressions
from surveys.views.lists import pages

LIST = "surveys:suppression-list"
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@require(Permission.CUSTOMER_READ)
def suppression_list(request: OrgRequest) -> HttpResponse:
    page = pages(request, found.suppression_list(request.org))
    context = {"page": page, "rows": found.with_customers(request.org, page)}
    return render(request, "surveys/suppression_list.html", context)


@require_form
@require(Permission.CUSTOMER_EDIT)
def suppression_create(request: OrgRequest) -> HttpResponse:
    form = SuppressionForm(posted(request))
    if form.is_valid():
        suppressions.add_address(
            org=request.org,
            email=form.cleaned_data["email"],
            reason=Suppression.Reason.BY_HAND,
            by=request.actor,
        )
        messages.success(request, _("This address is not written to any more."))
        return redirect_page(request, LIST, request.org.slug)
    return render_form(request, "surveys/suppression_form.html", {"form": form})


@require_form
@require(Permission.CUSTOMER_EDIT)
def suppression_remove(request: OrgRequest, pk: int) -> HttpResponse:
    suppression = get_object_or_404(Suppression.objects.for_org(request.org), pk=pk)
    if request.method == "POST":
        suppressions.lift(suppression=suppression, by=request.actor)
        messages.success(request, _("This address may be written to again."))
        return redirect_page(request, LIST, request.org.slug)
    ((_row, customer),) = found.with_customers(request.org, [suppression])
    context = {"suppression": suppression, "customer": customer}
    return render(request, "surveys/suppression_remove.html", context)
