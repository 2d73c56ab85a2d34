"""Where somebody is in practising a lesson, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.models import Membership
from training.models import Attempt, AttemptChoice, Choice, Lesson, Scenario


@dataclass(frozen=True)
class Step:
    """The next thing to do: a scenario to answer, or none when everything is answered."""

    attempt: Attempt | None
    scenario: Scenario | None
    done: int
    total: int

    @property
    def number(self) -> int:
        return min(self.done + 1, self.total)


def step(*, lesson: Lesson, membership: Membership) -> Step:
    """Where this member goes on; nothing is written by looking."""
    attempt = lesson.attempts.open().filter(staff_member__membership=membership).first()
    answered = answered_origins(attempt) if attempt else set()
    left = waiting(lesson, answered)
    return Step(attempt, left[0] if left else None, len(answered), len(answered) + len(left))


def answered_origins(attempt: Attempt) -> set[int]:
    """What an attempt has answered; a scenario that was rewritten since counts as the same."""
    rows = attempt.choices.select_related("scenario")
    return {row.scenario.origin_id for row in rows}


def waiting(lesson: Lesson, answered: set[int]) -> list[Scenario]:
    current = lesson.scenarios.current().prefetch_related("choices")
    return [scenario for scenario in current if scenario.origin_id not in answered]


@dataclass(frozen=True)
class Answered:
    """One scenario as it was answered, beside the answers that would have done more."""

    row: AttemptChoice
    choices: tuple[Choice, ...]

    @property
    def scenario(self) -> Scenario:
        return self.row.scenario

    @property
    def chosen(self) -> Choice:
        return self.row.choice

    @property
    def best(self) -> Choice:
        return max(self.choices, key=lambda choice: choice.effect)

    @property
    def is_best(self) -> bool:
        return self.chosen.effect == self.best.effect

    @property
    def others(self) -> list[Choice]:
        """What else could have been said, the most helpful first."""
        rest = [choice for choice in self.choices if choice.pk != self.chosen.pk]
        return sorted(rest, key=lambda choice: -choice.effect)


def answered(rows: Iterable[AttemptChoice]) -> list[Answered]:
    """Rows that carry their scenario, its choices and the choice made."""
    return [Answered(row, tuple(row.scenario.choices.all())) for row in rows]


def answers(attempt: Attempt) -> list[Answered]:
    """Everything answered in an attempt, in the order it was answered."""
    rows = attempt.choices.select_related("scenario", "choice").order_by("pk")
    return answered(rows.prefetch_related("scenario__choices"))


def percent(given: Sequence[Answered]) -> int:
    """How far the answers went from the least to the most that was possible, 0-100.

    Rounded down: 69.9 is not 70, neither on the page nor for passing.
    """
    lowest = sum(min(choice.effect for choice in each.choices) for each in given)
    highest = sum(max(choice.effect for choice in each.choices) for each in given)
    if highest == lowest:
        return 100
    return 100 * (sum(each.chosen.effect for each in given) - lowest) // (highest - lowest)
