"""A board told apart shows each group its own numbers, and nobody a group of a few."""

import pytest

from insights.selectors import board as boards
from insights.selectors import secrecy, splits
from insights.selectors.periods import Period
from insights.selectors.secrecy import Reading
from surveys.selectors import cells
from surveys.selectors.cells import Scope
from tests.insights.board_world import World

PAGE = "/acme/gaps/by/channel/"


@pytest.fixture
def world(acme):
    return World(acme, name="Waiting")


def parts(world, *, reading=None, **options):
    """The one cell's parts by channel."""
    reading = reading or Reading(world.organization)
    found = splits.split(
        design=boards.design(journey=world.journey, reading=reading),
        period=reading.last(30),
        by="channel",
        splits=options,
    )
    [row] = found.rows
    return {part.group.value: part for part in row.parts}


def test_each_group_has_its_own_numbers(world):
    question = world.aim()
    world.answer(question, [4] * 30)
    world.answer(question, [0] * 12, channel="chat")

    found = parts(world)

    assert (found["phone"].felt.mean, found["phone"].n, found["phone"].level) == (100, 30, "full")
    assert (found["chat"].felt.mean, found["chat"].n, found["chat"].level) == (0, 12, "early")


@pytest.mark.parametrize("rolled_up", [True, False])
def test_the_groups_together_are_the_whole(world, rolled_up):
    question = world.aim()
    world.answer(question, [4, 3, 0] * 5)
    world.answer(question, [1, 2] * 5, channel="chat")
    world.answer(question, [2] * 3, channel="")
    if rolled_up:
        world.roll_up()
    scope = Scope(world.today, world.today, (world.stage.pk,))

    whole = cells.counts(org=world.organization, scope=scope)
    apart = cells.by_value(org=world.organization, scope=scope, split="channel")

    [(key, counts)] = whole.items()
    assert set(apart) == {"phone", "chat", None}
    assert counts.values == tuple(
        map(sum, zip(*(found[key].values for found in apart.values()), strict=True))
    )


def test_a_day_that_is_half_rolled_up_counts_once(world):
    question = world.aim()
    world.answer(question, [4] * 10)
    world.roll_up()
    world.answer(question, [0] * 10)

    assert parts(world)["phone"].n == 20


def three_channels(world):
    """Of a month that is settled: many by phone, some on the web, a few in a chat."""
    question, ago = world.aim(), (world.today - secrecy.settled(world.organization)).days
    for channel, n in (("phone", 40), ("web", 20), ("chat", 3)):
        world.answer(question, [4] * n, channel=channel, days_ago=ago)


def test_who_may_not_read_answers_cannot_subtract_a_small_group(world, vera):
    three_channels(world)

    found = parts(world, reading=secrecy.for_reader(vera))

    assert {value for value, part in found.items() if part.is_hidden} == {"web", "chat"}
    assert (found["phone"].n, found["web"].level) == (40, "nothing")


def test_who_may_read_answers_loses_nothing_to_secrecy(world):
    question = world.aim()
    world.answer(question, [4] * 40)
    world.answer(question, [0] * 3, channel="chat")

    assert parts(world)["phone"].level.shows_number
    assert not parts(world)["chat"].level.shows_number


def test_another_filter_narrows_the_groups(world):
    question = world.aim()
    world.answer(question, [4] * 12)

    assert parts(world, segment_a="gold") == {}
    assert parts(world, channel="chat")["phone"].n == 12  # what is told apart is not filtered


def test_only_the_largest_groups_become_columns(world):
    question = world.aim()
    for number in range(splits.MOST + 2):
        world.answer(question, [3] * (12 + number), channel=f"c{number}")

    found = splits.split(
        design=boards.design(journey=world.journey),
        period=Period.last(30, today=world.today),
        by="channel",
        splits={},
    )

    assert (len(found.groups), found.left_out) == (splits.MOST, 2)
    assert "c0" not in {group.value for group in found.groups}


def test_the_page_hides_from_a_viewer_what_could_be_subtracted(world, sign_in, vera):
    three_channels(world)

    page = sign_in(vera).get(PAGE).content.decode()

    assert "40 answers" in page
    assert "20 answers" not in page
    assert "Too few answers to each emotion" in page


def test_groups_beyond_the_board_are_named_and_not_shown(world, sign_in, edgar):
    world.answer(world.aim(), [4] * 3, channel="chat")

    page = sign_in(edgar).get(PAGE).content.decode()

    assert "Too few answers to each emotion" in page
    assert "<bdi>Chat</bdi>" in page


@pytest.mark.parametrize("by", ["weather", "stage"])
def test_what_does_not_split_is_missing(sign_in, vera, by):
    assert sign_in(vera).get(f"/acme/gaps/by/{by}/").status_code == 404


@pytest.mark.parametrize("by", ["channel", "persona", "team", "segment_a", "segment_b"])
def test_every_split_opens_also_without_a_value(world, sign_in, vera, by):
    world.aim()

    assert sign_in(vera).get(f"/acme/gaps/by/{by}/").status_code == 200
