"""What is registered, and what could be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from accounts.models import Organization
from emotions.models import Emotion
from insights.models import Registration
from insights.selectors.evidence.judgement import Judged, judge_all
from journeys.models import Stage, StageAction
from training.models import Assignment, Lesson
from training.selectors import lessons


def registrations(*, org: Organization) -> Any:
    """Registrations with all that judging and showing them takes, the latest start first."""
    return (
        Registration.objects.for_org(org)
        .select_related(
            "organization",
            "stage__journey",
            "emotion",
            "stage_action__action",
            "lesson",
            "registered_by__user",
            "withdrawn_by__user",
        )
        .prefetch_related(
            "comparisons__journey",
            "amendments__amended_by__user",
            "stage__teams",
            "stage_action__live_intervals",
            "stage_action__check_wordings",
        )
    )


def latest(
    *, org: Organization, today: date, stage: Stage | None = None, emotion: Emotion | None = None
) -> list[Judged]:
    """The latest standing registration of each action and lesson at a stage or for an emotion."""
    rows = registrations(org=org).standing().filter(stage__archived_at=None)
    if stage is not None:
        rows = rows.filter(stage=stage)
    if emotion is not None:
        rows = rows.filter(emotion=emotion)
    newest: dict[tuple[int | None, int | None, int], Registration] = {}
    for row in rows:
        newest.setdefault((row.stage_action_id, row.lesson_id, row.stage_id), row)
    return judge_all(org=org, registrations=list(newest.values()), today=today)


@dataclass(frozen=True)
class Unregistered:
    """Something that people do, or will, without a promise by which it could be judged."""

    stage: Stage
    emotion: Emotion
    stage_action: StageAction | None = None
    lesson: Lesson | None = None
    since: date | None = None

    @property
    def subject(self) -> str:
        return str(self.stage_action.action if self.stage_action else self.lesson)


def unregistered(*, org: Organization, today: date) -> list[Unregistered]:
    """Designed actions and assigned lessons nobody has registered; what has not begun comes first."""
    found = [*_actions(org, today), *_lessons(org)]
    return sorted(found, key=lambda each: each.since is not None)


def _actions(org: Organization, today: date) -> Iterable[Unregistered]:
    standing = Registration.objects.for_org(org).standing()
    rows = _designed(org).exclude(Exists(standing.filter(stage_action=OuterRef("pk"))))
    for row in rows.prefetch_related("live_intervals"):
        live = [each for each in row.live_intervals.all() if each.ended_on is None]
        since = live[0].since if live and live[0].since <= today else None
        yield Unregistered(row.stage, row.emotion, stage_action=row, since=since)


def _lessons(org: Organization) -> Iterable[Unregistered]:
    """A lesson that was assigned, at each stage with an action that it trains."""
    assigned = Assignment.objects.for_org(org).open()
    known = list(
        Lesson.objects.for_org(org).current().filter(Exists(assigned.filter(lesson=OuterRef("pk"))))
    )
    if not known:
        return
    rows = Registration.objects.for_org(org).standing().filter(lesson__isnull=False)
    taken = set(rows.values_list("lesson_id", "stage_id"))
    for stage_action in _designed(org):
        for lesson in lessons.about(known, stage_action):
            if (key := (lesson.pk, stage_action.stage_id)) not in taken:
                taken.add(key)
                yield Unregistered(stage_action.stage, stage_action.emotion, lesson=lesson)


def _designed(org: Organization) -> Any:
    return (
        StageAction.objects.for_org(org)
        .current()
        .filter(stage__archived_at=None, stage__journey__archived_at=None)
        .select_related("stage__journey", "action", "emotion")
        .order_by("stage__journey__name", "stage__position", "position", "pk")
    )
