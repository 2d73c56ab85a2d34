"""What customers say of somebody's own interactions: for their own eyes, and no single answer.

Figures stand for thirds of a year that never overlap, and stand still once they are shown: a
figure that moves with each answer tells what the latest customer said.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from accounts.models import Membership, Organization, StaffMember
from insights.engine import display, empathy
from insights.engine.display import Level
from insights.engine.intervals import Share
from insights.selectors.periods import Period
from journeys.models import StageAction
from journeys.selectors import beliefs
from surveys.models import Answer
from surveys.selectors import cells

MONTHS = 4
SHOWN = 3
# Answers that come later than this after the end of a period are left out of it for good.
WAIT = timedelta(days=14)


@dataclass(frozen=True)
class OwnFigure:
    """A share (0-1) of one's own customers in one period; told from ten answers on."""

    period: Period
    done: Share

    @property
    def n(self) -> int:
        return int(self.done.n)

    @property
    def level(self) -> Level:
        return display.level(self.done.n)


@dataclass(frozen=True)
class OwnBehaviour:
    """One behaviour with a figure a period, the latest first."""

    stage_action: StageAction
    figures: tuple[OwnFigure, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is not even a number of answers to tell."""
        return all(each.level is Level.NOTHING for each in self.figures)


def staff_member(*, membership: Membership) -> StaffMember | None:
    """Who this member is among those who serve customers, if anybody."""
    rows = StaffMember.objects.for_org(membership.organization).present()
    found: StaffMember | None = rows.filter(membership=membership).first()
    return found


def periods(org: Organization) -> list[Period]:
    """The latest thirds of a year that are over and no longer change, the latest first."""
    today = org.today()
    last = (today.year * 12 + today.month - 1) // MONTHS
    thirds = [_third(number) for number in range(last, last - SHOWN - 2, -1)]
    return [third for third in thirds if third.until + WAIT < today][:SHOWN]


def behaviours(*, membership: Membership) -> list[OwnBehaviour]:
    """Each behaviour that customers were asked about after an interaction with this member."""
    person, org = staff_member(membership=membership), membership.organization
    if person is None:
        return []
    thirds = periods(org)
    counted = _counted(person, thirds)
    blind = beliefs.blind_journeys(membership=membership)
    rows = StageAction.objects.for_org(org).filter(pk__in={pk for pk, _third in counted})
    rows = rows.exclude(stage__journey__in=blind).select_related(
        "action", "emotion", "stage__journey"
    )
    return [
        OwnBehaviour(
            row,
            tuple(
                OwnFigure(third, empathy.customers(*counted.get((row.pk, third), (0, 0))))
                for third in thirds
            ),
        )
        for row in rows.order_by("stage__journey__name", "stage__position", "position", "pk")
    ]


def _counted(
    person: StaffMember, thirds: Sequence[Period]
) -> dict[tuple[int, Period], tuple[int, int]]:
    """(times it happened, answers) by stage action and period."""
    if not thirds:
        return {}
    org = person.organization
    known = cells.constructs(org)
    answers = Answer.objects.filter(
        organization=org,
        response__is_counted=True,
        response__interaction__staff_member=person,
        response__experienced_on__range=(thirds[-1].since, thirds[0].until),
        question__kind="check",
        value__isnull=False,
    )
    found: dict[tuple[int, Period], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for question, stage_action, yes_is_good, value, day, answered_at in answers.values_list(
        "question_id",
        "question__stage_action_id",
        "question__check_wording__yes_is_good",
        "value",
        "response__experienced_on",
        "response__last_activity_at",
    ):
        third = next(each for each in thirds if each.since <= day <= each.until)
        if question in known and answered_at < _frozen_at(org, third):
            done, n = found[stage_action, third]
            found[stage_action, third] = (done + (value == (2 if yes_is_good else 0)), n + 1)
    return dict(found)


def _third(number: int) -> Period:
    """The third of a year with this number, counted from year 0."""
    return Period(_first_day(number), _first_day(number + 1) - timedelta(days=1))


def _first_day(number: int) -> date:
    year, place = divmod(number, 12 // MONTHS)
    return date(year, MONTHS * place + 1, 1)


def _frozen_at(org: Organization, third: Period) -> datetime:
    return datetime.combine(third.until + WAIT + timedelta(days=1), time(), org.zone)
