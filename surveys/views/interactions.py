"""What customers went through."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import OrgRequest, key_of, posted, redirect_page, render_form, table_file
from accounts.permissions import Permission, require
from surveys import exports
from surveys.forms.interactions import InteractionForm
from surveys.forms.people_filters import InteractionFilter
from surveys.models import Customer, Decision
from surveys.selectors import interactions as found
from surveys.services import interactions
from surveys.views.lists import render_list

require_form = require_http_methods(["GET", "HEAD", "POST"])
FIELDS = {"customer": "who", "customer.name": "name"}


@require_safe
@require(Permission.CUSTOMER_READ)
def interaction_list(request: OrgRequest) -> HttpResponse:
    form = InteractionFilter(request.GET or None, org=request.org)
    rows = found.interaction_list(request.org, form.chosen())
    return render_list(request, "surveys/interaction_list.html", rows, form)


@require_safe
@require(Permission.CUSTOMER_READ)
def interaction_file(request: OrgRequest, kind: str) -> HttpResponse:
    """The list as a file, under the filters of its page."""
    form = InteractionFilter(request.GET or None, org=request.org)
    rows = found.interaction_list(request.org, form.chosen())
    return table_file(kind, "interactions", exports.of_interactions(rows, org=request.org))


@require_form
@require(Permission.INTERACTION_ADD)
def interaction_create(request: OrgRequest) -> HttpResponse:
    """One at a time; the customer is found, or added."""
    customer = _opened_for(request)
    form = InteractionForm(posted(request), org=request.org, customer=customer)
    if form.is_valid():
        try:
            added = interactions.add(org=request.org, row=form.row(), by=request.actor)
        except ValidationError as error:
            _blame(form, error)
        else:
            messages.success(request, _said(added.interaction.decisions.first()))
            if customer is not None:
                return redirect_page(
                    request, "surveys:customer-detail", request.org.slug, customer.pk
                )
            return redirect_page(request, "surveys:interaction-list", request.org.slug)
    context = {"form": form, "customer": customer}
    return render_form(request, "surveys/interaction_form.html", context)


def _opened_for(request: OrgRequest) -> Customer | None:
    """Who it is when the form is opened from a customer's page."""
    pk = key_of(request.GET.get("customer", ""))
    customer: Customer | None = (
        Customer.objects.for_org(request.org).present().filter(pk=pk).first() if pk else None
    )
    return customer


def _blame(form: InteractionForm, error: ValidationError) -> None:
    """What the service says about a row, said about the field it was typed into."""
    for name, errors in error.error_dict.items():
        place = "who" if name.startswith("customer") and name not in FIELDS else FIELDS.get(name)
        form.add_error(place or (name if name in form.fields else None), errors)


def _said(decision: Decision | None) -> str:
    """What becomes of it, so that nobody has to look it up."""
    if decision is None:
        return _("Added. No survey of this journey is running, so nobody is asked.")
    if decision.verdict == Decision.Verdict.ASKED:
        return _("Added. The customer is asked.")
    if decision.verdict == Decision.Verdict.HELD and decision.held_until:
        when = date_format(localtime(decision.held_until), "SHORT_DATETIME_FORMAT")
        return _("Added. The customer is asked from %(when)s on.") % {"when": when}
    return _("Added. The customer is not asked: %(why)s.") % {
        "why": decision.get_rule_display().lower()
    }
