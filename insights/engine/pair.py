"""The question pair: what customers felt who met the action, and who did not."""

from collections.abc import Sequence
from dataclasses import dataclass

from insights.engine.display import Level, level
from insights.engine.intervals import Difference, Mean, change, mean_of_counts


@dataclass(frozen=True, slots=True)
class Pair:
    """Felt scores by the answer to the action check; `difference` is taken minus not taken, raw.

    An association within one survey, not the effect of the action: happy customers remember more.
    `level` is that of the smaller group.
    """

    taken: Mean
    not_taken: Mean
    difference: Difference
    level: Level


def compare(taken: Sequence[float], not_taken: Sequence[float], *, design: float = 1.0) -> Pair:
    """From counts of the five scale points among those who said Yes and those who said No.

    "Partly" and "don't remember" belong to neither.
    """
    with_action = mean_of_counts(taken, design=design)
    without = mean_of_counts(not_taken, design=design)
    return Pair(
        with_action,
        without,
        change(without, with_action),
        level(min(with_action.n, without.n)),
    )
