"""What the company believes its customers feel, and who may look at what they do feel."""

from dataclasses import dataclass
from statistics import fmean, stdev

from django.db.models import Count, Q, QuerySet

from accounts.models import Membership, Organization
from accounts.permissions import Permission, Role
from journeys.models import Belief, BeliefInvitee, BeliefRound, Journey

Cell = tuple[int, int]  # (stage_id, emotion_id)

# With fewer estimates it is somebody's opinion and not what the company believes.
ENOUGH = 3


@dataclass(frozen=True)
class Believed:
    """What was estimated for one emotion at one stage: raw 0-100, one number a person."""

    estimates: tuple[int, ...]

    @property
    def n(self) -> int:
        return len(self.estimates)

    @property
    def mean(self) -> float:
        return fmean(self.estimates)

    @property
    def sd(self) -> float | None:
        """The sample standard deviation, told from three estimates on."""
        return stdev(self.estimates) if self.is_company_belief else None

    @property
    def is_company_belief(self) -> bool:
        """With fewer the mean stands for one or two people and carries no interval."""
        return self.n >= ENOUGH


def believed(*, journey: Journey) -> dict[Cell, Believed]:
    """Per stage and emotion: the latest closed round with three estimates, else the latest one."""
    rows = (
        Belief.objects.filter(round__journey=journey, round__closed_at__isnull=False)
        .order_by("round__closed_at", "round_id", "pk")
        .values_list("round_id", "stage_id", "emotion_id", "value")
    )
    rounds: dict[tuple[int, int, int], list[int]] = {}
    for round_id, stage_id, emotion_id, value in rows:
        rounds.setdefault((round_id, stage_id, emotion_id), []).append(value)
    found: dict[Cell, Believed] = {}
    for (_round, *cell), values in rounds.items():
        key = (cell[0], cell[1])
        if len(values) >= ENOUGH or key not in found or not found[key].is_company_belief:
            found[key] = Believed(tuple(values))
    return found


def may_see_felt(*, journey: Journey, membership: Membership) -> bool:
    """False for somebody asked in the open round who has neither estimated nor asked to be shown."""
    asked = BeliefInvitee.objects.waiting().filter(membership=membership)
    return not asked.filter(round__journey=journey).exists()


def blind_journeys(*, membership: Membership) -> frozenset[int]:
    """The journeys whose felt figures this member must not see yet, for pages over several."""
    asked = BeliefInvitee.objects.waiting().filter(membership=membership)
    return frozenset(asked.values_list("round__journey_id", flat=True))


def open_round(*, journey: Journey) -> BeliefRound | None:
    """The round in which people estimate now, if there is one."""
    found: BeliefRound | None = journey.belief_rounds.open().first()
    return found


def invitee(*, belief_round: BeliefRound, membership: Membership) -> BeliefInvitee | None:
    """How this member was asked in the round."""
    found: BeliefInvitee | None = belief_round.invitees.filter(membership=membership).first()
    return found


def rounds(*, journey: Journey) -> list[BeliefRound]:
    """Every round with `asked`, `estimated` and `looked`: how many people."""
    return list(
        journey.belief_rounds.select_related("opened_by__user").annotate(
            asked=Count("invitees"),
            estimated=Count("invitees", filter=Q(invitees__estimated_at__isnull=False)),
            looked=Count("invitees", filter=Q(invitees__revealed_at__isnull=False)),
        )
    )


def may_be_asked(*, org: Organization) -> QuerySet[Membership]:
    """The members whose role lets them estimate."""
    roles = [role for role in Role if Permission.BELIEF_GIVE in role.permissions]
    members: QuerySet[Membership] = (
        Membership.objects.present().for_org(org).filter(role__in=roles).select_related("user")
    )
    return members.order_by("user__name")
