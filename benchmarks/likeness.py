"""Telling how alike weeks are from one series of differences, or from the stages beside it too.

python -m benchmarks.likeness --worlds 4000
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from insights.engine import evidence
from insights.engine.evidence import Effect, Weeks

BEFORE, WASH_IN, AFTER = 26, 2, 11
SHOCK, DRIFT, SPREAD, HELPS = 2.0, 0.6, 25.0, 6.0


@dataclass(frozen=True)
class Kind:
    """A kind of world: stages to compare with, answers a stage-week, how alike shocks are."""

    comparisons: int
    answers: int
    alike: float


KINDS = tuple(
    Kind(*each) for each in [(2, 12, 0.3), (5, 4, 0.3), (5, 12, 0.3), (5, 40, 0.3), (5, 40, 0.6)]
)


def main(words: Sequence[str]) -> int:
    """Print a row for each kind: coverage, false alarms, power at +6, half the interval's width."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=4000)
    worlds: int = parser.parse_known_args(words)[0].worlds
    dice = np.random.default_rng(1)
    print("stages, answers, alike | told from    | coverage | false | power | half width")
    for kind in KINDS:
        drawn = [_drawn(kind, dice) for _ in range(worlds)]
        for told, judge in (("one series", _alone), ("all together", _together)):
            found = [judge(units) for units in drawn]
            covered = np.mean([each.low <= 0 <= each.high for each in found])
            half = [(each.high - each.low) / 2 for each in found]
            power = np.mean([each.low + HELPS > 0 for each in found])
            print(
                f"{kind.comparisons:6} {kind.answers:8} {kind.alike:6} | {told:12} | "
                f"{covered:8.3f} | {1 - covered:.3f} | {power:.2f}  | {np.mean(half):.2f}"
            )
    return 0


def _drawn(kind: Kind, dice: np.random.Generator) -> list[Weeks]:
    """Weekly means of a treated stage on which nothing acts, and of the others (science.md 6)."""
    weeks, stages = BEFORE + WASH_IN + AFTER, kind.comparisons + 1
    shocks = dice.normal(0, SHOCK, (stages, weeks))
    for week in range(1, weeks):
        fresh = np.sqrt(1 - kind.alike**2) * shocks[:, week]
        shocks[:, week] = kind.alike * shocks[:, week - 1] + fresh
    drift = np.cumsum(dice.normal(0, DRIFT, weeks))
    means = drift + shocks + dice.normal(0, SPREAD / np.sqrt(kind.answers), (stages, weeks))
    return [Weeks.of(row) for row in means]


def _alone(units: list[Weeks]) -> Effect:
    series = evidence.differences(units[0], units[1:], start=BEFORE, wash_in=WASH_IN)
    return evidence.effect(series.before, series.after)


def _together(units: list[Weeks]) -> Effect:
    series = evidence.differences(units[0], units[1:], start=BEFORE, wash_in=WASH_IN)
    beside = evidence.among(units[1:], start=BEFORE, wash_in=WASH_IN)
    return evidence.effect(series.before, series.after, beside=beside)


if __name__ == "__main__":
    import sys

    raise SystemExit(main(sys.argv[1:]))
