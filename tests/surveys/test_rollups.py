"""The figure is exact at every moment, whatever the workers have or have not done yet."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db.models import F

from surveys.models import Answer, Arrival, DayTotal, DirtyDay, Response, RollUp
from surveys.selectors import cells
from surveys.selectors.cells import Construct, Scope
from surveys.services import rollups
from tests.factories.emotions import EmotionFactory, WordingFactory
from tests.factories.journeys import JourneyFactory, StageFactory
from tests.factories.surveys import AnswerFactory, QuestionFactory, ResponseFactory, SliceFactory

MONDAY = date(2026, 3, 2)
YEAR = Scope(since=date(2026, 1, 1), until=date(2026, 12, 31))
PHONE = Scope(YEAR.since, YEAR.until, splits={"channel": "phone"})


def direct_count(org, scope=YEAR):
    """The plainest possible count, for comparison."""
    found = {}
    for answer in Answer.objects.filter(
        scope.filters("response__"),
        organization=org,
        response__is_counted=True,
        response__experienced_on__range=(scope.since, scope.until),
    ).select_related("response", "question"):
        key = (answer.response.stage_id, cells.construct_of(answer.question))
        found.setdefault(key, Counter())[answer.value] += 1
    return found


def as_counters(counted):
    return {
        key: Counter(
            {
                value: times
                for value, times in [*enumerate(cell.values), (None, cell.unsaid)]
                if times
            }
        )
        for key, cell in counted.items()
        if cell.n or cell.unsaid
    }


@pytest.fixture
def world(acme):
    """Two stages, three questions and two slices to answer at."""
    journey = JourneyFactory(organization=acme)
    return {
        "stages": StageFactory.create_batch(2, organization=acme, journey=journey),
        "questions": QuestionFactory.create_batch(3, organization=acme),
        "slices": [
            SliceFactory(organization=acme, key=f"{channel}|||", channel=channel)
            for channel in ("phone", "chat")
        ],
    }


def answer(acme, world, dice, day=MONDAY, **fields):
    """A response as a customer sends it."""
    response = answered(acme, world, dice, day, **fields)
    if response.is_counted:
        rollups.mark_arrived(response=response)
    return response


def imported(acme, world, dice, day=MONDAY):
    """A response that came in with many others."""
    answered(acme, world, dice, day)
    rollups.mark_dirty(org_id=acme.pk, day=day)


def answered(acme, world, dice, day, **fields):
    response = ResponseFactory(
        organization=acme,
        stage=dice.choice(world["stages"]),
        slice=dice.choice(world["slices"]),
        experienced_on=day,
        **fields,
    )
    for question in dice.sample(world["questions"], 2):
        AnswerFactory(
            organization=acme,
            response=response,
            question=question,
            value=dice.choice([0, 1, 2, 3, 4, None]),
        )
    return response


def erase_one(acme, dice):
    response = dice.choice(list(Response.objects.for_org(acme)))
    rollups.mark_dirty(org_id=acme.pk, day=response.experienced_on)
    response.delete()


@pytest.mark.parametrize("seed", range(8))
def test_the_count_is_exact_after_any_history(acme, world, seed):
    dice = random.Random(seed)
    for _step in range(40):
        day = MONDAY + timedelta(days=dice.randrange(6))
        move = dice.random()
        if move < 0.5:
            answer(acme, world, dice, day)
        elif move < 0.6:
            imported(acme, world, dice, day)
        elif move < 0.7 and Response.objects.exists():
            erase_one(acme, dice)
        elif move < 0.85:
            rollups.refresh_days(org_id=acme.pk, days=[day])
        else:
            rollups.refresh_dirty_days(limit=dice.randrange(1, 4))
        if dice.random() < 0.3:
            assert_exact(acme)
    assert_exact(acme)
    rollups.refresh_dirty_days()
    assert not DirtyDay.objects.exists()
    assert not Arrival.objects.exists()
    assert_exact(acme)


def assert_exact(acme):
    for scope in (YEAR, PHONE):
        assert as_counters(cells.counts(org=acme, scope=scope)) == direct_count(acme, scope)


def test_what_arrives_is_added_and_the_rest_of_its_day_not_read_again(acme, world):
    dice = random.Random(1)
    answer(acme, world, dice)
    rollups.refresh_dirty_days()
    truth = sum(cell.n + cell.unsaid for cell in cells.counts(org=acme, scope=YEAR).values())
    DayTotal.objects.update(c2=F("c2") + 100)

    answer(acme, world, dice)

    counted = cells.counts(org=acme, scope=YEAR).values()
    assert sum(cell.n + cell.unsaid for cell in counted) == truth + 2 + 100 * 2


def test_what_arrives_on_a_dirty_day_counts_once(acme, world):
    dice = random.Random(2)
    imported(acme, world, dice)
    answer(acme, world, dice)

    assert_exact(acme)


def test_what_arrives_while_its_day_is_counted_counts_once(acme, world, monkeypatch):
    dice = random.Random(3)
    answer(acme, world, dice)
    aggregate = rollups.aggregate

    def interrupted(**counted):
        answer(acme, world, dice)
        return aggregate(**counted)

    monkeypatch.setattr(rollups, "aggregate", interrupted)
    rollups.refresh_dirty_days()

    assert Arrival.objects.count() == 1
    assert_exact(acme)


def test_refreshing_twice_counts_once(acme, world):
    answer(acme, world, random.Random(1))

    rollups.refresh_dirty_days()
    before = list(RollUp.objects.values_list("stage", "question", "c0", "c1", "c2", "c3", "c4"))
    rollups.refresh_days(org_id=acme.pk, days=[MONDAY])

    assert before == list(
        RollUp.objects.values_list("stage", "question", "c0", "c1", "c2", "c3", "c4")
    )


def test_drafts_do_not_count(acme, world):
    answer(acme, world, random.Random(1), state="draft", is_counted=False, sent_at=None)

    assert cells.counts(org=acme, scope=YEAR) == {}


def test_another_organization_is_not_counted(acme, world):
    stranger = AnswerFactory(response__experienced_on=MONDAY)
    rollups.mark_dirty(org_id=stranger.organization_id, day=MONDAY)
    answer(acme, world, random.Random(1))

    assert sum(cell.n + cell.unsaid for cell in cells.counts(org=acme, scope=YEAR).values()) == 2


def test_a_split_counts_only_its_slice(acme, world):
    dice = random.Random(3)
    for _each in range(20):
        answer(acme, world, dice)
    rollups.refresh_dirty_days()
    for _each in range(5):
        answer(acme, world, dice, MONDAY + timedelta(days=1))

    assert as_counters(cells.counts(org=acme, scope=PHONE)) == direct_count(acme, PHONE)


def test_weeks_add_up_to_the_whole(acme, world):
    dice = random.Random(4)
    for _each in range(30):
        answer(acme, world, dice, MONDAY + timedelta(days=dice.randrange(20)))
    rollups.refresh_dirty_days(limit=5)

    weeks = cells.weekly(org=acme, scope=YEAR)

    assert set(weeks) <= {MONDAY + timedelta(weeks=week) for week in range(3)}
    whole = Counter()
    for week in weeks.values():
        whole.update({key: cell.n for key, cell in week.items()})
    assert whole == {key: cell.n for key, cell in cells.counts(org=acme, scope=YEAR).items()}


def test_wordings_are_pooled_until_the_meaning_changes(acme, world):
    emotion = EmotionFactory(organization=acme)
    for number, changed in [(1, False), (2, True), (3, False)]:
        wording = WordingFactory(
            organization=acme, emotion=emotion, number=number, meaning_changed=changed
        )
        AnswerFactory(
            organization=acme,
            response__experienced_on=MONDAY,
            response__stage=world["stages"][0],
            question=QuestionFactory(organization=acme, wording=wording),
        )
    rollups.mark_dirty(org_id=acme.pk, day=MONDAY)

    counted = cells.counts(org=acme, scope=YEAR)

    assert counted[world["stages"][0].pk, Construct("emotion", emotion.pk)].n == 2


def test_the_read_is_one_snapshot(acme, django_assert_num_queries):
    with django_assert_num_queries(2):  # the questions, and everything else in one statement
        cells.counts(org=acme, scope=YEAR)


@pytest.mark.parametrize("tally", [RollUp, DayTotal])
def test_a_wrong_tally_is_found_and_mended(acme, world, tally):
    answer(acme, world, random.Random(1))
    rollups.refresh_dirty_days()
    tally.objects.update(c2=F("c2") + 1)

    assert rollups.verify(org=acme, days=[MONDAY]) == [MONDAY]

    rollups.refresh_dirty_days()
    assert rollups.verify(org=acme, days=[MONDAY]) == []


def test_a_wrong_tally_is_found_also_while_answers_arrive(acme, world):
    dice = random.Random(1)
    answer(acme, world, dice)
    rollups.refresh_dirty_days()
    answer(acme, world, dice)
    assert rollups.verify(org=acme, days=[MONDAY]) == []

    RollUp.objects.update(c2=F("c2") + 1)

    assert rollups.verify(org=acme, days=[MONDAY]) == [MONDAY]


def test_a_dirty_day_claims_nothing_that_could_be_wrong(acme, world):
    imported(acme, world, random.Random(1))

    assert rollups.verify(org=acme, days=[MONDAY]) == []
