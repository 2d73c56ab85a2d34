"""The driver table and the order of stages cost the same at five thousand answers and at five million.

python -m benchmarks.drivers --rounds 5
"""

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from statistics import median

import numpy as np

from benchmarks import databases, product
from bin import servers

SIZES = (5_000, 500_000, 5_000_000)
STAGES, TARGETS, MONTHS = 4, 2, 12
EMOTIONS = STAGES * TARGETS
ANSWERS_EACH = 4  # the outcome, two targets, one rotating emotion; success comes on top for half
CANNOT_SAY = 0.04
GATE = 1.5


def main(words: Sequence[str]) -> int:
    """Return 0 when both pages' figures cost at most 1.5 times at the largest size."""
    options = _options(words)
    sizes = sorted({SIZES[0], min(SIZES[1], options.answers), options.answers})
    with servers.redis() as cache, servers.postgres() as server:
        os.environ["REDIS_URL"] = cache
        product.start(databases.create(server, "drivers"))
        worlds = {size: _folded(size) for size in sizes}
        seconds = _contest(worlds, options.rounds)
    return _reported(seconds)


def _folded(size: int):
    """A journey whose months are folded by the service's own functions, a month and stage at a time."""
    from insights.models import FoldedMonth, StageFold
    from insights.selectors import studies
    from insights.services import folds
    from tests.factories.accounts import OrganizationFactory
    from tests.surveys.worlds import World

    began = time.perf_counter()
    world = World(OrganizationFactory(), stages=STAGES, targets=TARGETS, checks=0)
    months = list(_months(studies.default_months(org=world.org)))
    each = size // ANSWERS_EACH // len(months) // STAGES
    for number, month in enumerate(months):
        folded = FoldedMonth.objects.create(
            organization=world.org,
            month=month,
            newest_roll_up=0,
            roll_ups=0,
            folded_at=f"{month}T12:00Z",
        )
        for place, stage in enumerate(world.stages):
            sheets = list(_sheets(world, place, each, seed=number * STAGES + place))
            folds.fold_of(StageFold, folded, stage.pk, folds.fold_sheets(sheets)).save()
    stored = sum(map(len, StageFold.objects.for_org(world.org).values_list("cells", flat=True)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>9,} answers made and folded in {time.perf_counter() - began:.1f} s: "
        f"{stored / 1e6:.2f} MB stored, peak memory {peak:.0f} MB",
        flush=True,
    )
    return world


def _months(period) -> Iterator[date]:
    from insights.selectors.periods import month_after

    month = period.first
    while month <= period.last:
        yield month
        month = month_after(month)


def _sheets(world, place: int, n: int, *, seed: int):
    """Responses of one stage and month as mails ask for them, some saying that they can't say."""
    from insights.services.folds import Sheet, bucket_of
    from surveys.models import Question

    asked = {
        question.emotion_id or question.outcome.key: question.pk
        for question in Question.objects.for_org(world.org).select_related("outcome")
    }
    emotions = [asked[emotion.pk] for emotion in world.emotions]
    random = np.random.default_rng(seed)
    felt = 0.67 * random.normal(size=(n, 1)) + 0.74 * random.normal(size=(n, EMOTIONS))
    worth = 7.2 + felt @ np.linspace(0.5, 0, EMOTIONS) + 1.6 * random.normal(size=n)
    steps = np.clip(np.round(2.6 - 0.3 * (place % 3) + felt), 0, 4).astype(int)
    outcomes = np.clip(np.round(worth), 0, 10).astype(int)
    first = place * TARGETS
    rotating = (first + TARGETS + random.integers(0, EMOTIONS - TARGETS, n)) % EMOTIONS
    solved, said = random.integers(-3, 3, n), random.random((n, 4)) >= CANNOT_SAY
    customers = random.integers(1, 2**31, n)
    for i in range(n):
        questions = [first, first + 1, int(rotating[i])]
        answers = [
            (emotions[j], int(steps[i, j]))
            for j, known in zip(questions, said[i, :3], strict=True)
            if known
        ]
        if solved[i] >= 0 and said[i, 3]:
            answers.append((asked["success"], int(solved[i])))
        answers.append((asked["recommend"], int(outcomes[i])))
        answers.sort()
        yield Sheet(*zip(*answers, strict=True), bucket_of(int(customers[i]), 0))


def _contest(worlds, rounds: int) -> dict[str, dict[int, list[float]]]:
    from django.core.cache import cache

    found: dict[str, dict[int, list[float]]] = {}
    for number in range(rounds + 1):
        for size, world in worlds.items():
            for name, work in _works(world).items():
                cache.clear()
                began = time.perf_counter()
                assert work(), f"nothing to show at {size:,} answers"
                if number:  # the first round only warms up
                    found.setdefault(name, {}).setdefault(size, []).append(
                        time.perf_counter() - began
                    )
    return found


def _works(world) -> dict[str, Callable[[], object]]:
    from insights.selectors import drivers, priority

    asked = {"journey": world.journey, "outcome": world.outcome}
    return {
        "driver table": lambda: drivers.table(**asked).rows,
        "where to act first": lambda: priority.ranking(**asked).places,
    }


def _reported(found: dict[str, dict[int, list[float]]]) -> int:
    missed = False
    for name, seconds in found.items():
        smallest, largest = min(seconds), max(seconds)
        for size, taken in seconds.items():
            print(f"{name:<20} {size:>9,} answers: {median(taken):.2f} s")
        pairs = zip(seconds[largest], seconds[smallest], strict=True)
        ratio = median(large / small for large, small in pairs)
        print(f"{name:<20} {largest:,} against {smallest:,}: {ratio:.2f} times (gate {GATE})")
        missed |= ratio > GATE
    return int(missed)


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.drivers")
    parser.add_argument("--rounds", type=int, default=5, choices=range(1, 51), metavar="1..50")
    parser.add_argument("--answers", type=int, default=SIZES[-1], help="at the largest size")
    options, _others = parser.parse_known_args(words)
    options.answers = min(max(options.answers, SIZES[0]), 20_000_000)
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
