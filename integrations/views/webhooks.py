"""Other systems that are told of alerts: their addresses, and what became of each message."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import OrgRequest, blame, redirect_page
from accounts.permissions import Permission, require
from integrations.forms import WebhookForm
from integrations.models import WebhookDelivery, WebhookEndpoint
from integrations.selectors import webhooks as reading
from integrations.services import webhooks

LIST = "integrations:webhook-list"
DETAIL = "integrations:webhook-detail"
SECRET = "integrations/webhook_secret.html"
PAGE = 50


@require_safe
@require(Permission.ORGANIZATION_EDIT)
def webhook_list(request: OrgRequest) -> HttpResponse:
    return _list(request, WebhookForm())


@require_POST
@never_cache
@require(Permission.ORGANIZATION_EDIT)
def webhook_create(request: OrgRequest) -> HttpResponse:
    """Answer with the secret itself: it is shown here and nowhere ever again."""
    form = WebhookForm(request.POST)
    if form.is_valid():
        try:
            endpoint = webhooks.add(org=request.org, **form.cleaned_data, by=request.actor)
        except ValidationError as error:
            blame(form, error)
        else:
            return render(request, SECRET, {"endpoint": endpoint})
    return _list(request, form, status=422)


@require_safe
@require(Permission.ORGANIZATION_EDIT)
def webhook_detail(request: OrgRequest, pk: int) -> HttpResponse:
    """What became of each message, the newest first."""
    endpoint = _endpoint(request, pk)
    page = Paginator(reading.deliveries(endpoint), PAGE).get_page(request.GET.get("page"))
    context = {"endpoint": endpoint, "page": page}
    return render(request, "integrations/webhook_detail.html", context)


@require_POST
@never_cache
@require(Permission.ORGANIZATION_EDIT)
def webhook_secret(request: OrgRequest, pk: int) -> HttpResponse:
    """Make a new secret and show it, this once."""
    endpoint = webhooks.renew_secret(endpoint=_endpoint(request, pk), by=request.actor)
    return render(request, SECRET, {"endpoint": endpoint})


@require_POST
@require(Permission.ORGANIZATION_EDIT)
def webhook_test(request: OrgRequest, pk: int) -> HttpResponse:
    webhooks.send_test(endpoint=_endpoint(request, pk), by=request.actor)
    messages.success(request, _("A test goes out within half a minute; reload to see its reply."))
    return redirect_page(request, DETAIL, request.org.slug, pk)


@require_POST
@require(Permission.ORGANIZATION_EDIT)
def webhook_remove(request: OrgRequest, pk: int) -> HttpResponse:
    webhooks.remove(endpoint=_endpoint(request, pk), by=request.actor)
    messages.success(request, _("Removed; it is told nothing any more."))
    return redirect_page(request, LIST, request.org.slug)


@require_POST
@require(Permission.ORGANIZATION_EDIT)
def webhook_again(request: OrgRequest, pk: int) -> HttpResponse:
    """Try once more what was given up."""
    found = WebhookDelivery.objects.for_org(request.org).select_related("endpoint")
    delivery = get_object_or_404(found, pk=pk, endpoint__removed_at=None)
    try:
        webhooks.send_again(delivery=delivery, by=request.actor)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("It goes out again within half a minute."))
    return redirect_page(request, DETAIL, request.org.slug, delivery.endpoint_id)


def _list(request: OrgRequest, form: WebhookForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "endpoints": reading.endpoints(request.org)}
    return render(request, "integrations/webhook_list.html", context, status=status)


def _endpoint(request: OrgRequest, pk: int) -> WebhookEndpoint:
    listening = WebhookEndpoint.objects.for_org(request.org).listening()
    endpoint: WebhookEndpoint = get_object_or_404(listening, pk=pk)
    return endpoint
