"""Give lessons to a role, a team or a person, with a date."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor, Membership, StaffMember, Team
from accounts.permissions import Permission, Role
from accounts.services import events, versions
from training.models import Assignment, Lesson
from training.services import people

LONGEST = timedelta(days=2 * 365)
PRACTISING = tuple(role for role in Role if Permission.TRAINING_TAKE in role.permissions)


@transaction.atomic
def assign(
    *,
    lesson: Lesson,
    role: str = "",
    team: Team | None = None,
    staff_member: StaffMember | None = None,
    member: Membership | None = None,
    due_on: date,
    by: Actor,
) -> Assignment:
    """Ask one role, team, staff member or member to pass a lesson until a day.

    Asking the same for the same day again returns the assignment that is there.
    """
    current = versions.lock(lesson, None)  # two people who assign at once
    if member is not None:
        staff_member = people.of_member(membership=member, by=by)
    _check(current, role, staff_member, due_on)
    asked = Assignment.objects.for_org(lesson.organization).open()
    same = asked.filter(lesson=current, role=role, team=team, staff_member=staff_member).first()
    if same is not None:
        return _again(same, due_on)
    assignment = Assignment(
        organization=lesson.organization,
        lesson=current,
        role=role,
        team=team,
        staff_member=staff_member,
        due_on=due_on,
        assigned_by=by.membership,
    )
    assignment.full_clean()
    assignment.save()
    after = events.snapshot(assignment, ["lesson", "role", "team", "staff_member", "due_on"])
    _record(assignment, "lesson_assigned", by, after)
    return assignment


@transaction.atomic
def withdraw(*, assignment: Assignment, by: Actor) -> None:
    """Ask no longer; what was practised stays."""
    current = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if current.withdrawn_at is None:
        current.withdrawn_at = timezone.now()
        current.save(update_fields=["withdrawn_at"])
        _record(current, "assignment_withdrawn", by, {"lesson": current.lesson_id})


def _check(lesson: Lesson, role: str, staff_member: StaffMember | None, due_on: date) -> None:
    today = lesson.organization.today()
    if lesson.archived_at is not None:
        raise ValidationError({"lesson": _("This lesson was put away. Restore it first.")})
    if not lesson.scenarios.current().exists():
        raise ValidationError(
            {"lesson": _("This lesson has nothing to practise yet. Write a scenario first.")}
        )
    if not today <= due_on <= today + LONGEST:
        raise ValidationError({"due_on": _("Choose a day within the next two years.")})
    if role and role not in PRACTISING:
        raise ValidationError({"to": _("This role may look but not practise.")})
    membership = staff_member.membership if staff_member is not None else None
    if membership is not None and not membership.can(Permission.TRAINING_TAKE):
        raise ValidationError(
            {"to": _("%(name)s may look but not practise.") % {"name": staff_member}}
        )


def _again(same: Assignment, due_on: date) -> Assignment:
    if same.due_on != due_on:
        raise ValidationError(
            {
                "to": _("They have this lesson already, until %(day)s. Withdraw that first.")
                % {"day": same.due_on}
            }
        )
    return same


def _record(assignment: Assignment, verb: str, by: Actor, after: dict[str, object]) -> None:
    events.record(
        org=assignment.organization,
        verb=verb,
        on=assignment,
        by=by,
        after=after,
        label=str(assignment.lesson),
    )
