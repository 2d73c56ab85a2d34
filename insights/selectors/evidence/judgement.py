"""What may be said about a registered action on a given day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import Organization
from insights.engine import evidence as engine
from insights.engine.direction import Direction, slope_sign
from insights.engine.evidence import Effect, Evidence, Grade, Interim, Outcome, Plan
from insights.models import Amendment, Registration
from insights.selectors.evidence import checks, designs, overlapping, runs
from insights.selectors.evidence.checks import Check
from insights.selectors.evidence.overlapping import Overlap
from insights.selectors.evidence.runs import Run
from insights.selectors.evidence.series import Answers, Series, series
from journeys.models import Stage

WITHDRAWN, PLANNED = "withdrawn", "planned"
VERDICTS = (*Outcome, PLANNED, WITHDRAWN)


@dataclass(frozen=True)
class Placebo:
    """The same number for a stage without the action; None where it has too few weeks."""

    stage: Stage
    effect: float | None


@dataclass(frozen=True)
class Judged:
    """A registration with everything a sceptical board may ask about it on `today`.

    Points are raw: for an emotion to avoid a fall is the improvement, which `verdict` knows.
    `alone` is the effect against the same emotion at the comparison stages, where it is asked
    often enough. `rebound` was taken off the effect; it is None where nothing was to be corrected
    or nobody can say how much.
    """

    registration: Registration
    today: date
    run: Run | None
    series: Series
    evidence: Evidence
    stages: tuple[Stage, ...]
    check: Check | None
    overlaps: tuple[Overlap, ...]
    late_amendments: tuple[Amendment, ...]
    alone: Effect | None
    rebound: float | None

    @property
    def verdict(self) -> str:
        if self.registration.withdrawn_at is not None:
            return WITHDRAWN
        if self.run is None or self.run.since > self.today:
            return PLANNED
        return str(self.evidence.outcome)

    @property
    def is_due(self) -> bool:
        return self.today >= self.registration.evaluate_on

    @property
    def is_interim(self) -> bool:
        return self.evidence.interim is not None

    @property
    def grade(self) -> Grade:
        return self.evidence.grade

    @property
    def is_graded(self) -> bool:
        """Whether there was time enough for answers to grade; a missing letter is no bad one."""
        early = self.verdict in (PLANNED, Outcome.TOO_EARLY) and self.grade is Grade.D
        return not early

    @property
    def start(self) -> date:
        return self.series.design.start

    @property
    def was_before_start(self) -> bool:
        return runs.registered_on(self.registration) <= self.start

    @property
    def n_before(self) -> int:
        return round(self.evidence.series.before_answers)

    @property
    def n_after(self) -> int:
        return round(self.evidence.series.after_answers)

    @property
    def shows_effect(self) -> bool:
        """Whether there are answers enough for a number."""
        return self.evidence.effect is not None and self.grade is not Grade.D

    @property
    def effect(self) -> Effect | Interim | None:
        """The effect with the interval that applies today; None while answers are too few."""
        return (self.evidence.interim or self.evidence.effect) if self.shows_effect else None

    @property
    def is_better(self) -> bool | None:
        """Whether the effect points the way it should; None without one."""
        if self.effect is None:
            return None
        sign = slope_sign(Direction(self.registration.emotion.direction))
        return sign * self.effect.effect > 0

    @property
    def includes_zero(self) -> bool:
        return self.effect is not None and self.effect.low <= 0 <= self.effect.high

    @property
    def placebos(self) -> tuple[Placebo, ...]:
        pairs = zip(self.stages, self.evidence.placebos, strict=False)
        return tuple(Placebo(stage, effect) for stage, effect in pairs)

    @property
    def weekly_answers(self) -> float:
        """Answers a week that came after the start."""
        return self.n_after / len(self.series.after) if self.series.after else 0.0


def judge(*, registration: Registration, today: date) -> Judged:
    """Judge one registration as of `today`; nothing is written."""
    [found] = judge_all(org=registration.organization, registrations=[registration], today=today)
    return found


def judge_all(
    *, org: Organization, registrations: Sequence[Registration], today: date
) -> list[Judged]:
    """Judge several, in their order, with one reading of the answers."""
    ran = runs.of_registrations(registrations)
    compared = {each.pk: {s.pk: s for s in each.comparisons.all()} for each in registrations}
    planned = {
        each.pk: designs.of_registration(each, ran.get(each.pk), list(compared[each.pk]), today)
        for each in registrations
    }
    answers = Answers.of(planned.values(), org=org)
    beside = overlapping.of_designs(planned, org=org)
    asked = checks.of_registrations(registrations)
    return [
        _judged(
            each,
            today,
            ran.get(each.pk),
            series(answers, planned[each.pk]),
            compared[each.pk],
            checks.read(answers, planned[each.pk], asked.get(each.pk)),
            tuple(o for o in beside[each.pk] if o.stage_action.pk != each.stage_action_id),
        )
        for each in registrations
    ]


def _judged(
    registration: Registration,
    today: date,
    run: Run | None,
    found: Series,
    compared: dict[int, Stage],
    check: Check | None,
    overlaps: tuple[Overlap, ...],
) -> Judged:
    design = found.design
    late = _late(registration, design.start)
    rebound = _rebound(registration, found)
    plan = Plan(
        start=design.start_index,
        due=today >= registration.evaluate_on,
        registered=runs.registered_on(registration) <= design.start,
        assigned=registration.is_drawn_or_staggered,
        direction=design.direction,
        wash_in=design.wash_in,
        amended=bool(late),
        rebound=rebound or 0.0,
    )
    return Judged(
        registration=registration,
        today=today,
        run=run,
        series=found,
        evidence=engine.judge(found.treated, found.units, plan, dose=check.dose if check else None),
        stages=tuple(compared[pk] for pk in found.stages),
        check=check,
        overlaps=overlaps,
        late_amendments=late,
        alone=_alone(found, plan),
        rebound=rebound,
    )


def _late(registration: Registration, start: date) -> tuple[Amendment, ...]:
    """Changes of the promise after the start."""

    def day(moment: datetime) -> date:
        return registration.organization.local_date(moment)

    return tuple(each for each in registration.amendments.all() if day(each.amended_at) > start)


def _alone(found: Series, plan: Plan) -> Effect | None:
    if not found.alone:
        return None
    units = engine.on_one_level(found.alone)
    thin = engine.differences(found.treated, units, start=plan.start, wash_in=plan.wash_in)
    if min(len(thin.before), len(thin.after)) < engine.PERIODS_FROM:
        return None
    beside = engine.among(units, start=plan.start, wash_in=plan.wash_in)
    return engine.effect(thin.before, thin.after, beside=beside).less(plan.rebound)


def _rebound(registration: Registration, found: Series) -> float | None:
    """What a stage chosen for its low score regains unaided, where its low weeks are not known.

    Told from how the same emotion differs between the stages where it is asked.
    """
    if not registration.chosen_low or found.design.picked is not None:
        return None
    start = found.design.start_index
    levels = [_level(unit, start) for unit in (found.treated, *found.alone)]
    known = [each for each in levels if each is not None]
    if levels[0] is None:
        return None
    means, variances = zip(*known, strict=True)
    reliable = engine.reliability(means, variances, levels[0][1])
    if reliable is None:
        return None
    overall = sum(means) / len(means)
    return engine.rebound(levels[0][0], overall, reliable).rebound


def _level(unit: engine.Weeks, start: int) -> tuple[float, float] | None:
    """Mean of the weeks before and the variance of that mean, by how the weeks differ."""
    means = [m for m, n in zip(unit.means[:start], unit.counts[:start], strict=True) if n]
    weights = [n for n in unit.counts[:start] if n]
    if len(means) < engine.PERIODS_FROM:
        return None
    total = sum(weights)
    mean = sum(m * n for m, n in zip(means, weights, strict=True)) / total
    spread = sum(n * (m - mean) ** 2 for m, n in zip(means, weights, strict=True)) / total
    return mean, spread / (len(means) - 1)
