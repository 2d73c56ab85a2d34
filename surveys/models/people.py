import hashlib
import hmac
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import OwnedModel, OwnedQuerySet, StaffMember, Team
from emotions.models import Outcome
from journeys.models import Persona, Stage, Touchpoint
from journeys.models.maps import Channel


def address_hash(address: str) -> str:
    """How an address is remembered after its person was erased; nothing for no address."""
    if not address:
        return ""
    known_as = address.strip().lower().encode()
    return hmac.new(settings.PEPPER.encode(), known_as, hashlib.sha256).hexdigest()


class CustomerQuerySet(OwnedQuerySet["Customer"]):
    def present(self) -> Self:
        return self.filter(erased_at__isnull=True)


class Customer(OwnedModel):
    """Somebody we serve and may ask; after erasure only the row itself stays, without a person."""

    class Consent(models.TextChoices):
        UNKNOWN = "unknown", _("Unknown")
        GRANTED = "granted", _("Granted")
        LEGITIMATE = "legitimate", _("Legitimate interest")
        REFUSED = "refused", _("Refused")

    source = models.CharField(_("source"), max_length=40, default="heartline")
    external_id = models.CharField(_("customer number"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    email_hash = models.CharField(max_length=64, blank=True, db_index=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True, choices=settings.LANGUAGES)
    preferences = models.JSONField(_("preferences"), default=dict, blank=True)
    segments = models.JSONField(_("segments"), default=dict, blank=True)
    consent = models.CharField(
        _("consent"), max_length=10, choices=Consent, default=Consent.UNKNOWN
    )
    consent_source = models.CharField(_("consent came from"), max_length=100, blank=True)
    consent_at = models.DateTimeField(_("consent given at"), null=True, blank=True)
    last_asked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = CustomerQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "source", "external_id"],
                name="customer_once_a_source",
                violation_error_message=_("A customer with this number exists already."),
            ),
            # Suppressions are found by it: without one, a stop would not be seen.
            models.CheckConstraint(
                condition=Q(email="") | ~Q(email_hash=""), name="an_address_has_its_hash"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.external_id

    @property
    def may_be_asked(self) -> bool:
        return self.consent in (self.Consent.GRANTED, self.Consent.LEGITIMATE)


class Suppression(OwnedModel):
    """An address we must not write to, kept as a keyed hash so that it outlives the person."""

    class Reason(models.TextChoices):
        UNSUBSCRIBED = "unsubscribed", _("Unsubscribed")
        BOUNCED = "bounced", _("Mail bounced")
        COMPLAINED = "complained", _("Complained")
        ERASED = "erased", _("Erased on request")
        BY_HAND = "by_hand", _("Stopped by hand")

    email_hash = models.CharField(max_length=64)
    reason = models.CharField(max_length=12, choices=Reason)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "email_hash"], name="suppressed_once")
        ]

    def __str__(self) -> str:
        return self.reason


class Slice(OwnedModel):
    """A small dimension row: what an interaction's figures may be split by, frozen with it."""

    key = models.CharField(max_length=300)
    channel = models.CharField(max_length=10, blank=True, choices=Channel)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    persona = models.ForeignKey(Persona, models.PROTECT, null=True, blank=True, related_name="+")
    segment_a = models.CharField(max_length=80, blank=True)
    segment_b = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="slice_key_once")
        ]

    def __str__(self) -> str:
        return self.key


class Interaction(OwnedModel):
    """Something a customer went through at a stage: a call, an order, a stay."""

    TYPED_IN = "typed-in-"  # what the reference of one begins with that no other system knows

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="interactions")
    source = models.CharField(_("source"), max_length=40, default="heartline")
    external_id = models.CharField(_("reference"), max_length=200)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="interactions")
    touchpoint = models.ForeignKey(
        Touchpoint, models.PROTECT, null=True, blank=True, related_name="+"
    )
    staff_member = models.ForeignKey(
        StaffMember, models.SET_NULL, null=True, blank=True, related_name="interactions"
    )
    slice = models.ForeignKey(Slice, models.PROTECT, related_name="+")
    occurred_at = models.DateTimeField(_("when"))
    experienced_on = models.DateField()  # occurred_at's local date in the organization's zone
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-occurred_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "source", "external_id"],
                name="interaction_once_a_source",
                violation_error_message=_("An interaction with this reference exists already."),
            )
        ]
        indexes = [models.Index(fields=["organization", "experienced_on"], name="interaction_day")]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"

    @property
    def is_typed_in(self) -> bool:
        return self.external_id.startswith(self.TYPED_IN)


class OutcomeRecord(OwnedModel):
    """A fact about a customer from another system: churned, renewed, spent."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="outcome_records")
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="records")
    value = models.DecimalField(max_digits=14, decimal_places=2)
    occurred_on = models.DateField()
    source = models.CharField(max_length=40)
    external_id = models.CharField(max_length=200)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-occurred_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "source", "external_id"],
                condition=~Q(external_id=""),
                name="outcome_record_once_a_source",
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.value}"
