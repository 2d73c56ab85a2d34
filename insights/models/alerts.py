from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OwnedModel, OwnedQuerySet
from emotions.models import Emotion
from journeys.models import Journey, Stage


class AlertQuerySet(OwnedQuerySet["Alert"]):
    def open(self) -> Self:
        """What gave rise to them still holds."""
        return self.filter(ended_at__isnull=True)


class Alert(OwnedModel):
    """A change beyond chance that somebody should know of; `figures` are those of the first night."""

    class Kind(models.TextChoices):
        TREND = "trend", _("Left its usual range")
        WORST = "worst", _("New largest gap")
        RATE = "rate", _("Response rate moved")
        VERDICT = "verdict", _("Evidence is in")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    journey = models.ForeignKey(Journey, models.PROTECT, related_name="alerts")
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, blank=True, related_name="+")
    emotion = models.ForeignKey(Emotion, models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=40)  # what of the journey: a cell, or all of it
    is_worse = models.BooleanField()
    figures = models.JSONField()
    opened_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)

    objects: ClassVar[Any] = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["journey", "kind", "subject"],
                condition=Q(ended_at__isnull=True),
                name="one_open_alert_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=False) | Q(acknowledged_by=None, note=""),
                name="a_note_needs_an_acknowledgement",
            ),
        ]

    def __str__(self) -> str:
        # No figure: the event log repeats this to people who may have to estimate first.
        return f"{self.get_kind_display()} ({self.journey})"

    @property
    def registration_pk(self) -> str:
        """The promise that a verdict is about; empty for every other kind."""
        return self.subject.removeprefix("registration:") if self.kind == self.Kind.VERDICT else ""


class AlertReader(OwnedModel):
    """A member who wants alerts by mail."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="alert_reader")
    added_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.membership)


class AlertMail(OwnedModel):
    """That an alert went to a member, so that nobody gets it twice."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="mails")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "membership"], name="one_alert_mail")
        ]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.membership_id}"
