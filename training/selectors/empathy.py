"""What the empathy gap is made of on this side: practice measured, managers' forecasts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from accounts.models import Membership, Organization, Team
from journeys.models import StageAction
from training.models import Attempt, AttemptChoice, Forecast, Lesson
from training.selectors import lessons

# A forecast stands this long; then the manager is asked again, blind.
FRESH = timedelta(days=90)


@dataclass(frozen=True)
class PracticeShare:
    """The scenario check points of a team: (staff member, whether the answer evoked the emotion).

    Of each person the latest finished attempt at each lesson counts.
    """

    points: tuple[tuple[int, bool], ...]

    @property
    def people(self) -> int:
        return len({person for person, _shown in self.points})

    @property
    def share(self) -> float | None:
        """How much of it was shown, 0-1, all points alike; None without any."""
        if not self.points:
            return None
        return sum(shown for _person, shown in self.points) / len(self.points)


def practice_share(stage_action: StageAction, team: Team) -> PracticeShare:
    """What a team shows in practice of one behaviour designed into a stage."""
    found = practice_shares(org=stage_action.organization, stage_actions=[stage_action], team=team)
    return found.get((stage_action.pk, team.pk), PracticeShare(()))


def practice_shares(
    *, org: Organization, stage_actions: Iterable[StageAction], team: Team | None = None
) -> dict[tuple[int, int], PracticeShare]:
    """The same for many behaviours, by (stage action id, team id); who never practised is missing."""
    known = list(Lesson.objects.for_org(org).current())
    shown: dict[tuple[int, int], list[tuple[int, bool]]] = defaultdict(list)
    for lesson_id, team_id, person, effect in _latest_choices(org, team):
        shown[lesson_id, team_id].append((person, effect > 0))
    points: dict[tuple[int, int], list[tuple[int, bool]]] = defaultdict(list)
    for stage_action in stage_actions:
        trained_by = {lesson.pk for lesson in lessons.about(known, stage_action)}
        for (lesson_id, team_id), rows in shown.items():
            if lesson_id in trained_by:
                points[stage_action.pk, team_id] += rows
    return {key: PracticeShare(tuple(rows)) for key, rows in points.items()}


def _latest_choices(org: Organization, team: Team | None) -> Any:
    """(lesson, team, person, effect) of the latest finished attempts of those who are still here."""
    finished = Attempt.objects.for_org(org).finished().filter(staff_member__team__isnull=False)
    if team is not None:
        finished = finished.filter(staff_member__team=team)
    of_the_same = finished.filter(
        lesson=OuterRef("lesson"), staff_member=OuterRef("staff_member")
    ).order_by("-finished_at", "-pk")
    latest = finished.filter(
        pk=Subquery(of_the_same.values("pk")[:1]), staff_member__left_at__isnull=True
    )
    rows = AttemptChoice.objects.filter(attempt__in=latest).order_by("pk")
    return rows.values_list(
        "attempt__lesson_id",
        "attempt__staff_member__team_id",
        "attempt__staff_member_id",
        "choice__effect",
    )


def forecasts(
    *,
    org: Organization,
    stage_action: StageAction | None = None,
    team: Team | None = None,
    membership: Membership | None = None,
    blind_only: bool = False,
) -> list[Forecast]:
    """The latest forecast of each member for each behaviour and team, newest first."""
    rows = Forecast.objects.for_org(org).select_related("membership__user", "team")
    wanted: dict[str, Any] = {
        "stage_action": stage_action,
        "team": team,
        "membership": membership,
        "is_blind": True if blind_only else None,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    found: dict[tuple[int, int, int], Forecast] = {}
    for row in rows.order_by("-forecast_on", "-made_at", "-pk"):
        found.setdefault((row.stage_action_id, row.team_id, row.membership_id), row)
    return list(found.values())


def standing(
    *, stage_action: StageAction, team: Team, membership: Membership, today: date
) -> Forecast | None:
    """This member's forecast while it is fresh: then the page shows what it is compared with."""
    rows = Forecast.objects.filter(stage_action=stage_action, team=team, membership=membership)
    fresh: Forecast | None = (
        rows.filter(forecast_on__gt=today - FRESH).order_by("-forecast_on").first()
    )
    return fresh


@dataclass(frozen=True)
class Behaviour:
    """A live stage action of one team, with this manager's fresh forecast if there is one."""

    team: Team
    stage_action: StageAction
    forecast: Forecast | None


def behaviours(*, org: Organization, membership: Membership) -> list[Behaviour]:
    """What this manager can forecast: each live stage action for each team of its stage."""
    today = org.today()
    fresh = {
        (row.team_id, row.stage_action_id): row
        for row in forecasts(org=org, membership=membership)
        if row.forecast_on > today - FRESH
    }
    rows = [
        Behaviour(team, stage_action, fresh.get((team.pk, stage_action.pk)))
        for stage_action in live(org=org)
        for team in stage_action.stage.teams.all()
        if team.archived_at is None
    ]
    return sorted(rows, key=lambda row: (row.team.name.casefold(), row.team.pk))


def live(*, org: Organization) -> Any:
    """The stage actions that are done today, with stage, journey and teams."""
    rows = StageAction.objects.for_org(org).current().live_on(org.today())
    return (
        rows.filter(stage__archived_at=None, stage__journey__archived_at=None)
        .select_related("action", "emotion", "stage__journey", "organization")
        .prefetch_related("stage__teams")
        .order_by("stage__journey__name", "stage__position", "position", "pk")
    )
