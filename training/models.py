import uuid
from calendar import monthrange
from datetime import date
from typing import Any, ClassVar, Self

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


class AssignmentQuerySet(OwnedQuerySet["Assignment"]):
    def open(self) -> Self:
        """Those that still ask somebody to practise."""
        return self.filter(withdrawn_at__isnull=True, lesson__archived_at__isnull=True)


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
    assigned_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    assigned_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = AssignmentQuerySet.as_manager()

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

    @property
    def target(self) -> str:
        """Who is asked, in words."""
        return str(self.team or self.staff_member or Role(self.role).label)


class Reminder(OwnedModel):
    """That a person was reminded of what is due on a day, so that nobody is reminded twice.

    The day belongs to it because a pass runs out: then the same assignment is due again.
    """

    class Kind(models.TextChoices):
        SOON = "soon", _("due soon")
        OVERDUE = "overdue", _("overdue")

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="reminders")
    staff_member = models.ForeignKey(StaffMember, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)
    due_on = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "staff_member", "kind", "due_on"], name="reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sent_at:%Y-%m-%d}"


class AttemptQuerySet(OwnedQuerySet["Attempt"]):
    def open(self) -> Self:
        return self.filter(finished_at__isnull=True)

    def finished(self) -> Self:
        return self.filter(finished_at__isnull=False)


class Attempt(OwnedModel):
    """One person's practice of a lesson: the choices made and the score in percent."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="attempts")
    staff_member = models.ForeignKey(StaffMember, models.CASCADE, related_name="attempts")
    # Chosen by the page of the first answer: the same answer sent twice starts one attempt.
    key = models.UUIDField(default=uuid.uuid4)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    passed = models.BooleanField(default=False)

    objects: ClassVar[Any] = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["organization", "lesson", "staff_member"])]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "staff_member", "key"], name="attempt_started_once"
            ),
            models.UniqueConstraint(
                fields=["lesson", "staff_member"],
                condition=Q(finished_at__isnull=True),
                name="one_open_attempt_a_lesson",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, score__isnull=True, passed=False)
                | Q(finished_at__isnull=False, score__isnull=False),
                name="a_finished_attempt_has_a_score",
            ),
        ]

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
    """A manager's guess: in how many of 10 interactions does the team do it?

    `is_blind` as long as the page had not shown what practice and customers say when it was made.
    """

    stage_action = models.ForeignKey(StageAction, models.PROTECT, related_name="forecasts")
    team = models.ForeignKey(Team, models.PROTECT, related_name="forecasts")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="forecasts")
    in_ten = models.PositiveSmallIntegerField(
        _("in how many of 10 interactions"), validators=[MaxValueValidator(10)]
    )
    is_blind = models.BooleanField(default=True)
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
