import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import OwnedModel, OwnedQuerySet
from surveys.models.asking import Survey, SurveyVersion
from surveys.models.people import Customer, Interaction


class Decision(OwnedModel):
    """Whether an interaction is asked about, by which rule and why."""

    class Verdict(models.TextChoices):
        ASKED = "asked", _("Asked")
        HELD = "held", _("Held")
        SKIPPED = "skipped", _("Skipped")

    class Rule(models.TextChoices):
        ASK = "ask", _("Every rule allows it")
        DELAY = "delay", _("Waiting for the right time")
        NO_CONSENT = "no_consent", _("No consent")
        SUPPRESSED = "suppressed", _("Does not want mail")
        NO_EMAIL = "no_email", _("No e-mail address")
        CAP = "cap", _("Asked a short while ago")
        SAMPLED_OUT = "sampled_out", _("Not drawn into the sample")
        STAGE_NOT_ASKED = "stage_not_asked", _("This stage is not asked about")
        TOO_OLD = "too_old", _("Too long ago")
        ERASED = "erased", _("The customer was erased")
        PAUSED = "paused", _("The survey is paused")

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="decisions")
    interaction = models.ForeignKey(Interaction, models.CASCADE, related_name="decisions")
    verdict = models.CharField(max_length=8, choices=Verdict)
    rule = models.CharField(max_length=16, choices=Rule)
    reason = models.CharField(max_length=200, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "interaction"], name="one_decision_an_interaction"
            ),
            models.CheckConstraint(
                condition=Q(verdict="held", held_until__isnull=False)
                | ~Q(verdict="held") & Q(held_until__isnull=True),
                name="held_decisions_have_a_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["held_until"], condition=Q(verdict="held"), name="decision_held_until"
            )
        ]

    def __str__(self) -> str:
        return f"{self.verdict}: {self.rule}"


class Invitation(OwnedModel):
    """One customer asked about one interaction: which questions, in which language, until when."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.OneToOneField(Decision, models.CASCADE, related_name="invitation")
    survey_version = models.ForeignKey(SurveyVersion, models.PROTECT, related_name="invitations")
    interaction = models.ForeignKey(Interaction, models.CASCADE, related_name="invitations")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="invitations")
    language = models.CharField(max_length=5)
    # [{"question": id, "probability": p}] in the order they are asked.
    drawn = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.public_id)


class DeliveryQuerySet(OwnedQuerySet["Delivery"]):
    def claimable(self, now: datetime) -> Self:
        """Due and free, or leased by somebody whose lease has run out."""
        return self.filter(
            Q(state__in=[Delivery.State.QUEUED, Delivery.State.RETRY], due_at__lte=now)
            | Q(state=Delivery.State.LEASED, leased_until__lt=now)
        )

    def waiting(self) -> Self:
        return self.filter(
            state__in=[Delivery.State.QUEUED, Delivery.State.RETRY, Delivery.State.LEASED]
        )


class Delivery(OwnedModel):
    """The outbox row of one mail: ordinal 0 invites, 1 reminds."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        LEASED = "leased", _("Being sent")
        SENT = "sent", _("Sent")
        RETRY = "retry", _("Trying again")
        FAILED = "failed", _("Failed")
        UNKNOWN = "unknown", _("Perhaps sent")
        CANCELLED = "cancelled", _("Cancelled")

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="deliveries")
    ordinal = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    due_at = models.DateTimeField(default=timezone.now)
    leased_by = models.CharField(max_length=40, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    message_id = models.CharField(max_length=120, unique=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    objects: ClassVar[Any] = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "ordinal"], name="one_delivery_an_ordinal"
            ),
            models.CheckConstraint(
                condition=~Q(state="leased") | Q(leased_until__isnull=False),
                name="a_lease_runs_out",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_has_a_time"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["queued", "retry", "leased"]),
                name="delivery_outbox",
            )
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"


class IdempotencyKey(OwnedModel):
    """The reply to a request of another system, replayed when it asks again with the same key."""

    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)  # null while the first one runs
    reply = models.JSONField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="idempotency_key_once")
        ]

    def __str__(self) -> str:
        return self.key
