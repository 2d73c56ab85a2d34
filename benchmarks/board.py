"""The gap board costs the same at five thousand answers, at half a million and at five million.

python -m benchmarks.board --rounds 9
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median

from benchmarks import databases, product, year
from bin import servers

SMALL, MEDIUM, LARGE = 5_000, 500_000, 5_000_000
PERIOD = 90

# performance: "dashboard, 5 M answers, 90 days"
MOST_GROWTH = 1.5
GATE = f"gate {MOST_GROWTH:g} at most"
LEAST_GAIN = 10

Seconds = dict[str, list[float]]

RAW = """
    SELECT response.stage_id, answer.question_id, answer.value, count(*)
      FROM surveys_answer AS answer
      JOIN surveys_response AS response ON response.id = answer.response_id
     WHERE response.organization_id = %s AND response.is_counted
       AND response.experienced_on BETWEEN %s AND %s
  GROUP BY 1, 2, 3
"""


def main(words: Sequence[str]) -> int:
    """Return 0 when the board grows at most by half and beats raw SQL tenfold."""
    options = _options(words)
    sizes = {"small": SMALL, "medium": min(MEDIUM, options.answers), "large": options.answers}
    with servers.postgres() as server:
        database = databases.create(server, "small")
        product.start(database)
        databases.leave()
        for name in ("medium", "large"):
            databases.create(server, name, template="small")
        for name, answers in sizes.items():
            databases.enter(name)
            year.fill(answers)
        found = _contest(options.rounds)
        databases.leave()
    return _reported(found, sizes)


def _contest(rounds: int) -> Seconds:
    found: Seconds = {}
    for number in range(rounds + 1):
        for size in ("small", "medium", "large"):
            databases.enter(size)
            works = _works()
            took = {name: _timed(work) for name, work in works.items()}
            took["dirty day"] = _timed_dirty(works["board"])
            if number:  # the first round only warms up
                for name, seconds in took.items():
                    found.setdefault(f"{name}, {size}", []).append(seconds)
    return found


def _timed_dirty(work: Callable[[], object]) -> float:
    """The time it takes while a whole day is read raw, as after an erasure or an import."""
    from accounts.models import Organization
    from surveys.models import DirtyDay
    from surveys.services import rollups

    org = Organization.objects.get()
    rollups.mark_dirty(org_id=org.pk, day=org.today())
    took = _timed(work)
    DirtyDay.objects.all().delete()
    return took


def _works() -> dict[str, Callable[[], object]]:
    from insights.selectors import board, cell
    from insights.selectors.periods import Period
    from insights.selectors.secrecy import Reading
    from journeys.models import Journey
    from surveys.selectors import cells
    from surveys.selectors.cells import Scope

    journey = Journey.objects.select_related("organization").get()
    stage = journey.stages.get(resolve_first=True)
    emotion = stage.targets.order_by("pk")[0].emotion
    org, period = journey.organization, Period.last(PERIOD, today=journey.organization.today())
    scope = Scope(period.since, period.until)
    between = [org.pk, period.since, period.until]
    counted = sum(found.n for found in cells.counts(org=org, scope=scope).values())
    direct = sum(times for *_cell, times in databases.execute(RAW, between))
    assert counted == direct, f"the roll-ups say {counted}, the answers {direct}"
    return {
        "board": lambda: board.board(journey=journey, period=period),
        "cell": lambda: cell.read(
            stage=stage, emotion=emotion, period=period, reading=Reading(org)
        ),
        "counts": lambda: cells.counts(org=org, scope=scope),
        "raw SQL": lambda: databases.execute(RAW, between),
    }


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _reported(found: Seconds, sizes: dict[str, int]) -> int:
    for name, seconds in found.items():
        milliseconds = [1000 * one for one in seconds]
        spread = f"{min(milliseconds):,.1f} to {max(milliseconds):,.1f}"
        print(f"{name:<16} {median(milliseconds):>9,.1f} ms   {spread}")
    print()
    growths = [_said_growth(found, "board", size, sizes, GATE) for size in ("medium", "large")]
    for page, why in (
        ("dirty day", "the board until the worker comes round, no gate"),
        ("cell", "read from single answers, no gate"),
    ):
        for size in ("medium", "large"):
            _said_growth(found, page, size, sizes, why)
    gain = _ratio(found["raw SQL, large"], found["counts, large"])
    print(f"raw SQL against counts at {sizes['large']:,}: {gain:.1f} times   (gate {LEAST_GAIN})")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"memory of this process at its peak: {peak} MB")
    return 0 if max(growths) <= MOST_GROWTH and gain >= LEAST_GAIN else 1


def _said_growth(found: Seconds, page: str, size: str, sizes: dict[str, int], gate: str) -> float:
    growth = _ratio(found[f"{page}, {size}"], found[f"{page}, small"])
    words = f"{page} at {sizes[size]:,} against {sizes['small']:,} answers"
    print(f"{words}: {growth:.2f} times   ({gate})")
    return growth


def _ratio(mine: list[float], theirs: list[float]) -> float:
    # Neighbours in one round met the same weather.
    return median(one / other for one, other in zip(mine, theirs, strict=True))


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.board")
    parser.add_argument("--rounds", type=int, default=9, choices=range(1, 51), metavar="1..50")
    parser.add_argument("--answers", type=int, default=LARGE, help="of the large board")
    options, _others = parser.parse_known_args(words)
    options.answers = min(max(options.answers, SMALL), 20_000_000)
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
