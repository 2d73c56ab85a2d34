"""The worlds of a trial in several processes: each has a seed of its own, so the sum is the same."""

from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import cache
from multiprocessing import get_context

import django

from insights.planted import trial
from insights.planted.company import Company
from insights.planted.tally import Tally
from insights.planted.trial import Plan, Tell

_here = ExitStack()


def run(*, numbers: range, seed: int, full: bool, tell: Tell, processes: int) -> Tally:
    """Measure the worlds of these numbers, so many at a time, each process in its own database."""
    if processes == 1:
        return trial.run(numbers=numbers, seed=seed, full=full, tell=tell)
    plans = [Plan(number, seed, full) for number in numbers]
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=django.setup) as pool:
        return trial.summed(pool.map(_measure, plans), len(plans), tell)


def _measure(plan: Plan) -> Tally:
    return trial.measure(_company(), plan)


@cache
def _company() -> Company:
    """Of this process, for as long as it lives."""
    return _here.enter_context(trial.at_work())
