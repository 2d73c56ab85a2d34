import uuid
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OwnedModel, OwnedQuerySet, StaffMember, Team
from accounts.permissions import Role
from training.models.lessons import Choice, Lesson, Scenario


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
