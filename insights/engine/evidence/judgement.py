"""What may be said about an action, and how good the evidence is (science.md 4.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from insights.engine.direction import Direction, slope_sign
from insights.engine.evidence.effect import (
    Effect,
    PreTrend,
    among,
    effect,
    placebo_rank,
    placebos,
    pre_trend,
)
from insights.engine.evidence.interrupted import POINTS_BEFORE, interrupted
from insights.engine.evidence.peeking import Interim, always_valid
from insights.engine.evidence.planning import detectable
from insights.engine.evidence.weeks import WASH_IN, Differences, Weeks, differences
from insights.engine.intervals import Difference, newcombe

ANSWERS_FROM = 30
PERIODS_FROM = 4


class Grade(StrEnum):
    """A: planned and compared; B: compared; C: before and after only; D: not enough answers."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Method(StrEnum):
    """What an effect rests on: comparison units, a break in a trend, or before and after alone."""

    COMPARED = "compared"
    TREND = "trend"
    BEFORE_AFTER = "before_after"


class Outcome(StrEnum):
    """The verdict of the ledger. Never "proved"."""

    IMPROVED = "improved"
    NO_CHANGE_SHOWN = "no_change_shown"
    WORSE = "worse"
    TOO_EARLY = "too_early"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True, slots=True)
class Plan:
    """What was fixed before the start, and what cannot be repaired afterwards.

    `registered`: date and target were set beforehand. `assigned`: who starts when was staggered or
    drawn. `due`: the evaluation date has come. `amended`: expectation or date were changed after
    the start. `rebound`: raw points that a stage chosen for its low score regains by itself.
    """

    start: int
    due: bool
    registered: bool = True
    assigned: bool = False
    direction: Direction = Direction.SEEK
    wash_in: int = WASH_IN
    amended: bool = False
    rebound: float = 0.0


@dataclass(frozen=True, slots=True)
class Dose:
    """The action check before and after: whether customers met the action more often."""

    change: Difference
    rises: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything a sceptical board may ask for about one action. Points are raw, signs unturned.

    `effect` is None with too few weeks; a rebound is subtracted from it. `interim` is the interval
    to show before the evaluation date, None afterwards. `placebo_rank` is the share of units that
    moved at least as far. `detectable` is the change that would have shown four times in five.
    """

    outcome: Outcome
    grade: Grade
    method: Method
    effect: Effect | None
    interim: Interim | None
    series: Differences
    pre_trend: PreTrend
    placebos: tuple[float | None, ...]
    placebo_rank: float | None
    dose: Dose | None
    detectable: float | None


def judge(
    treated: Weeks, comparisons: Sequence[Weeks], plan: Plan, *, dose: Dose | None = None
) -> Evidence:
    """The whole chain for one action: differences, effect, strip, drift, dose, outcome, grade."""
    series = differences(treated, comparisons, start=plan.start, wash_in=plan.wash_in)
    how = method(series, len(comparisons))
    beside = among(comparisons, start=plan.start, wash_in=plan.wash_in)
    found = _found(series, beside, plan, how) if _estimable(series) else None
    strip = placebos(beside)
    drift = pre_trend(series.before)
    interim = None if plan.due or found is None else always_valid(found.effect, found.se)
    return Evidence(
        outcome=outcome(found, interim, plan, enough=_enough(series)),
        grade=grade(series, plan, len(comparisons), drift, dose),
        method=how,
        effect=found,
        interim=interim,
        series=series,
        pre_trend=drift,
        placebos=strip,
        placebo_rank=None if found is None else placebo_rank(found.effect, strip),
        dose=dose,
        detectable=None if found is None else detectable(found.se),
    )


def method(series: Differences, comparisons: int) -> Method:
    """Compared where there is something to compare with, else a broken trend from 24 points on."""
    if comparisons:
        return Method.COMPARED
    return Method.TREND if len(series.before) >= POINTS_BEFORE else Method.BEFORE_AFTER


def outcome(
    found: Effect | None, interim: Interim | None, plan: Plan, *, enough: bool = True
) -> Outcome:
    """The verdict by the interval that applies: the ordinary one once, the always-valid one before.

    Before the evaluation date a change is reported only if it stands at every look.
    """
    if found is None or not enough:
        return Outcome.NOT_ENOUGH if plan.due else Outcome.TOO_EARLY
    limits = found if interim is None else interim
    better, worse = limits.low > 0, limits.high < 0
    if slope_sign(plan.direction) < 0:
        better, worse = worse, better
    if better or worse:
        return Outcome.IMPROVED if better else Outcome.WORSE
    return Outcome.NO_CHANGE_SHOWN if plan.due else Outcome.TOO_EARLY


def grade(
    series: Differences, plan: Plan, comparisons: int, drift: PreTrend, dose: Dose | None
) -> Grade:
    """How good the evidence is, whatever it says.

    Without comparison, with stages drifting apart beforehand, or with an action check that did not
    rise, it is C at best: something may have changed, but not shown by this action. Whoever moves
    the goal after the start loses a grade.
    """
    if not _enough(series):
        return Grade.D
    if not comparisons or drift.drifting or (dose is not None and not dose.rises):
        return Grade.C
    planned = plan.registered and plan.assigned and dose is not None
    if plan.amended:
        return Grade.B if planned else Grade.C
    return Grade.A if planned else Grade.B


def dose_check(yes_before: float, n_before: float, yes_after: float, n_after: float) -> Dose:
    """Whether the action check rose, by Newcombe's interval of after minus before."""
    change = newcombe(yes_after, n_after, yes_before, n_before)
    return Dose(change, change.difference is not None and change.low > 0)


def _found(series: Differences, beside: Sequence[Differences], plan: Plan, how: Method) -> Effect:
    if how is Method.TREND:
        whole = interrupted(series.before, series.after, gap=plan.wash_in)
    else:
        whole = effect(series.before, series.after, beside=beside)
    return whole.less(plan.rebound)


def _estimable(series: Differences) -> bool:
    first, second = len(series.before), len(series.after)
    return first >= 1 and second >= 1 and first + second >= 3


def _enough(series: Differences) -> bool:
    periods = min(len(series.before), len(series.after))
    answers = min(series.before_answers, series.after_answers)
    return periods >= PERIODS_FROM and answers >= ANSWERS_FROM
