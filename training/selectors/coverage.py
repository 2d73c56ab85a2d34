"""How many of those who serve a stage have practised what is designed into it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import Organization, StaffMember, Team
from journeys.models import Stage, StageAction
from training.models import Lesson
from training.selectors import lessons, passes


@dataclass(frozen=True)
class TeamCoverage:
    """One team at one stage action: who still has to practise, and never how well anybody did."""

    team: Team
    people: int
    waiting: tuple[StaffMember, ...]

    @property
    def practised(self) -> int:
        return self.people - len(self.waiting)


@dataclass(frozen=True)
class Coverage:
    """“7 of 12 people at this stage have practised this.”

    People are the staff of the stage's teams; practised are those with a pass that still counts, of
    a lesson on this action or, where there is none, on its emotion.
    """

    stage_action: StageAction
    practised: int
    people: int
    lessons: tuple[Lesson, ...]
    teams: tuple[TeamCoverage, ...]


def of_stage(stage: Stage) -> list[Coverage]:
    """One Coverage for each action designed into the stage, in the stage's order."""
    return _of(stage.organization, _rows().filter(stage=stage))


def of_org(*, org: Organization) -> list[Coverage]:
    """The same for every stage of every journey in use."""
    rows = _rows().filter(
        organization=org, stage__archived_at=None, stage__journey__archived_at=None
    )
    order = ("stage__journey__name", "stage__journey_id", "stage__position", "stage_id")
    return _of(org, rows.order_by(*order, "position", "pk"))


def _rows() -> Any:
    current = StageAction.objects.current()
    return current.select_related("action", "emotion", "stage__journey").prefetch_related(
        "stage__teams"
    )


def _of(org: Organization, stage_actions: Iterable[StageAction]) -> list[Coverage]:
    rows = list(stage_actions)
    known = list(Lesson.objects.for_org(org).current()) if rows else []
    teams = {team for row in rows for team in row.stage.teams.all()}
    staff: dict[int, list[StaffMember]] = defaultdict(list)
    for person in StaffMember.objects.for_org(org).present().filter(team__in=teams):
        staff[person.team_id or 0].append(person)
    found = passes.latest(org=org, lessons=known)
    today = org.today()
    valid = {key for key, passed in found.items() if passed.holds_on(today)}
    return [_coverage(row, lessons.about(known, row), staff, valid) for row in rows]


def _coverage(
    stage_action: StageAction,
    trained_by: Sequence[Lesson],
    staff: dict[int, list[StaffMember]],
    valid: set[passes.Key],
) -> Coverage:
    teams = []
    for team in stage_action.stage.teams.all():
        members = staff[team.pk]
        waiting = [
            person
            for person in members
            if not any((lesson.pk, person.pk) in valid for lesson in trained_by)
        ]
        teams.append(TeamCoverage(team, len(members), tuple(waiting)))
    return Coverage(
        stage_action=stage_action,
        practised=sum(team.practised for team in teams),
        people=sum(team.people for team in teams),
        lessons=tuple(trained_by),
        teams=tuple(teams),
    )
