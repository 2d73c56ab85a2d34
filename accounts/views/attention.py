"""What a member should look at today; each thing with the page where it is done."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.http import OrgRequest
from accounts.models import Membership, Organization
from accounts.permissions import Permission
from insights.selectors import alerts as changed
from insights.selectors import board as boards
from insights.selectors import secrecy
from insights.selectors.alerts import TellableAlert
from insights.selectors.board import Cell
from insights.selectors.periods import DEFAULT_DAYS, Period
from journeys.models import BeliefInvitee, Journey
from journeys.selectors import beliefs
from surveys.models import FollowUp
from training.selectors import due
from training.selectors.due import Due

SHOWN = 5
# Each journey costs a handful of queries; the gap board itself shows them all.
JOURNEYS = 6


@dataclass(frozen=True)
class Gap:
    """A stage where customers feel clearly less than it is designed for."""

    journey: Journey
    cell: Cell


def followups(request: OrgRequest) -> dict[str, Any]:
    """Unhappy customers nobody has looked after yet: one's own first, then those of nobody."""
    if not request.membership.can(Permission.FOLLOWUP_EDIT):
        return {}
    waiting = (
        FollowUp.objects.for_org(request.org)
        .open()
        .select_related("stage", "owner__user", "response__customer")
    )
    mine = waiting.filter(owner=request.membership).order_by("due_on", "pk")
    unowned = waiting.filter(owner=None).order_by("due_on", "pk")
    shown = list(mine[:SHOWN])
    shown += unowned[: SHOWN - len(shown)]
    today = request.org.today()
    return {
        "total": waiting.count(),
        "overdue": waiting.filter(due_on__lt=today).count(),
        "rows": shown,
        "today": today,
    }


def belief_rounds(membership: Membership) -> list[BeliefInvitee]:
    """Open rounds in which this member was asked and has not answered."""
    asked = BeliefInvitee.objects.for_org(membership.organization).waiting()
    return list(asked.filter(membership=membership).select_related("round__journey")[:SHOWN])


def lessons(membership: Membership) -> list[Due]:
    """What this member has to practise, the most urgent first."""
    if not membership.can(Permission.TRAINING_TAKE):
        return []
    return due.for_member(membership=membership)[:SHOWN]


def gap_period(membership: Membership) -> Period:
    """The days that the widest gaps are of."""
    return secrecy.for_reader(membership).last(DEFAULT_DAYS)


def worst_gaps(org: Organization, membership: Membership) -> list[Gap]:
    """Where customers clearly feel less than designed, the widest first.

    A journey whose felt figures the member must not see yet stays out of it.
    """
    blind = beliefs.blind_journeys(membership=membership)
    reading = secrecy.for_reader(membership)
    period = reading.last(DEFAULT_DAYS)
    journeys = Journey.objects.for_org(org).current().exclude(pk__in=blind)
    journeys = journeys.filter(stages__targets__ended_on=None, stages__targets__isnull=False)
    found = [
        Gap(journey, cell)
        for journey in journeys.select_related("organization").distinct()[:JOURNEYS]
        for cell in boards.board(journey=journey, period=period, reading=reading).cells
        if cell.level.may_rank and cell.verdict == "below"
    ]
    return sorted(found, key=lambda gap: -(gap.cell.shortfall or 0))[:SHOWN]


def alerts(membership: Membership) -> list[TellableAlert]:
    """The newest changes beyond chance that nobody has noted; none that must not be seen yet."""
    newest = changed.alert_list(membership.organization)[:SHOWN]
    return [each for each in changed.told(newest, membership=membership) if not each.is_blind]


def headline(waiting: dict[str, Any], rounds: list[Any], waiting_lessons: list[Due]) -> str:
    """How much there is to do, in one sentence."""
    parts = []
    if count := waiting.get("total", 0):
        text = ngettext(
            "%(n)d customer waits for somebody", "%(n)d customers wait for somebody", count
        )
        parts.append(text % {"n": count})
    if rounds:
        text = ngettext(
            "%(n)d journey waits for your estimate",
            "%(n)d journeys wait for your estimate",
            len(rounds),
        )
        parts.append(text % {"n": len(rounds)})
    if waiting_lessons:
        text = ngettext(
            "%(n)d lesson waits for you", "%(n)d lessons wait for you", len(waiting_lessons)
        )
        parts.append(text % {"n": len(waiting_lessons)})
    return ", ".join(parts) + "." if parts else _("Nothing waits for you today.")
