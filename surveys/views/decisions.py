"""Why somebody was asked or not, and what became of the mails."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.http import OrgRequest, redirect_page
from accounts.permissions import Permission, require
from surveys.forms.filters import DecisionFilter, DeliveryFilter
from surveys.models import Delivery
from surveys.selectors import decisions as decided
from surveys.selectors import outbox
from surveys.services import decisions, dispatch
from surveys.views.lists import render_list


@require_safe
@require(Permission.CUSTOMER_READ)
def decision_list(request: OrgRequest) -> HttpResponse:
    form = DecisionFilter(request.GET or None, org=request.org)
    rows = decided.decision_list(request.org, form.chosen())
    return render_list(request, "surveys/decision_list.html", rows, form)


@require_safe
@require(Permission.CUSTOMER_READ)
def delivery_list(request: OrgRequest) -> HttpResponse:
    form = DeliveryFilter(request.GET or None, org=request.org)
    rows = outbox.delivery_list(request.org, form.chosen())
    states = outbox.state_counts(request.org)
    held = decided.waiting_for_their_time(request.org).count()
    return render_list(request, "surveys/delivery_list.html", rows, form, states=states, held=held)


@require_POST
@require(Permission.SURVEY_EDIT)
def delivery_send(request: OrgRequest) -> HttpResponse:
    """Ask now about what only waits for its time, and wake the dispatcher up."""
    asked = decisions.ask_now(org=request.org, by=request.actor)
    waiting = outbox.waiting(request.org)
    text = ngettext(
        "%(count)s mail is on its way.", "%(count)s mails are on their way.", waiting
    ) % {"count": waiting}
    messages.success(request, text if waiting or asked else _("Nothing is waiting to be sent."))
    return redirect_page(request, "surveys:delivery-list", request.org.slug)


@require_POST
@require(Permission.SURVEY_EDIT)
def delivery_resend(request: OrgRequest, pk: int) -> HttpResponse:
    """Send once more what failed or perhaps arrived; only a person decides that."""
    delivery = get_object_or_404(Delivery.objects.for_org(request.org), pk=pk)
    try:
        dispatch.resend(delivery=delivery, by=request.actor)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The mail is sent again."))
    return redirect_page(request, "surveys:delivery-list", request.org.slug)
