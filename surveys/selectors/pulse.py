"""Reads of the employee pulse for those who answer and those who run it; figures are insights'."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import Membership, Organization, Team
from surveys.models import PulseInvitee, PulseRound
from surveys.models.pulse import code_digest

# From so many answers on it is told how many there are.
TOLD_FROM = 5
GROUP = 4


@dataclass(frozen=True)
class Slip:
    """What somebody without an address gets on paper; it bears no name."""

    team: Team
    code: str


@dataclass(frozen=True)
class State:
    """How far an open round has come; `answered` is None while it is told of too few."""

    asked: int
    answered: int | None


def invitee_by_code(code: str) -> PulseInvitee | None:
    """Whoever holds this code, in a round that is open."""
    rows = PulseInvitee.objects.filter(round__closed_on__isnull=True)
    found: PulseInvitee | None = (
        rows.select_related("organization", "round", "staff_member__membership__user")
        .filter(code_hash=code_digest(code))
        .first()
    )
    return found


def open_round(*, org: Organization) -> PulseRound | None:
    found: PulseRound | None = PulseRound.objects.for_org(org).open().first()
    return found


def own_invitee(*, membership: Membership) -> PulseInvitee | None:
    """The questions that wait for a member who serves customers."""
    rows = PulseInvitee.objects.for_org(membership.organization).waiting()
    found: PulseInvitee | None = rows.filter(staff_member__membership=membership).first()
    return found


def may_be_asked(*, org: Organization) -> QuerySet[Team]:
    """Teams with somebody in them, and `people`."""
    present = Count("staff", filter=Q(staff__left_at__isnull=True))
    rows: Any = Team.objects.for_org(org).current().annotate(people=present)
    teams: QuerySet[Team] = rows.filter(people__gt=0)
    return teams


def state(pulse_round: PulseRound) -> State:
    sums = pulse_round.groups.aggregate(asked=Sum("asked"), answered=Sum("answered"))
    answered = sums["answered"] or 0
    return State(sums["asked"] or 0, answered if answered >= TOLD_FROM else None)


def slips(pulse_round: PulseRound) -> list[Slip]:
    """Codes for those who cannot be written to, by team; within a team in no order of persons."""
    rows = PulseInvitee.objects.filter(round=pulse_round).select_related(
        "group__team", "staff_member__membership__user"
    )
    on_paper = [row for row in rows.order_by("public_id") if not row.email]
    on_paper.sort(key=lambda row: row.group.team.name.casefold())
    return [Slip(row.group.team, spelled(row.code)) for row in on_paper]


def spelled(code: str) -> str:
    """A code in groups of four, as it stands on a slip."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
