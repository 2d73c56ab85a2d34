from datetime import date
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.languages import pick, validate_texts
from accounts.models import Membership, OwnedModel, OwnedQuerySet
from actions.models import Action
from emotions.models import Emotion
from journeys.models.maps import Stage

# "Partly": more than that nobody can mean who wants to spare customers an emotion.
MOST_OF_WHAT_IS_AVOIDED = 50


class EmotionTargetQuerySet(OwnedQuerySet["EmotionTarget"]):
    def current(self) -> Self:
        return self.filter(ended_on__isnull=True)

    def on(self, day: date) -> Self:
        """Those that held on `day`."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), since__lte=day)


class EmotionTarget(OwnedModel):
    """How strongly a stage intends an emotion to be felt: raw 0-100, dated."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="targets")
    emotion = models.ForeignKey(Emotion, models.PROTECT, related_name="targets")
    intended = models.PositiveSmallIntegerField(_("intended"), validators=[MaxValueValidator(100)])
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = EmotionTargetQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "emotion"],
                condition=Q(ended_on__isnull=True),
                name="one_current_target_a_stage_and_emotion",
                violation_error_message=_("This stage already aims for this emotion."),
            ),
            models.CheckConstraint(condition=Q(intended__lte=100), name="intended_0_to_100"),
        ]

    def __str__(self) -> str:
        return f"{self.emotion_id} at {self.intended}"

    def clean(self) -> None:
        """A high number for an emotion to avoid would call its success a shortfall."""
        super().clean()
        if self.emotion.is_to_avoid and self.intended > MOST_OF_WHAT_IS_AVOIDED:
            problem = ValidationError(
                _("“%(emotion)s” is to be avoided: say how much you accept, %(most)d at most."),
                params={"emotion": self.emotion, "most": MOST_OF_WHAT_IS_AVOIDED},
            )
            raise ValidationError({"intended": problem})


class StageActionQuerySet(OwnedQuerySet["StageAction"]):
    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)

    def live_on(self, day: date) -> Self:
        intervals = LiveInterval.objects.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
            stage_action=models.OuterRef("pk"),
            since__lte=day,
        )
        return self.filter(models.Exists(intervals))


class StageAction(OwnedModel):
    """An action designed into a stage, with what people need to be able to do it."""

    class Measure(models.TextChoices):
        REWARDS = "rewards", _("Rewards it")
        NEUTRAL = "neutral", _("Is neutral")
        FIGHTS = "fights", _("Fights it")

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="stage_actions")
    action = models.ForeignKey(Action, models.PROTECT, related_name="stage_actions")
    emotion = models.ForeignKey(Emotion, models.PROTECT, related_name="stage_actions")
    time_allowed = models.CharField(_("time allowed"), max_length=200, blank=True)
    performance_measure = models.CharField(_("performance measure"), max_length=200, blank=True)
    measure_effect = models.CharField(
        _("the measure"), max_length=8, choices=Measure, default=Measure.NEUTRAL
    )
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    material = models.CharField(_("material"), max_length=200, blank=True)
    owner = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="stage_actions"
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = StageActionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "action"],
                condition=Q(archived_at__isnull=True),
                name="action_once_a_stage",
                violation_error_message=_("This action is on this stage already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} · {self.stage}"


class LiveIntervalQuerySet(OwnedQuerySet["LiveInterval"]):
    def end(self, day: date) -> list[int]:
        """End those that are open; returns which."""
        pks = list(self.filter(ended_on__isnull=True).values_list("pk", flat=True))
        LiveInterval.objects.filter(pk__in=pks).update(ended_on=day)
        return pks

    def go_on(self, day: date) -> None:
        """Take back that these ended on `day`, each the last of its action; the rest is history."""
        of_the_same = LiveInterval.objects.filter(stage_action=models.OuterRef("stage_action"))
        last = of_the_same.order_by("-since", "-pk").values("pk")[:1]
        self.filter(ended_on=day, pk=models.Subquery(last)).update(ended_on=None)


class LiveInterval(OwnedModel):
    """From when until when a stage action was really done."""

    stage_action = models.ForeignKey(StageAction, models.CASCADE, related_name="live_intervals")
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = LiveIntervalQuerySet.as_manager()

    class Meta:
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage_action"],
                condition=Q(ended_on__isnull=True),
                name="one_open_live_interval",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("since")),
                name="live_interval_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since} to {self.ended_on or '…'}"


class CheckWording(OwnedModel):
    """One dated version of the question whether the action really happened."""

    stage_action = models.ForeignKey(StageAction, models.PROTECT, related_name="check_wordings")
    number = models.PositiveSmallIntegerField(default=1)
    texts = models.JSONField(_("wording"), validators=[validate_texts])
    yes_is_good = models.BooleanField(_("yes means it went well"), default=True)
    meaning_changed = models.BooleanField(_("the meaning changed"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)  # locked from then on

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage_action", "number"], name="check_wording_number_once"
            )
        ]

    def __str__(self) -> str:
        return pick(self.texts)

    @property
    def is_locked(self) -> bool:
        return self.answered_at is not None
