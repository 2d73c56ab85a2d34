from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OwnedModel, OwnedQuerySet
from emotions.models import Emotion
from journeys.models import Stage, StageAction
from training.models import Lesson


class RegistrationQuerySet(OwnedQuerySet["Registration"]):
    def standing(self) -> Self:
        """Not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Registration(OwnedModel):
    """A promise made about an action or a lesson at a stage, by which it is judged later.

    What it should change, by how much, compared with which stages and on which day it is judged.
    `expected_points` are points better, whichever way the emotion is to go. What was planned as the
    start is kept; the real start is that of the live interval, or the day on which most of the
    stage's staff had passed the lesson. `detectable` is what would show at the volume of that day.
    """

    class Start(models.TextChoices):
        CHOSEN = "chosen", _("We chose the stage and the day")
        STAGGERED = "staggered", _("Stages or teams start one after the other")
        DRAWN = "drawn", _("Drawn by lot")

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="registrations")
    stage_action = models.ForeignKey(
        StageAction, models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    lesson = models.ForeignKey(
        Lesson, models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    emotion = models.ForeignKey(
        Emotion, models.PROTECT, related_name="registrations", verbose_name=_("primary emotion")
    )
    expected_points = models.PositiveSmallIntegerField(
        _("expected improvement in points"),
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    comparisons = models.ManyToManyField(
        Stage, blank=True, related_name="+", verbose_name=_("comparison stages")
    )
    start_decided = models.CharField(
        _("how stage and day were chosen"), max_length=9, choices=Start, default=Start.CHOSEN
    )
    baseline_since = models.DateField(_("weeks before, from"))
    # Chosen because it scored low: those weeks must not be the ones it is compared with.
    chosen_low = models.BooleanField(_("the stage was chosen for its low score"), default=False)
    picked_since = models.DateField(_("low weeks, from"), null=True, blank=True)
    picked_until = models.DateField(_("low weeks, until"), null=True, blank=True)
    planned_start = models.DateField(_("start"))
    evaluate_on = models.DateField(_("evaluation date"))
    weekly_answers = models.PositiveSmallIntegerField(_("planned answers a week"))
    detectable = models.FloatField(null=True, blank=True)
    registered_at = models.DateTimeField(default=timezone.now)
    registered_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_because = models.CharField(_("reason"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["-planned_start", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage_action__isnull=False, lesson__isnull=True)
                | Q(stage_action__isnull=True, lesson__isnull=False),
                name="registration_of_an_action_or_a_lesson",
            ),
            models.CheckConstraint(
                condition=Q(baseline_since__lt=F("planned_start"))
                & Q(evaluate_on__gt=F("planned_start")),
                name="registration_before_start_after",
                violation_error_message=_("The evaluation comes after the start."),
            ),
            models.CheckConstraint(
                condition=Q(picked_since__isnull=True, picked_until__isnull=True)
                | Q(
                    picked_since__isnull=False,
                    picked_until__isnull=False,
                    picked_since__lte=F("picked_until"),
                    chosen_low=True,
                ),
                name="registration_low_weeks_from_until",
                violation_error_message=_("Give the first and the last day of the low weeks."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
                name="registration_withdrawn_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["stage_action", "planned_start"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_registration_of_an_action_a_start",
                violation_error_message=_("This start of the action is registered already."),
            ),
            models.UniqueConstraint(
                fields=["lesson", "stage", "planned_start"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_registration_of_a_lesson_a_start",
                violation_error_message=_("This start of the lesson is registered already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.stage}"

    @property
    def subject(self) -> str:
        """The action or lesson in words."""
        return str(self.stage_action.action if self.stage_action else self.lesson)

    @property
    def is_drawn_or_staggered(self) -> bool:
        return self.start_decided != self.Start.CHOSEN


class Amendment(OwnedModel):
    """What a registration promised until somebody changed it, with the reason."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="amendments")
    amended_at = models.DateTimeField(default=timezone.now)
    amended_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    because = models.CharField(_("reason"), max_length=500)
    expected_points = models.PositiveSmallIntegerField()  # what it was
    evaluate_on = models.DateField()  # what it was

    class Meta:
        ordering = ["amended_at", "pk"]

    def __str__(self) -> str:
        return f"{self.amended_at:%Y-%m-%d}"
