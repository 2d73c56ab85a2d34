"""The acceptance table of science.md 6: each row with its threshold, its value and the verdict."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from insights.planted.tally import Tally

FULL_FROM = 100  # worlds; with fewer the bands of 0 to 1 are wider
FEW, WIDER = 20, 0.03  # by this much with so many worlds (science.md 6)
FEWEST_CASES = 10
FEWEST_IN_FEW_WORLDS = 40  # cases of one or two worlds hang together


@dataclass(frozen=True)
class Measure:
    """A figure of the table: out of which cases, and between which limits it passes."""

    row: str
    what: str
    cases: str
    low: float = -np.inf
    high: float = np.inf
    widens: bool = True  # with few worlds
    at_least: int = 1  # cases, under which nothing is said
    only_full: bool = False  # the fast mode has too few cases to hold it
    figure: Callable[[Sequence[float]], float] = np.mean

    def fewest(self, worlds: int) -> int:
        """Under how many cases nothing is said; of what must never fail, one says enough."""
        is_rule = self.low == 1.0 and not self.widens
        return self.at_least if is_rule or worlds >= FEW else FEWEST_IN_FEW_WORLDS


@dataclass(frozen=True)
class Result:
    """A measure with what was found; `passes` is None where there are too few cases to say."""

    measure: Measure
    n: int
    value: float | None
    limits: tuple[float, float]

    @property
    def passes(self) -> bool | None:
        if self.value is None:
            return None
        return self.limits[0] <= self.value <= self.limits[1]

    @property
    def verdict(self) -> str:
        return {True: "pass", False: "falls short", None: "too few cases"}[self.passes]

    @property
    def threshold(self) -> str:
        low, high = self.limits
        if np.isinf(low):
            return f"at most {high:.3f}"
        return f"at least {low:.3f}" if np.isinf(high) else f"{low:.3f} to {high:.3f}"

    @property
    def told(self) -> str:
        return "" if self.value is None else f"{self.value:.3f}"


MEASURES = (
    Measure("1", "cell means within their interval", "mean covered", 0.93, 0.99),
    *(
        Measure("1", f"the same, from {low} answers", f"mean covered from {low}", 0.90, at_least=50)
        for low in (5, 10, 30, 100)
    ),
    Measure("2", "top-two shares within theirs", "share covered", 0.92, 0.98),
    Measure("2", "action checks within theirs", "check covered", 0.92, 0.98),
    Measure("3", "cells at target called below, of all called below", "wrongly below", high=0.10),
    Measure("4", "rank of drivers (Spearman)", "rank of drivers", 0.90),
    Measure("5", "top two drivers right", "top two drivers", 0.95),
    Measure("6", "mean error of shares", "error of shares", high=0.017, widens=False),
    Measure("7", "shares within their interval", "share covered by its interval", 0.90, 0.97),
    Measure("7", "the same, worst driver", "worst driver", 0.85, only_full=True),
    Measure("8", "refuses a table without the rotating question", "refused without rotation", 1.0,
            widens=False),
    Measure("9", "own effect claimed where none is", "effect claimed where none is", high=0.08),
    Measure("9b", "effects of .28 and more found", "strong effect found", 0.90),
    Measure("10", "false alarms on duds", "false alarm", high=0.065),
    Measure("11", "effects within their interval", "effect covered", 0.93, 0.97),
    Measure("12", "+6 found at 12 answers a week", "help found at 12", 0.42, only_full=True),
    Measure("12", "+6 found at 40 answers a week", "help found at 40", 0.85, only_full=True),
    Measure("13", "false alarms under weekly looks", "false alarm while looking", high=0.05),
    Measure("14", "harm not called an improvement", "harm not praised", 1.0, widens=False),
    Measure("15", "order of stages, 150 answers each (Spearman)", "order of few", 0.68,
            only_full=True),
    Measure("15", "first stage right", "first of few", 0.72, only_full=True),
    Measure("15", "regret", "regret of few", high=0.12, only_full=True),
    Measure("15", "order of stages, 400 answers each (Spearman)", "order of many", 0.80),
    Measure("15", "first stage right", "first of many", 0.80, only_full=True),
    Measure("15", "regret", "regret of many", high=0.08),
    Measure("15b", "first, where .9 sure", "surely first", 0.85, at_least=FEWEST_CASES),
    Measure("16", "bias of the weighted mean, points", "weighted bias", -0.5, 0.5,
            widens=False),
    Measure("17", "everybody's mean within interval and note", "everybody within the note", 0.90),
    Measure("18", "false alarms of a stage's chart in a year", "chart crossed", high=0.08),
    Measure("20", "belief gaps within their interval", "belief gap covered", 0.92, 0.98),
    Measure("20", "empathy gaps within theirs", "empathy gap covered", 0.92, 0.98),
    Measure("21", "same seed, same numbers", "same again", 1.0, widens=False),
    Measure("22", "published vectors met", "vector met", 1.0, widens=False),
    Measure("−", "no table for shuffled outcomes", "hidden when shuffled", 0.95),
    Measure("−", "effects in shuffled weeks", "effect in shuffled weeks", high=0.065),
)  # fmt: skip

IN_FAST_MODE = tuple(measure for measure in MEASURES if not measure.only_full)


def name(measure: Measure) -> str:
    """What a row is called where it stands alone."""
    return f"{measure.row} {measure.what}"


def results(tally: Tally, *, worlds: int) -> list[Result]:
    """Every row of the table, in so many worlds."""
    return [result(measure, tally, worlds=worlds) for measure in MEASURES]


def result(measure: Measure, tally: Tally, *, worlds: int) -> Result:
    """One row of the table; the fewer the worlds, the wider the bands of 0 to 1.

    A figure from a quarter of the worlds is twice as uncertain.
    """
    is_exact = worlds >= FULL_FROM or not measure.widens
    wider = 0.0 if is_exact else WIDER * (FEW / worlds) ** 0.5
    limits = (measure.low - wider, measure.high + wider)
    cases = tally.cases.get(measure.cases, ())
    if len(cases) < measure.fewest(worlds):
        return Result(measure, len(cases), None, limits)
    return Result(measure, len(cases), float(measure.figure(cases)), limits)


def lines(found: Sequence[Result]) -> list[str]:
    """The table as text."""
    head = ("row", "what", "threshold", "value", "cases", "verdict")
    rows = [
        (each.measure.row, each.measure.what, each.threshold, each.told, str(each.n), each.verdict)
        for each in found
    ]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    return [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ]
