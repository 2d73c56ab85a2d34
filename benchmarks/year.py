"""A year of answers on a database, rolled up by the product, and some that have just arrived."""

import time
from datetime import date, timedelta

from benchmarks import databases

STAGES, TARGETS, DAYS = 12, 2, 365
CHANNELS = ("phone", "email", "web", "store")
ANSWERS_EACH = 4  # a mail asks for two targets, the outcome and one rotating emotion
# Not rolled up yet: at five million a year, what comes in while the worker is away for 40 minutes.
ARRIVALS = 100

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


def fill(answers: int) -> None:
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
    databases.execute("VACUUM ANALYZE")
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
        databases.execute(f"ALTER DATABASE {databases.current()} SET {name} = '{value}'")
    # The rows are right by construction; checking five million references takes minutes.
    databases.execute("SET session_replication_role = replica")
    databases.execute("SELECT setseed(0.5)")
    databases.execute(RESPONSES, values)
    databases.execute("ANALYZE surveys_response")
    databases.execute(ANSWERS, values)
    databases.leave()  # and with the connection the setting


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
