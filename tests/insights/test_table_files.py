"""A table taken along from a page holds what the page shows: its filters, its gaps, its method."""

import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.accounts import TeamFactory
from tests.factories.journeys import CheckWordingFactory, LiveIntervalFactory, StageActionFactory
from tests.insights.board_world import World
from tests.insights.planted import world as planted_world

PAGES = {"": "gaps", "year/": "year", "compared/": "compared", "by/channel/": "told-apart"}


@pytest.fixture
def world(acme):
    world = World(acme, name="Waiting")
    question = world.aim()
    world.answer(question, [4] * 40)
    world.answer(question, [0] * 10, channel="chat")
    world.answer(question, [2] * 3, channel="shop")
    world.answer(question, [2] * 30, days_ago=100)
    return world


def taken(client, page):
    """The rows of the workbook that a page links to, and what its second sheet says."""
    links = BeautifulSoup(client.get(page).content, "html.parser").select(".hl-take a")
    book = load_workbook(io.BytesIO(client.get(links[0]["href"]).content))
    head, *rows = book.worksheets[0].values
    method = " ".join(str(row[0]) for row in book.worksheets[-1].values)
    return [dict(zip(head, row, strict=True)) for row in rows if all(row[:2])], method


@pytest.mark.parametrize("place", PAGES)
def test_a_file_of_the_board_keeps_to_the_filters_of_its_page(sign_in, mona, world, place):
    rows, method = taken(sign_in(mona), f"/acme/gaps/{place}?channel=phone&period=30")

    assert rows[0]["Stage"] == "Waiting"
    assert "Channel: Phone." in method
    assert f"of “{world.journey}”" in method


def test_the_board_s_file_says_what_no_number_of_answers_makes_up_for(sign_in, mona, world):
    file = sign_in(mona).get("/acme/tables/gaps/xlsx/").content

    *_rows, [foot, *_empty] = load_workbook(io.BytesIO(file)).worksheets[0].values

    assert "because of who answers" in foot


@pytest.mark.parametrize(("channel", "felt"), [("phone", 100), ("chat", 0)])
def test_the_numbers_are_those_of_the_filtered_customers(sign_in, mona, world, channel, felt):
    [row], _method = taken(sign_in(mona), f"/acme/gaps/?channel={channel}")

    assert row["Felt"] == felt


def test_a_group_too_small_has_the_reason_instead_of_a_number(sign_in, mona, world):
    rows, _method = taken(sign_in(mona), "/acme/gaps/by/channel/")
    told = {row["Group"]: (row["Felt"], row["Answers"], row["Why not"]) for row in rows}

    assert told["Phone"] == (100, 40, "")
    assert [each for each in told.values() if each[2] == "fewer than 5"] == [
        (None, None, "fewer than 5")
    ]


def test_a_year_holds_every_answer_that_its_points_are_made_of(sign_in, mona, world):
    world.answer(world.aim(key="seen"), [3] * 20, days_ago=100)

    rows, _method = taken(sign_in(mona), "/acme/gaps/year/")

    assert [row["Answers"] for row in rows if row["Emotion"] == "seen"] == [20]


def test_two_periods_stand_side_by_side(sign_in, mona, world):
    [row], _method = taken(sign_in(mona), "/acme/gaps/compared/?channel=phone")

    assert (row["Before"], row["Before: n"]) == (50, 30)
    assert (row["Now"], row["Now: n"]) == (100, 40)


def test_a_cell_s_file_keeps_to_the_filters_of_its_page(sign_in, mona, world):
    emotion = world.stage.targets.get().emotion
    page = reverse("insights:cell", args=["acme", world.stage.pk, emotion.pk])

    [row], method = taken(sign_in(mona), f"{page}?channel=phone")

    assert (row["Answer"], row["Answers"], row["Share (%)"]) == ("Completely", 40, 100)
    assert "Channel: Phone." in method


@pytest.mark.parametrize("query", ["", "?stage=x&emotion=²", f"?stage={'9' * 5000}"])
def test_a_file_of_no_cell_is_missing(sign_in, mona, world, query):
    assert sign_in(mona).get(f"/acme/tables/cell/csv/{query}").status_code == 404
    assert sign_in(mona).get(f"/acme/tables/evidence-weeks/csv/{query}").status_code == 404


@pytest.mark.parametrize("name", [*PAGES.values(), "cell"])
def test_no_file_of_the_board_goes_before_the_estimate(sign_in, edgar, world, name):
    world.ask_blind(edgar)
    target = world.stage.targets.get()
    query = {"journey": world.journey.pk, "by": "channel"}
    query |= {"stage": target.stage_id, "emotion": target.emotion_id}

    assert sign_in(edgar).get(f"/acme/tables/{name}/csv/", query).status_code == 302


def test_the_ledgers_file_keeps_to_its_filters(sign_in, acme, edgar):
    planted_world(acme, effect=15).register(edgar)
    client = sign_in(edgar)

    [row], _method = taken(client, "/acme/evidence/?verdict=improved")

    assert row["Verdict"] == "improved"
    worse = client.get("/acme/tables/evidence/csv/?verdict=worse").content.decode()
    assert len(worse.splitlines()) == 1


def test_the_empathy_gaps_file_keeps_to_its_filters(sign_in, acme, mona):
    teams = TeamFactory.create_batch(2, organization=acme)
    designed = StageActionFactory(organization=acme)
    designed.stage.teams.set(teams)
    LiveIntervalFactory(organization=acme, stage_action=designed)
    CheckWordingFactory(organization=acme, stage_action=designed)

    [row], method = taken(sign_in(mona), f"/acme/empathy/?team={teams[1].pk}")

    assert row["Team"] == teams[1].name
    assert f"Team: {teams[1]}." in method
