"""Weekly series of a treated stage and of those beside it, made comparable."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from insights.engine.quantiles import check_counts

THIN_BELOW = 3
WASH_IN = 2


@dataclass(frozen=True, slots=True)
class Weeks:
    """One unit's weekly means (NaN where nobody answered) and numbers of answers, same length."""

    means: tuple[float, ...]
    counts: tuple[float, ...]

    @classmethod
    def of(cls, means: Sequence[float], counts: Sequence[float] | None = None) -> "Weeks":
        """Weeks from sequences; without counts every week with a mean is thick enough."""
        numbers = tuple(float(mean) for mean in means)
        if counts is None:
            counts = [0.0 if math.isnan(mean) else float(THIN_BELOW) for mean in numbers]
        check_counts(counts, "Counts")
        if len(counts) != len(numbers) or any(map(math.isinf, numbers)):
            raise ValueError("Every week needs a finite mean (or NaN) and a count.")
        return cls(numbers, tuple(float(count) for count in counts))


@dataclass(frozen=True, slots=True)
class Differences:
    """Treated minus the mean of the comparison units, by period, before and after the start.

    A period is a week, or several where the treated unit had fewer than three answers.
    `*_answers` count the treated unit's.
    """

    before: tuple[float, ...]
    after: tuple[float, ...]
    before_answers: float
    after_answers: float


def differences(
    treated: Weeks, comparisons: Sequence[Weeks], *, start: int, wash_in: int = WASH_IN
) -> Differences:
    """The series on which the effect is estimated. `start` is the index of the first treated week.

    The `wash_in` weeks from `start` on are left out: an action needs time to take hold. Thin weeks
    of the treated unit are merged with the next one (the last with the one before), the comparison
    units' weeks along with them; a period in which a comparison unit is silent is compared with
    the others. Without comparisons the series is the treated unit's own.
    """
    weeks = len(treated.means)
    if any(len(unit.means) != weeks for unit in comparisons):
        raise ValueError("All units must cover the same weeks.")
    if not 0 < start < weeks or wash_in < 0:
        raise ValueError(f"The start must lie within the {weeks} weeks.")
    halves = (range(start), range(min(start + wash_in, weeks), weeks))
    before, after = (_series(treated, comparisons, half) for half in halves)
    answers = [sum(treated.counts[week] for week in half) for half in halves]
    return Differences(before, after, answers[0], answers[1])


def _series(treated: Weeks, comparisons: Sequence[Weeks], half: range) -> tuple[float, ...]:
    differences = []
    for period in _periods(treated, half):
        own = _pooled(treated, period)
        others = [_pooled(unit, period) for unit in comparisons]
        known = [other for other in others if not math.isnan(other)]
        if known or not comparisons:
            differences.append(own - (sum(known) / len(known) if known else 0.0))
    return tuple(differences)


def _periods(treated: Weeks, half: range) -> list[list[int]]:
    periods: list[list[int]] = []
    open_period: list[int] = []
    for week in half:
        open_period.append(week)
        if sum(treated.counts[each] for each in open_period) >= THIN_BELOW:
            periods.append(open_period)
            open_period = []
    if open_period and periods:
        periods[-1] += open_period
    return periods


def _pooled(unit: Weeks, period: list[int]) -> float:
    if len(period) == 1:
        [week] = period
        return unit.means[week] if unit.counts[week] > 0 else float("nan")
    answered = [week for week in period if unit.counts[week] > 0]
    total = sum(unit.counts[week] for week in answered)
    if not total:
        return float("nan")
    return sum(unit.means[week] * unit.counts[week] for week in answered) / total
