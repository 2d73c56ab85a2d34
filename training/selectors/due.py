"""What somebody has to practise, and until when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from accounts.models import Membership, Organization
from training.models import Assignment, Lesson
from training.selectors import passes, people
from training.selectors.passes import Key, Pass
from training.selectors.people import Person

# A pass that is about to run out is due again this long before, so that nobody has a gap.
RENEW = timedelta(days=14)
SOON = timedelta(days=3)


@dataclass(frozen=True)
class Due:
    """A lesson that somebody has to practise; `renews` a pass that has run out or is about to."""

    lesson: Lesson
    assignment: Assignment
    due_on: date
    today: date
    renews: bool = False

    @property
    def is_overdue(self) -> bool:
        return self.due_on < self.today

    @property
    def is_soon(self) -> bool:
        return self.today <= self.due_on <= self.today + SOON


def for_member(*, membership: Membership) -> list[Due]:
    """What this member has to practise, the most urgent first."""
    org = membership.organization
    person = people.of_member(membership=membership)
    asked = Q(role=membership.role)
    if person.staff_member is not None:
        asked |= Q(staff_member=person.staff_member)
        if person.staff_member.team_id:
            asked |= Q(team=person.staff_member.team_id)
    assignments = list(open_assignments(org=org).filter(asked))
    found = passes.latest(org=org, lessons=_lessons(assignments), member=membership)
    return of_person(person, assignments, found, org.today())


def of_everybody(*, org: Organization) -> list[tuple[Person, list[Due]]]:
    """Everybody who has something to practise, by name."""
    assignments = list(open_assignments(org=org))
    found = passes.latest(org=org, lessons=_lessons(assignments))
    today = org.today()
    everybody = people.everybody(org=org) if assignments else []
    each = [(person, of_person(person, assignments, found, today)) for person in everybody]
    return [(person, dues) for person, dues in each if dues]


def open_assignments(*, org: Organization) -> Any:
    return (
        Assignment.objects.for_org(org)
        .open()
        .select_related("lesson__emotion", "lesson__action", "team", "staff_member")
    )


def of_person(
    person: Person,
    assignments: Iterable[Assignment],
    found: Mapping[Key, Pass],
    today: date,
) -> list[Due]:
    """One Due a lesson, also when several assignments ask for it: the one that comes first."""
    dues: dict[int, Due] = {}
    for assignment in assignments:
        if not person.is_asked_by(assignment):
            continue
        due = _due(assignment, found.get((assignment.lesson_id, person.staff_id or 0)), today)
        first = dues.get(assignment.lesson_id)
        if due and (first is None or due.due_on < first.due_on):
            dues[assignment.lesson_id] = due
    return sorted(dues.values(), key=lambda due: (due.due_on, due.lesson.title))


def _due(assignment: Assignment, passed: Pass | None, today: date) -> Due | None:
    if passed is None:
        return Due(assignment.lesson, assignment, assignment.due_on, today)
    if passed.valid_until is None or today < passed.valid_until - RENEW:
        return None
    due_on = max(passed.valid_until, assignment.due_on)
    return Due(assignment.lesson, assignment, due_on, today, renews=True)


def _lessons(assignments: Iterable[Assignment]) -> list[Lesson]:
    return list({row.lesson_id: row.lesson for row in assignments}.values())
