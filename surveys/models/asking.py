from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OwnedModel, OwnedQuerySet
from emotions.models import Emotion, Outcome, Wording
from journeys.models import CheckWording, Journey, StageAction


class SurveyQuerySet(OwnedQuerySet["Survey"]):
    def running(self) -> Self:
        return self.filter(state=Survey.State.RUNNING)


class Survey(OwnedModel):
    """How the customers of a journey are asked; its questions come from the map."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        RUNNING = "running", _("Running")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    journey = models.ForeignKey(Journey, models.PROTECT, related_name="surveys")
    key = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=120)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    main_outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="surveys")
    delay_hours = models.PositiveSmallIntegerField(
        _("hours between the interaction and the mail"),
        default=2,
        validators=[MaxValueValidator(24 * 30)],
    )
    reminder_days = models.PositiveSmallIntegerField(
        _("remind after (days)"),
        null=True,
        blank=True,
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    window_days = models.PositiveSmallIntegerField(
        _("link valid for (days)"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    sample_percent = models.PositiveSmallIntegerField(
        _("ask this share of interactions (%)"),
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    # Stages where a customer may be asked again within the cap, by stage key (complaints).
    uncapped_stages = models.JSONField(default=list, blank=True)
    subjects = models.JSONField(_("subject"), default=dict, blank=True)
    intros = models.JSONField(_("opening words"), default=dict, blank=True)
    followup_owner = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    followup_days = models.PositiveSmallIntegerField(_("follow up within (days)"), default=2)
    started_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="survey_key_once"),
            models.UniqueConstraint(
                fields=["journey"],
                condition=Q(state="running"),
                name="one_running_survey_a_journey",
                violation_error_message=_("Another survey of this journey is running."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Question(OwnedModel):
    """A construct in one version of its wording: what an answer and a roll-up point at."""

    class Kind(models.TextChoices):
        EMOTION = "emotion", _("Emotion")
        OUTCOME = "outcome", _("Outcome")
        CHECK = "check", _("Action check")

    kind = models.CharField(max_length=8, choices=Kind)
    wording = models.OneToOneField(
        Wording, models.PROTECT, null=True, blank=True, related_name="question"
    )
    check_wording = models.OneToOneField(
        CheckWording, models.PROTECT, null=True, blank=True, related_name="question"
    )
    # The construct itself, so that figures group by it without another join.
    emotion = models.ForeignKey(
        Emotion, models.PROTECT, null=True, blank=True, related_name="questions"
    )
    outcome = models.ForeignKey(
        Outcome, models.PROTECT, null=True, blank=True, related_name="questions"
    )
    stage_action = models.ForeignKey(
        StageAction, models.PROTECT, null=True, blank=True, related_name="questions"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="emotion", wording__isnull=False, emotion__isnull=False)
                | Q(kind="outcome", wording__isnull=False, outcome__isnull=False)
                | Q(kind="check", check_wording__isnull=False, stage_action__isnull=False),
                name="question_points_at_its_construct",
            )
        ]

    def __str__(self) -> str:
        return str(self.wording or self.check_wording)

    @property
    def scale(self) -> str:
        """five, eleven or three."""
        if self.kind == self.Kind.EMOTION:
            return "five"
        if self.kind == self.Kind.CHECK:
            return "three"
        assert self.outcome is not None
        return self.outcome.scale


class SurveyVersion(OwnedModel):
    """What a survey asked from one moment on: for each stage the questions, frozen.

    content = {"outcome": question id, "success": id, "rotating": [ids],
               "stages": {stage id: {"targets": [ids], "checks": [ids], "resolve_first": bool}}}
    """

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)  # of content: nothing changed, no new version
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="survey_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.number}"
