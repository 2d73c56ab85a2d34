"""Tell other systems of alerts: signed, at least once, for a day; the outbox is the truth."""

import base64
import hashlib
import hmac
import json
import uuid
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Actor, Organization
from accounts.services import events
from insights.models import Alert
from insights.selectors import alerts
from integrations.models import WebhookDelivery, WebhookEndpoint
from integrations.models.webhooks import new_salt
from integrations.services import outbound

ALERT_OPENED, TEST = "alert.opened", "test"
# How long to wait after the first, second … failure; after the last one it is given up.
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 240, 480, 720)]
MOST_ENDPOINTS = 20
LEASE = timedelta(minutes=2)
TASK_SECONDS = 25.0
GONE = 410

State = WebhookDelivery.State


@transaction.atomic
def add(*, org: Organization, name: str, url: str, by: Actor) -> WebhookEndpoint:
    """Tell this address of alerts from now on; its secret is shown to whoever adds it."""
    outbound.check(url)
    if WebhookEndpoint.objects.for_org(org).listening().count() >= MOST_ENDPOINTS:
        raise ValidationError(_("Remove an address first: there are twenty already."))
    endpoint = WebhookEndpoint(organization=org, name=name, url=url, created_by=by.membership)
    endpoint.full_clean()
    endpoint.save()
    _record(endpoint, "webhook_added", by)
    return endpoint


@transaction.atomic
def renew_secret(*, endpoint: WebhookEndpoint, by: Actor) -> WebhookEndpoint:
    """Make another secret; the old one signs nothing any more."""
    endpoint.salt = new_salt()
    endpoint.save(update_fields=["salt"])
    _record(endpoint, "webhook_secret_renewed", by)
    return endpoint


@transaction.atomic
def remove(*, endpoint: WebhookEndpoint, by: Actor) -> None:
    """Tell it nothing any more; what was sent stays in the log. Removing twice changes nothing."""
    if endpoint.removed_at is None:
        endpoint.removed_at = timezone.now()
        endpoint.save(update_fields=["removed_at"])
        _record(endpoint, "webhook_removed", by)


@transaction.atomic
def send_test(*, endpoint: WebhookEndpoint, by: Actor) -> WebhookDelivery:
    """Queue a message that says nothing, to see whether it arrives."""
    if endpoint.removed_at is not None:
        raise ValidationError(_("This address was removed."))
    delivery = WebhookDelivery(
        organization=endpoint.organization,
        endpoint=endpoint,
        event=TEST,
        subject=uuid.uuid4().hex,
        body=_body(TEST, timezone.now(), {"organization": endpoint.organization.slug}),
    )
    delivery.full_clean()
    delivery.save()
    _record(endpoint, "webhook_tested", by)
    return delivery


@transaction.atomic
def send_again(*, delivery: WebhookDelivery, by: Actor) -> None:
    """Give a message that was given up another day; one that arrived is not sent again."""
    waiting = {"state": State.WAITING, "attempts": 0, "due_at": timezone.now()}
    again = WebhookDelivery.objects.filter(pk=delivery.pk, state=State.DEAD).update(**waiting)
    if not again:
        raise ValidationError(_("Only a message that was given up can be sent again."))
    _record(delivery.endpoint, "webhook_sent_again", by)


def queue_alerts() -> int:
    """Put alerts that an endpoint has not been told of into the outbox; returns how many."""
    listening = WebhookEndpoint.objects.listening().select_related("organization")
    return sum(_queue(endpoint) for endpoint in listening)


def _queue(endpoint: WebhookEndpoint) -> int:
    told = endpoint.deliveries.filter(event=ALERT_OPENED).values_list("subject", flat=True)
    fresh = alerts.tellable_outside(endpoint.organization).filter(
        opened_at__gte=endpoint.created_at
    )
    known = set(told)
    return sum(_tell(endpoint, alert) for alert in fresh if f"alert:{alert.pk}" not in known)


def _tell(endpoint: WebhookEndpoint, alert: Alert) -> bool:
    with translation.override(endpoint.organization.language):
        body = _body(ALERT_OPENED, alert.opened_at, _facts(alert))
    _delivery, is_new = WebhookDelivery.objects.get_or_create(
        endpoint=endpoint,
        event=ALERT_OPENED,
        subject=f"alert:{alert.pk}",
        defaults={"organization": endpoint.organization, "body": body},
    )
    return bool(is_new)


def _facts(alert: Alert) -> dict[str, Any]:
    path = reverse("insights:alert-list", args=[alert.organization.slug])
    return {
        "organization": alert.organization.slug,
        "id": alert.pk,
        "kind": alert.kind,
        "journey": alert.journey.key,
        "stage": alert.stage.key if alert.stage else None,
        "emotion": alert.emotion.key if alert.emotion else None,
        "is_worse": alert.is_worse,
        "figures": alert.figures,
        "sentence": alerts.sentence(alert),
        "url": settings.PUBLIC_URL + path,
    }


def _body(event: str, at: datetime, facts: dict[str, Any]) -> str:
    return json.dumps({"type": event, "timestamp": at.isoformat(), "data": facts})


# --- sending ------------------------------------------------------------------------------------


def send_due() -> int:
    """Send what is due until nothing is or the time is up; returns how many arrived."""
    until, sent = monotonic() + TASK_SECONDS, 0
    while monotonic() < until:
        delivery = _claim(timezone.now())
        if delivery is None:
            break
        sent += _attempt(delivery)
    return sent


@transaction.atomic
def _claim(now: datetime) -> WebhookDelivery | None:
    """The message that has waited longest, kept from other workers for the time of the lease."""
    claimable = WebhookDelivery.objects.claimable(now).order_by("due_at", "pk")
    found: WebhookDelivery | None = claimable.select_for_update(
        skip_locked=True, of=("self",)
    ).first()
    if found is not None:
        found.state, found.due_at = State.LEASED, now + LEASE
        # Counted before it is tried: a message that kills its worker is given up, too.
        found.attempts += 1
        found.save(update_fields=["state", "due_at", "attempts"])
    return found


def _attempt(delivery: WebhookDelivery) -> bool:
    try:
        outbound.check(delivery.endpoint.url)
        status = outbound.post(delivery.endpoint.url, delivery.body.encode(), headers(delivery))
    except ValidationError as error:
        return _failed(delivery, None, " ".join(error.messages))
    except outbound.Unreachable as error:
        return _failed(delivery, None, str(error))
    if not 200 <= status < 300:
        return _failed(delivery, status, f"The reply was {status}.")
    delivery.state, delivery.sent_at = State.SENT, timezone.now()
    delivery.status, delivery.error = status, ""
    delivery.save(update_fields=["state", "sent_at", "status", "error"])
    return True


def _failed(delivery: WebhookDelivery, status: int | None, error: str) -> bool:
    """Wait longer each time; one failure holds back what else waits for the same endpoint."""
    delivery.status, delivery.error = status, error[:300]
    if status == GONE or delivery.attempts > len(DELAYS):
        delivery.state = State.DEAD
    else:
        delivery.state = State.WAITING
        delivery.due_at = timezone.now() + DELAYS[delivery.attempts - 1]
        delivery.endpoint.deliveries.filter(
            state=State.WAITING, due_at__lt=delivery.due_at
        ).exclude(pk=delivery.pk).update(due_at=delivery.due_at)
    delivery.save(update_fields=["state", "due_at", "status", "error"])
    return False


def headers(delivery: WebhookDelivery) -> dict[str, str]:
    """Those of the Standard Webhooks specification; the time is that of this attempt."""
    sent_at = int(timezone.now().timestamp())
    message_id = f"msg_{delivery.message_id.hex}"
    signature = sign(delivery.endpoint.key, message_id, sent_at, delivery.body.encode())
    return {
        "Content-Type": "application/json",
        "User-Agent": "Heartline",
        "webhook-id": message_id,
        "webhook-timestamp": str(sent_at),
        "webhook-signature": signature,
    }


def sign(key: bytes, message_id: str, sent_at: int, body: bytes) -> str:
    """HMAC-SHA256 over id, time and body, joined by full stops."""
    said = b".".join([message_id.encode(), str(sent_at).encode(), body])
    return "v1," + base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()


def _record(endpoint: WebhookEndpoint, verb: str, by: Actor) -> None:
    # SECURITY: only the name. Addresses of chat rooms carry a secret of their own.
    events.record(org=endpoint.organization, verb=verb, on=endpoint, by=by)
