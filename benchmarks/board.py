"""The gap board costs the same at five thousand answers, at half a million and at five million.

python -m benchmarks.board --rounds 9
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from statistics import median

from benchmarks import databases, product
from bin import servers

SMALL, MEDIUM, LARGE = 5_000, 500_000, 5_000_000
STAGES, TARGETS, DAYS, PERIOD = 12, 2, 365, 90
CHANNELS = ("phone", "email", "web", "store")
ANSWERS_EACH = 4  # a mail asks for two targets, the outcome and one rotating emotion
# Not rolled up yet: at five million a year, what comes in while the worker is away for 40 minutes.
ARRIVALS = 100

# performance: "dashboard, 5 M answers, 90 days"
MOST_GROWTH = 1.5
GATE = f"gate {MOST_GROWTH:g} at most"
LEAST_GAIN = 10

Seconds = dict[str, list[float]]

# What gives raw SQL its best chance; the product's statement runs under the same.
SETTINGS = {"work_mem": "64MB", "random_page_cost": "1.1", "jit": "off"}
# In the order of their days, as they come in.
RESPONSES = """
    INSERT INTO surveys_response (organization_id, source, stage_id, slice_id, experienced_on,
           language, state, is_counted, set_aside, started_at, last_activity_at, sent_at, comment)
    SELECT %(org)s, 'kiosk', (%(stages)s)[1 + floor(random() * %(stage_count)s)::int],
           (%(slices)s)[1 + floor(random() * %(slice_count)s)::int],
           %(today)s - ((%(responses)s - number) * %(days)s / %(responses)s)::int,
           'en', 'sent', TRUE, '', now(), now(), now(), ''
      FROM generate_series(1, %(responses)s) AS number
"""
ANSWERS = """
    INSERT INTO surveys_answer (organization_id, response_id, question_id, value, answered_at)
    SELECT %(org)s, response.id, asked.question_id, floor(random() * 5)::int, now()
      FROM surveys_response AS response
      JOIN (SELECT unnest(%(asked_stages)s) AS stage_id, unnest(%(asked_questions)s) AS question_id,
                   unnest(%(turns)s) AS turn) AS asked
        ON asked.stage_id = response.stage_id AND coalesce(asked.turn = response.id %% 2, TRUE)
"""
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
        _leave()
        for name in ("medium", "large"):
            databases.create(server, name, template="small")
        for name, answers in sizes.items():
            _enter(name)
            _fill(answers)
        found = _contest(options.rounds)
        _leave()
    return _reported(found, sizes)


def _enter(name: str) -> None:
    """Go on in another database of the same server."""
    from django.db import connection

    _leave()
    connection.settings_dict["NAME"] = name


def _leave() -> None:
    from django.db import connection

    connection.close()


def _fill(answers: int) -> None:
    """A year of answers, rolled up by the product, and some that have just arrived."""
    from surveys.services import rollups
    from tests.factories.accounts import OrganizationFactory
    from tests.surveys.worlds import World

    began = time.perf_counter()
    world = World(OrganizationFactory(), stages=STAGES, targets=TARGETS, checks=0)
    # Felt by whether it was solved is read from single answers: the dear part of a cell's page.
    world.journey.stages.filter(pk=world.stages[0].pk).update(resolve_first=True)
    today = world.org.today()
    _load(world, today, answers)
    loaded = time.perf_counter()
    days = [today - timedelta(days=n) for n in range(DAYS)]
    rollups.mark_days_dirty(org_id=world.org.pk, days=days)
    while rollups.refresh_dirty_days():
        pass
    _arrive(world, today)
    _execute("VACUUM ANALYZE")
    took = loaded - began, time.perf_counter() - loaded
    print(
        f"{answers:,} answers loaded in {took[0]:.0f} s, rolled up in {took[1]:.0f} s", flush=True
    )


def _load(world, today: date, answers: int) -> None:
    from tests.factories.surveys import SliceFactory

    slices = [
        SliceFactory(organization=world.org, key=f"{channel}|||", channel=channel).pk
        for channel in CHANNELS
    ]
    asked = list(_asked(world))
    values = {
        "org": world.org.pk,
        "today": today,
        "days": DAYS,
        "stages": [stage.pk for stage in world.stages],
        "stage_count": STAGES,
        "slices": slices,
        "slice_count": len(slices),
        "responses": answers // ANSWERS_EACH,
        "asked_stages": [stage for stage, _question, _turn in asked],
        "asked_questions": [question for _stage, question, _turn in asked],
        "turns": [turn for _stage, _question, turn in asked],
    }
    for name, value in SETTINGS.items():
        _execute(f"ALTER DATABASE {_database()} SET {name} = '{value}'")
    # The rows are right by construction; checking five million references takes minutes.
    _execute("SET session_replication_role = replica")
    _execute("SELECT setseed(0.5)")
    _execute(RESPONSES, values)
    _execute("ANALYZE surveys_response")
    _execute(ANSWERS, values)
    _leave()  # and with the connection the setting


def _arrive(world, today: date) -> None:
    from surveys.models import Answer
    from surveys.services import rollups
    from tests.factories.surveys import ResponseFactory, SliceFactory

    slice_ = SliceFactory(organization=world.org, key="chat|||", channel="chat")
    asked = [(stage, question) for stage, question, turn in _asked(world) if turn is None]
    for number in range(ARRIVALS):
        stage = world.stages[number % STAGES]
        response = ResponseFactory(
            organization=world.org, stage=stage, slice=slice_, experienced_on=today
        )
        Answer.objects.bulk_create(
            Answer(organization=world.org, response=response, question_id=question, value=3)
            for at, question in asked
            if at == stage.pk
        )
        rollups.mark_arrived(response=response)


def _asked(world):
    """(stage, question, turn): what everybody at a stage is asked, and what every second one is."""
    from surveys.models import Question

    by_emotion = dict(Question.objects.filter(kind="emotion").values_list("emotion_id", "pk"))
    outcome = Question.objects.get(outcome=world.outcome).pk
    emotions = [by_emotion[emotion.pk] for emotion in world.emotions]
    yield world.stages[0].pk, Question.objects.get(outcome__key="success").pk, None
    for number, stage in enumerate(world.stages):
        first = number * TARGETS
        for question in (*emotions[first : first + TARGETS], outcome):
            yield stage.pk, question, None
        for turn in range(2):
            yield stage.pk, emotions[(first + TARGETS + turn) % len(emotions)], turn


def _contest(rounds: int) -> Seconds:
    found: Seconds = {}
    for number in range(rounds + 1):
        for size in ("small", "medium", "large"):
            _enter(size)
            works = _works()
            took = {name: _timed(work) for name, work in works.items()}
            with _dirty_day():
                took["dirty day"] = _timed(works["board"])
            if number:  # the first round only warms up
                for name, seconds in took.items():
                    found.setdefault(f"{name}, {size}", []).append(seconds)
    return found


@contextmanager
def _dirty_day() -> Iterator[None]:
    """Have a whole day counted anew, as after an erasure or an import."""
    from accounts.models import Organization
    from surveys.models import DirtyDay
    from surveys.services import rollups

    org = Organization.objects.get()
    rollups.mark_dirty(org_id=org.pk, day=org.today())
    try:
        yield
    finally:
        DirtyDay.objects.all().delete()


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
    direct = sum(times for *_cell, times in _execute(RAW, between))
    assert counted == direct, f"the roll-ups say {counted}, the answers {direct}"
    return {
        "board": lambda: board.board(journey=journey, period=period),
        "cell": lambda: cell.read(
            stage=stage, emotion=emotion, period=period, reading=Reading(org)
        ),
        "counts": lambda: cells.counts(org=org, scope=scope),
        "raw SQL": lambda: _execute(RAW, between),
    }


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _database() -> str:
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def _execute(statement: str, values: object = None) -> list[tuple]:
    from django.db import connection

    with closing(connection.cursor()) as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


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
