from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OwnedModel, OwnedQuerySet, StaffMember, Team
from accounts.permissions import Role
from actions.models import Action
from emotions.models import Emotion
from journeys.models import StageAction


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
        _("practise again after (months)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    pass_percent = models.PositiveSmallIntegerField(
        _("passed from (%)"), default=70, validators=[MaxValueValidator(100)]
    )
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: Any = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="lesson_key_once"),
            models.CheckConstraint(
                condition=Q(emotion__isnull=False) | Q(action__isnull=False),
                name="lesson_is_for_an_emotion_or_an_action",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Scenario(OwnedModel):
    """A customer's words as cue, and what one could answer."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="scenarios")
    position = models.PositiveSmallIntegerField(default=0)
    situation = models.CharField(_("situation"), max_length=500, blank=True)
    cue = models.TextField(_("the customer says"), max_length=1000)
    resolve_first = models.BooleanField(_("solving comes first here"), default=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.cue[:80]


class Choice(OwnedModel):
    """One possible answer: what it does to the emotion, from -2 to +2, and why."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("answer"), max_length=1000)
    effect = models.SmallIntegerField(
        _("effect on the emotion"), validators=[MinValueValidator(-2), MaxValueValidator(2)]
    )
    why = models.TextField(_("why"), max_length=1000)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Assignment(OwnedModel):
    """A lesson given to a role, a team or a person, with a due date."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="assignments")
    role = models.CharField(
        _("role"), max_length=12, blank=True, choices=[(role.value, role.label) for role in Role]
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    staff_member = models.ForeignKey(
        StaffMember, models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    due_on = models.DateField(_("due on"))
    assigned_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    assigned_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=True, staff_member__isnull=True) & ~Q(role="")
                | Q(team__isnull=False, staff_member__isnull=True, role="")
                | Q(team__isnull=True, staff_member__isnull=False, role=""),
                name="assigned_to_one_of_role_team_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} until {self.due_on}"


class Reminder(OwnedModel):
    """That a person was reminded of an assignment, so that nobody is reminded twice."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="reminders")
    staff_member = models.ForeignKey(StaffMember, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)  # soon, overdue
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "staff_member", "kind"], name="reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sent_at:%Y-%m-%d}"


class Attempt(OwnedModel):
    """One person's practice of a lesson: the choices made and the score in percent."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="attempts")
    staff_member = models.ForeignKey(StaffMember, models.CASCADE, related_name="attempts")
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(100)])
    passed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["organization", "lesson", "staff_member"])]

    def __str__(self) -> str:
        return f"{self.score} %"


class AttemptChoice(OwnedModel):
    """What somebody chose for one scenario; the practice share of the empathy gap rests on it."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="choices")
    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="+")
    choice = models.ForeignKey(Choice, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "scenario"], name="one_choice_a_scenario")
        ]

    def __str__(self) -> str:
        return f"{self.choice_id}"


class Forecast(OwnedModel):
    """A manager's blind guess: in how many of 10 interactions does the team do it?"""

    stage_action = models.ForeignKey(StageAction, models.PROTECT, related_name="forecasts")
    team = models.ForeignKey(Team, models.PROTECT, related_name="forecasts")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="forecasts")
    in_ten = models.PositiveSmallIntegerField(
        _("in how many of 10 interactions"), validators=[MaxValueValidator(10)]
    )
    forecast_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage_action", "team", "membership", "forecast_on"],
                name="one_forecast_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.in_ten} of 10"
