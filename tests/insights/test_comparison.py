"""Two periods are called different only where chance would hardly make them so."""

import pytest

from insights.selectors import board as boards
from insights.selectors import movements
from insights.selectors.changes import Moved
from insights.selectors.comparison import compare
from insights.selectors.periods import Period
from tests.factories.surveys import DesignFactorFactory
from tests.insights.board_world import World

PAGE = "/acme/gaps/compared/"


@pytest.fixture
def world(acme):
    return World(acme, name="Waiting")


def changes(world, **options):
    period = Period.last(30, today=world.today)
    return compare(journey=world.journey, period=period, against=period.previous, **options).ranked


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ([1, 2] * 20, [3, 4] * 20, "rose"),
        ([3, 4] * 20, [1, 2] * 20, "fell"),
        ([1, 2, 3] * 20, [3, 2, 1] * 20, "no change shown"),
        ([1] * 9, [4] * 40, "too few answers"),
        ([0] * 29, [4] * 40, "no change shown"),
    ],
)
def test_the_word_follows_the_interval_and_the_number_of_answers(world, before, after, word):
    question = world.aim()
    world.answer(question, before, days_ago=40)
    world.answer(question, after, days_ago=3)

    [change] = changes(world)

    assert movements.word(change) == word


def test_an_emotion_to_avoid_that_rose_got_worse(world):
    question = world.aim(key="rushed", intended=20, group="strain", direction="avoid")
    world.answer(question, [0, 1] * 20, days_ago=40)
    world.answer(question, [2, 3] * 20, days_ago=3)

    [change] = changes(world)

    assert change.moved is Moved.WORSE
    assert movements.of_change(change).startswith("Rose by 50 from 12 to 62 (+")


def test_one_lucky_cell_among_twenty_is_no_change(world):
    lucky = world.aim(key="lucky")
    world.answer(lucky, [1, 2, 3] * 20, days_ago=40)
    world.answer(lucky, [1, 2, 3] * 15 + [3, 3, 4] * 5, days_ago=3)
    [alone] = changes(world)
    for each in range(19):
        still = world.aim(key=f"still-{each}")
        world.answer(still, [1, 2, 3] * 12, days_ago=40)
        world.answer(still, [1, 2, 3] * 12, days_ago=3)

    [together] = [c for c in changes(world) if c.after.emotion.key == "lucky"]

    assert (alone.moved, together.moved) == (Moved.BETTER, Moved.UNCLEAR)


def test_repeat_customers_widen_the_difference(world):
    question = world.aim()
    world.answer(question, [1, 2, 3] * 12, days_ago=40)
    world.answer(question, [2, 3, 3] * 12, days_ago=3)
    [narrow] = changes(world)
    DesignFactorFactory(organization=world.organization, stage=world.stage, value=4.0)

    [wide] = changes(world)

    assert (narrow.moved, wide.moved) == (Moved.BETTER, Moved.UNCLEAR)


def test_a_filter_shows_its_own_difference_with_the_verdict_of_all(world):
    question = world.aim()
    for days_ago, phone, chat in ((40, [1, 2] * 40, [2] * 30), (3, [3, 4] * 40, [2] * 30)):
        world.answer(question, phone, days_ago=days_ago)
        world.answer(question, chat, days_ago=days_ago, channel="chat")

    [change] = changes(world, splits={"channel": "chat"})

    assert change.points == 0
    assert change.moved is Moved.BETTER


def test_the_page_says_it_in_words(world, sign_in, mona):
    question = world.aim()
    world.answer(question, [3, 4] * 20, days_ago=100)
    world.answer(question, [1, 2] * 20, days_ago=3)

    page = sign_in(mona).get(PAGE).content.decode()

    assert "got clearly worse" in page
    assert "How is this computed?" in page


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({"against_since": "2026-01-01"}, "first and the last day"),
        ({"against_since": "2026-02-01", "against_until": "2026-01-01"}, "ends before"),
        ({"against_since": "2020-01-01", "against_until": "2030-01-01"}, "at most three years"),
    ],
)
def test_dates_that_make_no_sense_show_everything_and_say_so(world, sign_in, mona, dates, said):
    world.aim()

    response = sign_in(mona).get(PAGE, {"against": "own", **dates})

    assert response.status_code == 200
    assert said in response.content.decode()


def test_two_periods_that_share_days_are_refused(world, sign_in, mona):
    world.aim()
    dates = {"against_since": world.today.isoformat(), "against_until": world.today.isoformat()}

    page = sign_in(mona).get(PAGE, {"against": "own", **dates}).content.decode()

    assert "overlap" in page


def test_the_days_before_are_as_many_and_do_not_overlap(world):
    period = Period.last(30, today=world.today)

    assert period.previous.days == 30
    assert not period.overlaps(period.previous)
    assert boards.Period(period.previous.until, period.since).days == 2
