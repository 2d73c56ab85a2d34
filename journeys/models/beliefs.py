from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OwnedModel, OwnedQuerySet
from emotions.models import Emotion
from journeys.models.maps import Journey, Stage


class BeliefRoundQuerySet(OwnedQuerySet["BeliefRound"]):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def closed(self) -> Self:
        return self.filter(closed_at__isnull=False)


class BeliefRound(OwnedModel):
    """A time in which people estimate, blind, what the customers of a journey feel."""

    journey = models.ForeignKey(Journey, models.PROTECT, related_name="belief_rounds")
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    until = models.DateField(_("until"))
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = BeliefRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["journey"],
                condition=Q(closed_at__isnull=True),
                name="one_open_round_a_journey",
                violation_error_message=_("A belief round of this journey is open already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.journey} {self.opened_at:%Y-%m-%d}"


class BeliefInviteeQuerySet(OwnedQuerySet["BeliefInvitee"]):
    def waiting(self) -> Self:
        """Asked in a round still open, and neither estimated nor looked."""
        return self.filter(
            round__closed_at__isnull=True, estimated_at__isnull=True, revealed_at__isnull=True
        )


class BeliefInvitee(OwnedModel):
    """Somebody asked to estimate; felt figures stay hidden from them until they did or declined."""

    round = models.ForeignKey(BeliefRound, models.CASCADE, related_name="invitees")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="belief_rounds")
    emailed_at = models.DateTimeField(null=True, blank=True)
    estimated_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = BeliefInviteeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "membership"], name="asked_once_a_round")
        ]

    def __str__(self) -> str:
        return str(self.membership)

    @property
    def may_see_felt(self) -> bool:
        return self.estimated_at is not None or self.revealed_at is not None


class Belief(OwnedModel):
    """One person's blind estimate of an emotion at a stage: raw 0-100."""

    round = models.ForeignKey(BeliefRound, models.PROTECT, related_name="beliefs")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="beliefs")
    emotion = models.ForeignKey(Emotion, models.PROTECT, related_name="beliefs")
    value = models.PositiveSmallIntegerField(_("estimate"), validators=[MaxValueValidator(100)])
    estimated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "membership", "stage", "emotion"], name="one_belief_a_person"
            ),
            models.CheckConstraint(condition=Q(value__lte=100), name="belief_0_to_100"),
        ]

    def __str__(self) -> str:
        return f"{self.value}"
