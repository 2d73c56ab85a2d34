"""Many worlds, each for itself, and everything that is measured in them."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from accounts.services import organizations
from insights.planted import company as companies
from insights.planted import scratch, truth, vectors, worlds
from insights.planted.company import Company
from insights.planted.measures import drivers, empathy, evidence, felt, priority, trend
from insights.planted.planted import Planted
from insights.planted.tally import Tally
from insights.planted.truth import Act, Design

MORE_EVERY = 5  # worlds
EVERY_WEEK, SOME_WEEKS, NEVER = range(4, 27), range(4, 27, 11), range(0)
POWER_AT = (12, 40)  # answers a stage and week
HELPS = (6.0, 0.35, 0.75)
SMALL = 600  # answers of the world that is lived twice

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """One world of a trial: its number, and whether all that can be measured is measured.

    `full`: actions are looked at every week, and every world has negative controls and a year in
    which nothing happens. In every fifth one also those who will not answer are recorded and asked,
    and it is tried how often an action that helps is found.
    """

    number: int
    seed: int
    full: bool

    @property
    def dice(self) -> int:
        """The seed of this world."""
        return 1000 * self.seed + self.number

    @property
    def has_more(self) -> bool:
        """What takes longest is measured in some worlds only."""
        return self.number % MORE_EVERY == 0

    @property
    def has_controls(self) -> bool:
        """Whether it is also tried what must not be found."""
        return self.full or self.has_more

    @property
    def looks(self) -> range:
        """The weeks after the start in which actions are looked at before their date."""
        return EVERY_WEEK if self.full else SOME_WEEKS if self.has_more else NEVER


def run(*, numbers: range, seed: int, full: bool, tell: Tell) -> Tally:
    """Measure the worlds of these numbers, one after the other, in a database of their own."""
    plans = [Plan(number, seed, full) for number in numbers]
    with at_work() as company:
        return summed((measure(company, plan) for plan in plans), len(plans), tell)


@contextmanager
def at_work() -> Iterator[Company]:
    """A company in a database of its own, in which world after world can be lived and undone."""
    with _without_collecting(), scratch.database():
        yield companies.found()


def summed(found: Iterator[Tally], wanted: int, tell: Tell) -> Tally:
    """All worlds together, with the rows that need no world."""
    tally = Tally()
    tally.extend("vector met", vectors.met())
    for number, each in enumerate(found, 1):
        tally.take(each)
        tell(f"world {number} of {wanted}")
    _worst_driver(tally)
    return tally


def _worst_driver(tally: Tally) -> None:
    """The planted driver whose share its interval covers least often."""
    names = [name for name in tally.cases if name.startswith("share covered, driver")]
    if names:
        tally.cases["worst driver"] = tally.cases[min(names, key=tally.mean)]


def measure(company: Company, plan: Plan) -> Tally:
    """Live one world and compare everything that is said of it with what is so."""
    tally = Tally()
    before = _small(company, plan.dice) if plan.number == 0 else None
    silent = plan.full and plan.has_more
    with worlds.lived(company, worlds.draw(plan.dice), plan.dice, silent=silent) as planted:
        _look(planted, plan.looks, tally)
        if plan.has_controls:
            empathy.measure(planted, tally)
            drivers.controls(planted, tally)
            evidence.control(planted, tally)
    if plan.has_controls:
        _nothing_happens(company, plan.dice, tally)
    if silent:
        _power(company, plan.dice, tally)
    if before is not None:
        tally.add("same again", _small(company, plan.dice) == before)
    return tally


def _look(planted: Planted, looks: range, tally: Tally) -> None:
    felt.measure(planted, tally)
    evidence.measure(planted, tally, looks=looks)
    drivers.measure(planted, tally)
    priority.measure(planted, tally)


def _nothing_happens(company: Company, seed: int, tally: Tally) -> None:
    """A year without an action and without a common drift: what leaves its range then is chance.

    Where all feelings wander, a chart that notices is right.
    """
    design = replace(worlds.draw(seed), acts=(), drifts=False)
    with worlds.lived(company, design, seed) as planted:
        trend.measure(planted, tally)


def _power(company: Company, seed: int, tally: Tally) -> None:
    """Half of the stages have an action that helps; the others are what they are compared with."""
    for answers in POWER_AT:
        design = _until_evaluated(worlds.draw(seed, answers_a_week=answers * truth.STAGES))
        found = Tally()
        with _asked_every_time(company), worlds.lived(company, design, seed) as planted:
            evidence.measure(planted, found, looks=NEVER)
        tally.extend(f"help found at {answers}", found.cases["help found"])


@contextmanager
def _asked_every_time(company: Company) -> Iterator[None]:
    """So many answers come from 3,000 customers only if nobody is spared for having been asked."""
    with scratch.undone():
        organizations.change(org=company.org, fields={"asking_cap_days": 0}, by=company.by)
        yield


def _until_evaluated(design: Design) -> Design:
    acts = tuple(Act(at, design.aims[at][0], *HELPS) for at in range(truth.STAGES // 2))
    weeks = truth.TURN + evidence.EVALUATED_AFTER
    return replace(design, by_reach=False, weeks=weeks, acts=acts)


def _small(company: Company, seed: int) -> dict[str, list[float]]:
    """Everything that is measured in one small world."""
    tally = Tally()
    design = worlds.draw(seed, answers_a_week=SMALL / truth.WEEKS)
    with worlds.lived(company, design, seed) as planted:
        _look(planted, NEVER, tally)
        empathy.measure(planted, tally)
    return dict(tally.cases)


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
