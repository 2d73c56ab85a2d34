import base64
import secrets
import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OwnedModel, OwnedQuerySet


def new_salt() -> str:
    return secrets.token_hex(16)


class WebhookEndpointQuerySet(OwnedQuerySet["WebhookEndpoint"]):
    def listening(self) -> Self:
        return self.filter(removed_at__isnull=True)


class WebhookEndpoint(OwnedModel):
    """An address of another system that is told of alerts, signed with a secret of its own."""

    name = models.CharField(_("name"), max_length=100)
    url = models.URLField(_("address"), max_length=500)
    salt = models.CharField(max_length=32, default=new_salt)
    created_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = WebhookEndpointQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> bytes:
        """What messages are signed with: computed from our key, so it lies in no table.

        A new salt makes a new secret; so does another SECRET_KEY.
        """
        said = f"{self.organization_id} {self.salt}"
        return salted_hmac("integrations.WebhookEndpoint", said, algorithm="sha256").digest()

    @property
    def secret(self) -> str:
        """How the other side is given the key."""
        return "whsec_" + base64.b64encode(self.key).decode()


class WebhookDeliveryQuerySet(OwnedQuerySet["WebhookDelivery"]):
    def claimable(self, now: datetime) -> Self:
        """Due and free, or leased by a worker that has died since."""
        return self.filter(
            Q(state=WebhookDelivery.State.WAITING, due_at__lte=now)
            | Q(state=WebhookDelivery.State.LEASED, due_at__lt=now)
        ).filter(endpoint__removed_at__isnull=True)


class WebhookDelivery(OwnedModel):
    """The outbox row of one message to one endpoint; its body never changes between attempts."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        LEASED = "leased", _("Being sent")
        SENT = "sent", _("Sent")
        DEAD = "dead", _("Given up")

    endpoint = models.ForeignKey(WebhookEndpoint, models.CASCADE, related_name="deliveries")
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)  # what happened, so that nobody is told twice
    body = models.TextField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    # When the next attempt may be made; while leased, when another worker may take it over.
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True, blank=True)  # the last reply's
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "webhook deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "event", "subject"], name="one_message_a_subject"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="sent_webhook_has_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["waiting", "leased"]),
                name="webhook_outbox",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.message_id}"
