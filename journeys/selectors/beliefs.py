"""What the company believes its customers feel, and who may look at what they do feel."""

from dataclasses import dataclass

from django.db.models import Avg, Count, StdDev

from accounts.models import Membership
from journeys.models import Belief, BeliefInvitee, Journey

Cell = tuple[int, int]  # (stage_id, emotion_id)

# With fewer estimates it is somebody's opinion and not what the company believes.
ENOUGH = 3


@dataclass(frozen=True)
class Believed:
    """What was estimated for one emotion at one stage: raw 0-100.

    `sd` is the sample standard deviation, known from three estimates on; below that the mean
    stands for one or two people and carries no interval.
    """

    mean: float
    n: int
    sd: float | None

    @property
    def is_company_belief(self) -> bool:
        return self.n >= ENOUGH


def believed(*, journey: Journey) -> dict[Cell, Believed]:
    """Per stage and emotion: the latest closed round with three estimates, else the latest one."""
    rows = (
        Belief.objects.filter(round__journey=journey, round__closed_at__isnull=False)
        .values("stage_id", "emotion_id", "round_id")
        .annotate(n=Count("pk"), mean=Avg("value"), sd=StdDev("value", sample=True))
        .order_by("round__closed_at", "round_id")
    )
    found: dict[Cell, Believed] = {}
    for row in rows:
        cell, n = (row["stage_id"], row["emotion_id"]), row["n"]
        if n >= ENOUGH or cell not in found or not found[cell].is_company_belief:
            sd = float(row["sd"]) if n >= ENOUGH else None
            found[cell] = Believed(float(row["mean"]), n, sd)
    return found


def may_see_felt(*, journey: Journey, membership: Membership) -> bool:
    """False for somebody asked in the open round who has neither estimated nor asked to be shown."""
    return not BeliefInvitee.objects.filter(
        membership=membership,
        round__journey=journey,
        round__closed_at__isnull=True,
        estimated_at__isnull=True,
        revealed_at__isnull=True,
    ).exists()


def blind_journeys(*, membership: Membership) -> frozenset[int]:
    """The journeys whose felt figures this member must not see yet, for pages over several."""
    return frozenset(
        BeliefInvitee.objects.filter(
            membership=membership,
            round__closed_at__isnull=True,
            estimated_at__isnull=True,
            revealed_at__isnull=True,
        ).values_list("round__journey_id", flat=True)
    )
