"""How far assignments have come: how many did it, and who has not yet. Never how well."""

from dataclasses import dataclass

from accounts.models import Organization
from training.models import Assignment
from training.selectors import due, passes, people
from training.selectors.people import Person


@dataclass(frozen=True)
class Progress:
    """An assignment with how many it asks, and the people whose pass it waits for."""

    assignment: Assignment
    asked: int
    waiting: tuple[Person, ...]
    is_overdue: bool

    @property
    def done(self) -> int:
        return self.asked - len(self.waiting)


def progress(*, org: Organization) -> list[Progress]:
    """The open assignments, those due first at the top."""
    assignments = list(due.open_assignments(org=org))
    lessons = list({row.lesson_id: row.lesson for row in assignments}.values())
    found = passes.latest(org=org, lessons=lessons)
    everybody = people.everybody(org=org)
    today = org.today()
    rows = []
    for assignment in assignments:
        asked = [person for person in everybody if person.is_asked_by(assignment)]
        waiting = tuple(
            person
            for person in asked
            if (passed := found.get((assignment.lesson_id, person.staff_id or 0))) is None
            or not passed.holds_on(today)
        )
        overdue = bool(waiting) and assignment.due_on < today
        rows.append(Progress(assignment, len(asked), waiting, overdue))
    return rows
