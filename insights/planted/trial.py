"""Many worlds, one after the other, and everything that is measured in them."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from insights.planted import company as companies
from insights.planted import scratch, truth, vectors, worlds
from insights.planted.company import Company
from insights.planted.measures import drivers, evidence, felt, priority, trend
from insights.planted.planted import Planted
from insights.planted.tally import Tally
from insights.planted.truth import Design

CONTROL_EVERY = 5
EVERY_WEEK, SOME_WEEKS, NEVER = range(4, 27), range(4, 27, 11), range(0)
POWER_AT = (12, 40)  # answers a stage and week
SMALL = 600  # answers of the world that is lived twice

Tell = Callable[[str], None]


def run(*, worlds_wanted: int, seed: int, full: bool, tell: Tell) -> Tally:
    """Measure so many worlds in a database of their own.

    `full`: those who will not answer are recorded and asked as well, actions are looked at every
    week, and more worlds tell how often an action that helps is found.
    """
    tally = Tally()
    tally.extend("vector met", vectors.met())
    with _without_collecting(), scratch.database():
        company = companies.found()
        tally.add("same again", _small(company, seed) == _small(company, seed))
        for number in range(worlds_wanted):
            _measure(company, 1000 * seed + number, full, number % CONTROL_EVERY == 0, tally)
            if full:
                _power(company, 1000 * seed + number, tally)
            tell(f"world {number + 1} of {worlds_wanted}")
    _worst_driver(tally)
    return tally


def _measure(company: Company, seed: int, full: bool, controls: bool, tally: Tally) -> None:
    with worlds.lived(company, worlds.draw(seed), seed, silent=full) as planted:
        _look(planted, EVERY_WEEK if full else SOME_WEEKS if controls else NEVER, tally)
        if controls or full:
            drivers.controls(planted, tally)
            evidence.control(planted, tally)


def _look(planted: Planted, looks: range, tally: Tally) -> None:
    felt.measure(planted, tally)
    evidence.measure(planted, tally, looks=looks)
    drivers.measure(planted, tally)
    priority.measure(planted, tally)
    trend.measure(planted, tally)


def _power(company: Company, seed: int, tally: Tally) -> None:
    for answers in POWER_AT:
        design = _until_evaluated(worlds.draw(seed, answers_a_week=answers * truth.STAGES))
        found = Tally()
        with worlds.lived(company, design, seed) as planted:
            evidence.measure(planted, found, looks=NEVER)
        tally.extend(f"help found at {answers}", found.cases["help found"])


def _until_evaluated(design: Design) -> Design:
    return replace(design, by_reach=False, weeks=truth.TURN + evidence.EVALUATED_AFTER)


def _small(company: Company, seed: int) -> dict[str, list[float]]:
    """Everything that is measured in one small world."""
    tally = Tally()
    design = worlds.draw(seed, answers_a_week=SMALL / truth.WEEKS)
    with worlds.lived(company, design, seed) as planted:
        _look(planted, NEVER, tally)
    return dict(tally.cases)


def _worst_driver(tally: Tally) -> None:
    """The planted driver whose share its interval covers least often."""
    names = [name for name in tally.cases if name.startswith("share covered, driver")]
    if names:
        tally.cases["worst driver"] = tally.cases[min(names, key=tally.mean)]


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Rows by the hundred thousand and no circles among them: looking for some takes a tenth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
        gc.collect()
