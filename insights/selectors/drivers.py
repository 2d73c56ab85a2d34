"""Drivers of value: which feelings go with an outcome, how surely, and when that cannot be said."""

from collections.abc import Collection
from dataclasses import dataclass

from emotions.models import Emotion, Outcome
from insights.engine import drivers
from insights.engine.drivers.bootstrap import DRAWS
from insights.selectors import folds, studies
from insights.selectors.folds import A_STEP
from insights.selectors.periods import Months
from insights.selectors.studies import About, Study
from insights.selectors.units import Unit
from journeys.models import EmotionTarget, Journey, Stage

JOURNEYS = 3  # each costs some queries, on a page that is about something else
PERIODS = (3, 6, 12, 24)

Factor = Emotion | Outcome


@dataclass(frozen=True)
class Row:
    """A feeling, or several that move as one, or "was it solved?", and its part in the outcome.

    `step` is what one step more of it goes with when all others stay: in the `unit` of the outcome,
    with `step_low` and `step_high`.
    """

    outcome: Outcome
    factors: tuple[Factor, ...]
    driver: drivers.Driver
    step: float
    step_low: float
    step_high: float

    @property
    def name(self) -> str:
        return " / ".join(str(factor) for factor in self.factors)

    @property
    def emotion(self) -> Emotion | None:
        first = self.factors[0]
        return first if isinstance(first, Emotion) else None

    @property
    def is_shared(self) -> bool:
        """No effect of its own shows; it moves with the others."""
        return not self.driver.own_effect

    @property
    def is_against(self) -> bool:
        """The less of it, the better the outcome."""
        return (self.driver.correlation < 0) is self.outcome.higher_is_better


@dataclass(frozen=True)
class Pair:
    """Two questions that too few customers answered together, and where to ask for both.

    At `stages` one of the two is a target, and so asked anyway: let the other rotate in there.
    """

    first: Factor
    second: Factor
    n: int
    stages: tuple[Stage, ...]


@dataclass(frozen=True, kw_only=True)
class DriverTable(About):
    """All that the page about one outcome of one journey tells."""

    rows: tuple[Row, ...]
    dropped: tuple[Factor, ...]
    thin: tuple[Pair, ...]
    factors: tuple[Factor, ...]  # in the order of `pairs`
    pairs: tuple[tuple[int, ...], ...]

    @property
    def matrix(self) -> list[tuple[Factor, tuple[int, ...]]]:
        """How often each two questions were answered together, a row a question."""
        return list(zip(self.factors, self.pairs, strict=True))

    @property
    def explained(self) -> float | None:
        return None if isinstance(self.finding, drivers.Refusal) else self.finding.r_squared

    @property
    def explained_low(self) -> float | None:
        return None if isinstance(self.finding, drivers.Refusal) else self.finding.r_squared_low

    @property
    def explained_high(self) -> float | None:
        return None if isinstance(self.finding, drivers.Refusal) else self.finding.r_squared_high

    @property
    def is_ranked(self) -> bool:
        return isinstance(self.finding, drivers.Table) and self.finding.ranked

    @property
    def is_provisional(self) -> bool:
        return isinstance(self.finding, drivers.Table) and self.finding.provisional


def table(
    *,
    journey: Journey,
    outcome: Outcome,
    months: Months | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> DriverTable:
    """The driver table of an outcome on a journey, from what is folded. Deterministic by `seed`."""
    months = months or studies.default_months(org=journey.organization)
    study = studies.study(journey=journey, outcome=outcome, months=months, draws=draws, seed=seed)
    known = _known(journey, study)
    finding = study.finding
    rows: tuple[Row, ...] = ()
    dropped: tuple[str, ...] = ()
    if isinstance(finding, drivers.Table):
        rows = tuple(_row(driver, outcome, study, known) for driver in finding.drivers)
        dropped = finding.dropped
    return DriverTable(
        journey=journey,
        outcome=outcome,
        months=months,
        study=study,
        forecast=studies.forecast(
            journey=journey, outcome=outcome, months=months, growth=study.growth
        ),
        rows=rows,
        dropped=tuple(known[name] for name in dropped if name in known),
        thin=_thin(journey, finding, known),
        factors=tuple(known[name] for name in study.variables),
        pairs=tuple(tuple(int(n) for n in row) for row in study.pairs),
    )


@dataclass(frozen=True)
class Part:
    """An emotion's row in the table of one journey."""

    journey: Journey
    outcome: Outcome
    row: Row


def parts(*, emotion: Emotion, hidden: Collection[int] = ()) -> list[Part]:
    """What an emotion goes with, journey by journey, as far as it has been computed already.

    `hidden` are the journeys whose felt figures must not be seen.
    """
    org = emotion.organization
    months = studies.default_months(org=org)
    found = []
    for journey in Journey.objects.for_org(org).current().exclude(pk__in=hidden)[:JOURNEYS]:
        outcome = studies.main_outcome(journey=journey)
        study = outcome and studies.ready(journey=journey, outcome=outcome, months=months)
        if outcome and study and isinstance(study.finding, drivers.Table) and study.finding.ranked:
            known = _known(journey, study)
            rows = (_row(driver, outcome, study, known) for driver in study.finding.drivers)
            found += [Part(journey, outcome, row) for row in rows if emotion in row.factors]
    return found


def _known(journey: Journey, study: Study) -> dict[str, Factor]:
    """The rows behind the names of a study's variables."""
    wanted = [folds.named(name) for name in study.variables]
    rows: dict[tuple[str, int], Factor] = {}
    for kind, model in (("emotion", Emotion), ("outcome", Outcome)):
        pks = [construct.pk for construct in wanted if construct.kind == kind]
        found = model.objects.for_org(journey.organization).filter(pk__in=pks)
        rows |= {(kind, row.pk): row for row in found}
    return {folds.name_of(each): rows[each.kind, each.pk] for each in wanted}


def _row(driver: drivers.Driver, outcome: Outcome, study: Study, known: dict[str, Factor]) -> Row:
    factors = tuple(known[name] for name in driver.members)
    step = A_STEP[factors[0].scale if isinstance(factors[0], Outcome) else "five"]
    unit = Unit.of(outcome, study.measure)
    slopes = (driver.slope, driver.slope_low, driver.slope_high)
    return Row(outcome, factors, driver, *(unit.told(slope * step, outcome) for slope in slopes))


def _thin(
    journey: Journey, finding: drivers.Table | drivers.Refusal, known: dict[str, Factor]
) -> tuple[Pair, ...]:
    """The pairs that lack answers, the emptiest first."""
    if not finding.thin_pairs:
        return ()
    aims: dict[int, list[Stage]] = {}
    current = EmotionTarget.objects.current().filter(
        stage__journey=journey, stage__archived_at__isnull=True
    )
    for target in current.select_related("stage").order_by("stage__position"):
        aims.setdefault(target.emotion_id, []).append(target.stage)
    return tuple(
        _pair(thin, known, aims) for thin in sorted(finding.thin_pairs, key=lambda pair: pair.n)
    )


def _pair(thin: drivers.ThinPair, known: dict[str, Factor], aims: dict[int, list[Stage]]) -> Pair:
    both = [known[thin.first], known[thin.second]]
    stages = {
        stage.pk: stage
        for factor in both
        if isinstance(factor, Emotion)
        for stage in aims.get(factor.pk, [])
    }
    return Pair(both[0], both[1], thin.n, tuple(stages.values()))
