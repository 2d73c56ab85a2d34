"""The people we serve."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import (
    OrgRequest,
    attachment,
    blame,
    conflict,
    posted,
    redirect_page,
    render_form,
    table_file,
)
from accounts.permissions import Permission, require
from accounts.services import versions
from surveys import exports
from surveys.forms.customers import ConsentForm, CustomerForm, NewCustomerForm
from surveys.forms.people_filters import CustomerFilter
from surveys.models import Customer
from surveys.selectors import customers as found
from surveys.services import customers, privacy
from surveys.views.lists import render_list

FORM = "surveys/customer_form.html"
CONSENT = "surveys/customer_consent.html"
DETAIL = "surveys:customer-detail"
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@require(Permission.CUSTOMER_READ)
def customer_list(request: OrgRequest) -> HttpResponse:
    form = CustomerFilter(request.GET or None, org=request.org)
    rows = found.customer_list(request.org, form.chosen())
    return render_list(request, "surveys/customer_list.html", rows, form)


@require_safe
@require(Permission.CUSTOMER_READ)
def customer_file(request: OrgRequest, kind: str) -> HttpResponse:
    """The list as a file, under the filters of its page."""
    form = CustomerFilter(request.GET or None, org=request.org)
    rows = found.customer_list(request.org, form.chosen())
    return table_file(kind, "customers", exports.of_customers(rows, org=request.org))


@require_safe
@require(Permission.CUSTOMER_READ)
def customer_detail(request: OrgRequest, pk: int) -> HttpResponse:
    customer = _customer(request, pk)
    context = {"customer": customer, "history": found.history(customer)}
    return render(request, "surveys/customer_detail.html", context)


@require_form
@require(Permission.CUSTOMER_EDIT)
def customer_create(request: OrgRequest) -> HttpResponse:
    form = NewCustomerForm(posted(request))
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in customers.FIELDS}
        fields |= {name: form.cleaned_data[name] for name in ("consent", "consent_source")}
        try:
            customer = customers.create(org=request.org, fields=fields, by=request.actor)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Added."))
            return redirect_page(request, DETAIL, request.org.slug, customer.pk)
    return render_form(request, FORM, {"form": form})


@require_form
@require(Permission.CUSTOMER_EDIT)
def customer_edit(request: OrgRequest, pk: int) -> HttpResponse:
    customer = _present(request, pk)
    form = _form(customer, posted(request))
    context: dict[str, Any] = {"form": form, "customer": customer}
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in customers.FIELDS}
        version = form.cleaned_data["version"]
        try:
            customers.change(customer=customer, fields=fields, version=version, by=request.actor)
        except versions.Stale as stale:
            context["changes"] = conflict(form, _form(stale.current))
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect_page(request, DETAIL, request.org.slug, pk)
    return render_form(request, FORM, context)


@require_form
@require(Permission.CUSTOMER_EDIT)
def customer_consent(request: OrgRequest, pk: int) -> HttpResponse:
    customer = _present(request, pk)
    form = ConsentForm(posted(request), initial=_consent(customer))
    context: dict[str, Any] = {"form": form, "customer": customer}
    if form.is_valid():
        try:
            customers.set_consent(customer=customer, by=request.actor, **form.cleaned_data)
        except versions.Stale as stale:
            fresh = ConsentForm(initial=_consent(stale.current))
            context["changes"] = conflict(form, fresh)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect_page(request, DETAIL, request.org.slug, pk)
    return render_form(request, CONSENT, context)


@require_form
@require(Permission.CUSTOMER_EDIT)
def customer_erase(request: OrgRequest, pk: int) -> HttpResponse:
    customer = _present(request, pk)
    if request.method == "POST":
        privacy.erase(customer=customer, by=request.actor)
        messages.success(request, _("The person was erased."))
        return redirect_page(request, DETAIL, request.org.slug, pk)
    return render(request, "surveys/customer_erase.html", {"customer": customer})


@require_safe
@require(Permission.CUSTOMER_EDIT)
@require(Permission.ANSWER_READ)
def customer_export(request: OrgRequest, pk: int) -> HttpResponse:
    """A person's own copy; single answers are in it."""
    content = exports.everything_about(_customer(request, pk))
    return attachment(content, f"customer-{pk}", "json")


def _customer(request: OrgRequest, pk: int) -> Customer:
    return get_object_or_404(Customer.objects.for_org(request.org), pk=pk)


def _present(request: OrgRequest, pk: int) -> Customer:
    return get_object_or_404(Customer.objects.for_org(request.org).present(), pk=pk)


def _form(customer: Customer, typed: Any = None) -> CustomerForm:
    # A copy: cleaning writes into the instance, and the page names the customer as they are.
    return CustomerForm(typed, instance=copy(customer), initial={"version": customer.version})


def _consent(customer: Customer) -> dict[str, Any]:
    return {
        "version": customer.version,
        "consent": customer.consent,
        "source": customer.consent_source,
    }
