"""Reads of lessons and their scenarios."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import Organization
from journeys.models import StageAction
from training.models import Lesson, Scenario


def listing(*, org: Organization, archived: bool = False) -> QuerySet[Lesson]:
    """Lessons with what they are about and `scenario_count`, those in use or those put away."""
    rows: QuerySet[Lesson] = (
        Lesson.objects.for_org(org)
        .filter(archived_at__isnull=not archived)
        .select_related("emotion", "action")
        .annotate(scenario_count=Count("scenarios", filter=Q(scenarios__archived_at__isnull=True)))
        .order_by("title", "pk")
    )
    return rows


@dataclass(frozen=True)
class Filters:
    """What a list of lessons is narrowed to."""

    emotion: Any = None
    words: str = ""

    def apply(self, rows: QuerySet[Lesson]) -> QuerySet[Lesson]:
        if self.emotion:
            rows = rows.filter(emotion=self.emotion)
        if self.words:
            rows = rows.filter(Q(title__icontains=self.words) | Q(body__icontains=self.words))
        return rows


def about(lessons: Iterable[Lesson], stage_action: StageAction) -> list[Lesson]:
    """Which of `lessons` train a stage action: those on its action, else those on its emotion."""
    known = list(lessons)
    direct = [lesson for lesson in known if lesson.action_id == stage_action.action_id]
    return direct or [lesson for lesson in known if lesson.emotion_id == stage_action.emotion_id]


def latest(scenario: Scenario) -> Scenario | None:
    """The row of this scenario that is practised now; None if it was taken out of its lesson."""
    origin = scenario.origin_id
    rows = Scenario.objects.for_org(scenario.organization).current()
    found: Scenario | None = rows.filter(Q(pk=origin) | Q(original=origin)).first()
    return found
