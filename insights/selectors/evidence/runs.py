"""When an action was really done, or a lesson really learned, by those who serve the stage."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from accounts.models import StaffMember
from insights.models import Registration
from journeys.models import LiveInterval, Stage
from training.models import Attempt, Lesson


@dataclass(frozen=True)
class Run:
    """From `since` on it was done; until `ended_on`, that day excluded, if it ended."""

    since: date
    ended_on: date | None = None


def of_registrations(registrations: Sequence[Registration]) -> dict[int, Run]:
    """The run that each registration, by id, is judged by; those that have not begun are missing."""
    learned = learned_on(
        [(each.lesson, each.stage) for each in registrations if each.lesson is not None]
    )
    found = {}
    for each in registrations:
        if each.stage_action is not None:
            run = of_intervals(each.stage_action.live_intervals.all(), registered_on(each))
        else:
            day = learned.get((each.lesson_id or 0, each.stage_id))
            run = Run(day) if day else None
        if run is not None:
            found[each.pk] = run
    return found


def registered_on(registration: Registration) -> date:
    return registration.organization.local_date(registration.registered_at)


def of_intervals(intervals: Iterable[LiveInterval], registered: date) -> Run | None:
    """The first run still going on when it was registered or after; else the last one before."""
    runs = sorted((Run(each.since, each.ended_on) for each in intervals), key=lambda r: r.since)
    running = [run for run in runs if run.ended_on is None or run.ended_on > registered]
    if running:
        return running[0]
    return runs[-1] if runs else None


def learned_on(pairs: Sequence[tuple[Lesson, Stage]]) -> dict[tuple[int, int], date]:
    """For (lesson id, stage id): the day by which most of the staff of the stage had passed."""
    if not pairs:
        return {}
    org = pairs[0][0].organization
    staff: dict[int, set[int]] = defaultdict(set)
    for person, team in (
        StaffMember.objects.for_org(org)
        .present()
        .filter(team__isnull=False)
        .values_list("pk", "team_id")
    ):
        staff[team].add(person)
    passed: dict[int, dict[int, date]] = defaultdict(dict)
    attempts = Attempt.objects.for_org(org).filter(
        passed=True, lesson__in={lesson.pk for lesson, _stage in pairs}
    )
    firsts = attempts.order_by().values_list("lesson_id", "staff_member_id")
    for lesson_id, person, first in firsts.annotate(first=Min("finished_at")):
        passed[lesson_id][person] = org.local_date(first)
    found = {}
    for lesson, stage in pairs:
        people = set().union(*(staff[team.pk] for team in stage.teams.all()))
        day = _most(
            sorted(passed[lesson.pk][each] for each in people & set(passed[lesson.pk])), people
        )
        if day is not None:
            found[lesson.pk, stage.pk] = day
    return found


def _most(days: list[date], people: set[int]) -> date | None:
    """The day on which more than half of the people were through."""
    needed = len(people) // 2 + 1
    return days[needed - 1] if people and len(days) >= needed else None
