"""What a figure's explanation says of this page: answers, days and filters."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from insights.selectors import methods
from tests.insights.board_world import World


def test_a_method_says_answers_days_and_filters():
    said = methods.here(
        n=1,
        since=date(2026, 3, 1),
        until=date(2026, 3, 31),
        journey="Repair",
        filters=[("Channel", "Phone")],
    )

    assert said == (
        "Here: 1 answer of “Repair”. Experienced from 1 March 2026 until 31 March 2026. "
        "Channel: Phone."
    )


def test_nothing_is_said_of_what_a_page_does_not_know():
    assert methods.here() == ""


@pytest.fixture
def world(acme):
    world = World(acme, name="Waiting")
    world.answer(world.aim(), [4] * 40)
    return world


def told(client, path):
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return [method.get_text(" ") for method in page.select("details.hl-method")]


def test_the_map_the_stage_and_the_beliefs_say_how_felt_is_computed(sign_in, mona, world):
    client = sign_in(mona)
    journey, stage = (
        f"/acme/journeys/{world.journey.pk}/",
        f"/acme/journeys/stages/{world.stage.pk}/",
    )

    for path in (journey, stage, f"{journey}beliefs/"):
        [said] = told(client, path)
        assert "plain mean of the answers" in said
        assert f"Here: 40 answers of “{world.journey}”." in said


def test_a_filter_is_named_where_the_board_is_explained(sign_in, mona, world):
    [said] = told(sign_in(mona), "/acme/gaps/?channel=phone")

    assert "Channel: Phone." in said


def test_the_map_explains_nothing_that_it_hides(sign_in, edgar, world):
    world.ask_blind(edgar)

    assert told(sign_in(edgar), f"/acme/journeys/{world.journey.pk}/") == []
