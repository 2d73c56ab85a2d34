"""Who passed which lesson, and until when that counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from accounts.models import Membership, Organization
from training.models import Attempt, Lesson

Key = tuple[int, int]  # (lesson_id, staff_member_id)


@dataclass(frozen=True)
class Pass:
    """The latest pass of one lesson by one person; `valid_until` is its last day, if it has one."""

    passed_on: date
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        return self.valid_until is None or day <= self.valid_until


def latest(
    *, org: Organization, lessons: Iterable[Lesson], member: Membership | None = None
) -> dict[Key, Pass]:
    """The latest passes of these lessons, by everybody or by one member."""
    by_id = {lesson.pk: lesson for lesson in lessons}
    passed = Attempt.objects.for_org(org).filter(passed=True, lesson__in=list(by_id))
    if member is not None:
        passed = passed.filter(staff_member__membership=member)
    rows = (
        passed.order_by()
        .values_list("lesson_id", "staff_member_id")
        .annotate(last=Max("finished_at"))
    )
    found = {}
    for lesson_id, person_id, last in rows:
        passed_on = org.local_date(last)
        found[lesson_id, person_id] = Pass(passed_on, by_id[lesson_id].valid_until(passed_on))
    return found
