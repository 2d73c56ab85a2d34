from calendar import monthrange
from datetime import date
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import OwnedModel, OwnedQuerySet
from actions.models import Action
from emotions.models import Emotion


def months_after(day: date, months: int) -> date:
    """The same day of the month, `months` later; the last day of a month that is too short."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class LessonQuerySet(OwnedQuerySet["Lesson"]):
    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)


class Lesson(OwnedModel):
    """What people read and practise to evoke an emotion by an action."""

    key = models.SlugField(max_length=60)
    title = models.CharField(_("title"), max_length=160)
    body = models.TextField(_("text"), max_length=20000)  # markdown
    emotion = models.ForeignKey(
        Emotion, models.PROTECT, null=True, blank=True, related_name="lessons"
    )
    action = models.ForeignKey(
        Action, models.PROTECT, null=True, blank=True, related_name="lessons"
    )
    valid_months = models.PositiveSmallIntegerField(
        _("practise again after (months)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    pass_percent = models.PositiveSmallIntegerField(
        _("passed from (%)"),
        default=70,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="lesson_key_once"),
            models.CheckConstraint(
                condition=Q(emotion__isnull=False) | Q(action__isnull=False),
                name="lesson_is_for_an_emotion_or_an_action",
                violation_error_message=_("Choose the emotion or the action it is about."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def valid_until(self, passed_on: date) -> date | None:
        """The last day on which a pass of `passed_on` counts; None when it never runs out."""
        return months_after(passed_on, self.valid_months) if self.valid_months else None


class ScenarioQuerySet(OwnedQuerySet["Scenario"]):
    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)


class Scenario(OwnedModel):
    """A customer's words as cue, and what one could answer.

    Once somebody answered it, it is never edited: a change archives it and makes the next row of
    the same `original`, so that what was answered keeps its meaning.
    """

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="scenarios")
    original = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="successors"
    )
    position = models.PositiveSmallIntegerField(default=0)
    situation = models.CharField(_("situation"), max_length=500, blank=True)
    cue = models.TextField(_("the customer says"), max_length=1000)
    resolve_first = models.BooleanField(_("solving comes first here"), default=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = ScenarioQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.cue[:80]

    @property
    def origin_id(self) -> int:
        """What all rows of one scenario share, however often it was rewritten."""
        return self.original_id or self.pk


class Choice(OwnedModel):
    """One possible answer: what it does towards the lesson's emotion, from -2 to +2, and why."""

    class Effect(models.IntegerChoices):
        MUCH_BETTER = 2, _("+2 much better")
        BETTER = 1, _("+1 a little better")
        NEUTRAL = 0, _("0 changes nothing")
        WORSE = -1, _("−1 a little worse")
        MUCH_WORSE = -2, _("−2 much worse")

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("answer"), max_length=1000)
    effect = models.SmallIntegerField(_("what it does"), choices=Effect)
    why = models.TextField(_("why"), max_length=1000)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
