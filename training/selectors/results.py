"""How somebody has done: for their own eyes only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import Membership
from training.models import Attempt, Lesson
from training.selectors import passes
from training.selectors.passes import Pass


@dataclass(frozen=True)
class Standing:
    """Where one person stands in one lesson."""

    passed: Pass
    today: date

    @property
    def holds(self) -> bool:
        return self.passed.holds_on(self.today)


def standing(*, lesson: Lesson, membership: Membership) -> Standing | None:
    """This member's latest pass of a lesson, whether it still counts or not."""
    return standings(lessons=[lesson], membership=membership).get(lesson.pk)


def standings(*, lessons: Iterable[Lesson], membership: Membership) -> dict[int, Standing]:
    """The same for several lessons, by lesson id."""
    org = membership.organization
    found = passes.latest(org=org, lessons=lessons, member=membership)
    today = org.today()
    return {lesson_id: Standing(passed, today) for (lesson_id, _person), passed in found.items()}


@dataclass(frozen=True)
class LessonResult:
    """One person's attempts at one lesson, the newest first."""

    lesson: Lesson
    attempts: tuple[Attempt, ...]
    standing: Standing | None

    @property
    def open(self) -> Attempt | None:
        return next((each for each in self.attempts if each.finished_at is None), None)

    @property
    def finished(self) -> list[Attempt]:
        return [each for each in self.attempts if each.finished_at is not None]


def of_member(*, membership: Membership) -> list[LessonResult]:
    """What this member has practised, the latest first."""
    mine = Attempt.objects.for_org(membership.organization).filter(
        staff_member__membership=membership
    )
    by_lesson: dict[int, list[Attempt]] = {}
    for attempt in mine.select_related("lesson__emotion", "lesson__action"):
        by_lesson.setdefault(attempt.lesson_id, []).append(attempt)
    lessons = [attempts[0].lesson for attempts in by_lesson.values()]
    found = standings(lessons=lessons, membership=membership)
    return [
        LessonResult(lesson, tuple(by_lesson[lesson.pk]), found.get(lesson.pk))
        for lesson in lessons
    ]
