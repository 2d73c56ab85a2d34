"""What is compared with what, over which weeks: whole calendar weeks, decided before any answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from insights.engine.direction import Direction
from insights.engine.evidence import WASH_IN
from insights.models import Registration
from insights.selectors.evidence.runs import Run

WEEK = timedelta(weeks=1)
FEWEST_BEFORE = 4 * WEEK
USUAL_BEFORE = 26 * WEEK
USUAL_AFTER = 13 * WEEK


@dataclass(frozen=True)
class Design:
    """The comparison of one emotion at one stage with what is felt at other stages.

    `start` is the first day of the action, `until` the first day that does not count any more.
    `picked` are the days by which the stage was chosen; their weeks count nowhere.
    """

    stage_id: int
    emotion_id: int
    direction: Direction
    comparison_ids: tuple[int, ...]
    since: date
    start: date
    until: date
    picked: tuple[date, date] | None = None

    @cached_property
    def mondays(self) -> tuple[date, ...]:
        """The weeks, from the first whole one until the last whole one or that of the start."""
        first = monday(self.since + timedelta(days=6))
        last = max(monday(self.until) - WEEK, monday(self.start))
        return tuple(first + index * WEEK for index in range((last - first) // WEEK + 1))

    @cached_property
    def counted(self) -> dict[date, int]:
        """The weeks that count, each with its place among `mondays`."""
        return {week: at for at, week in enumerate(self.mondays) if self.counts_week(week)}

    @property
    def start_index(self) -> int:
        return (monday(self.start) - self.mondays[0]) // WEEK

    @property
    def wash_in(self) -> int:
        """Two whole weeks, and what there is of the week in which it began."""
        return WASH_IN + (self.start.weekday() > 0)

    @property
    def first_after(self) -> date:
        """The Monday from which answers count as after the start."""
        return monday(self.start) + self.wash_in * WEEK

    @property
    def last_day(self) -> date:
        return self.mondays[-1] + timedelta(days=6)

    def counts_week(self, week: date) -> bool:
        """Whether the week from this Monday on is over and did not serve to choose the stage."""
        if week + WEEK > self.until:
            return False
        return self.picked is None or not (self.picked[0] < week + WEEK and week <= self.picked[1])


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_after(start: date, evaluate_on: date) -> int:
    """How many weeks an evaluation on that day will rest on."""
    wash_in = WASH_IN + (start.weekday() > 0)
    return max(0, (monday(evaluate_on) - monday(start)) // WEEK - wash_in)


def of_registration(
    registration: Registration, run: Run | None, comparison_ids: Sequence[int], today: date
) -> Design:
    """The design that a registration stands for on a day; data after its date never count."""
    start = run.since if run else registration.planned_start
    ends = [today, registration.evaluate_on]
    if run and run.ended_on:
        ends.append(run.ended_on)
    picked = None
    if registration.picked_since and registration.picked_until:
        picked = (registration.picked_since, registration.picked_until)
    return Design(
        stage_id=registration.stage_id,
        emotion_id=registration.emotion_id,
        direction=Direction(registration.emotion.direction),
        comparison_ids=tuple(comparison_ids),
        # An action that began earlier than planned still needs weeks before it.
        since=min(registration.baseline_since, start - FEWEST_BEFORE),
        start=start,
        until=min(ends),
        picked=picked,
    )
