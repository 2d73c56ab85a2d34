"""Endpoints and their messages, as pages show them."""

from django.db.models import Count, Max, Q, QuerySet

from accounts.models import Organization
from integrations.models import WebhookDelivery, WebhookEndpoint

State = WebhookDelivery.State


def endpoints(org: Organization) -> QuerySet[WebhookEndpoint]:
    """Who is told, with how many messages wait, how many were given up, and the last that arrived."""
    found: QuerySet[WebhookEndpoint] = WebhookEndpoint.objects.for_org(org).listening()
    unsent = Q(deliveries__state__in=[State.WAITING, State.LEASED])
    return found.annotate(
        waiting=Count("deliveries", filter=unsent),
        dead=Count("deliveries", filter=Q(deliveries__state=State.DEAD)),
        last_sent_at=Max("deliveries__sent_at"),
    )


def deliveries(endpoint: WebhookEndpoint) -> QuerySet[WebhookDelivery]:
    """Its messages, the newest first, without their bodies."""
    found: QuerySet[WebhookDelivery] = endpoint.deliveries.defer("body")
    return found
