"""Whether it was solved, where solving comes before empathy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts.models import Organization
from emotions.models import Outcome
from insights.engine import display, intervals
from journeys.models import Stage
from surveys.selectors.cells import Construct, Counts, Key
from surveys.selectors.plans import SUCCESS

# Where clearly fewer say "yes", warm words stand in for a solution.
ENOUGH = 0.8


@dataclass(frozen=True)
class Solved:
    """How many of a stage's customers say that it was solved; "partly" is not solved."""

    share: intervals.Share
    unsaid: int = 0

    @property
    def level(self) -> display.Level:
        return display.level(self.share.n)

    @property
    def is_low(self) -> bool:
        """The whole interval lies under four in five, on answers enough to say so."""
        return self.level.may_rank and self.share.high < ENOUGH


def question(*, org: Organization, stages: Iterable[Stage]) -> Construct | None:
    """What asks it; None where no stage has to resolve first, and nothing needs to be read."""
    if not any(stage.resolve_first for stage in stages):
        return None
    pk = Outcome.objects.for_org(org).filter(key=SUCCESS).values_list("pk", flat=True).first()
    return Construct("outcome", pk) if pk else None


def of_stage(
    stage: Stage, asked: Construct | None, counted: Mapping[Key, Counts], *, design: float = 1.0
) -> Solved | None:
    """None for a stage that need not resolve first, or was not asked."""
    if asked is None or not stage.resolve_first:
        return None
    counts = counted.get((stage.pk, asked))
    if counts is None:
        return None
    return Solved(intervals.wilson(counts.on(3)[2], counts.n, design=design), counts.unsaid)
