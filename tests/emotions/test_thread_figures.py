"""The thread of an emotion ends in its figures, stage by stage."""

import pytest
from bs4 import BeautifulSoup

from tests.factories.journeys import EmotionTargetFactory, StageFactory
from tests.insights.board_world import World


@pytest.fixture
def world(acme):
    return World(acme, name="Waiting")


@pytest.fixture
def question(world):
    return world.aim(key="informed", intended=75)


def measure(client, question, **headers):
    response = client.get(f"/acme/emotions/{question.emotion_id}/", headers=headers)
    return BeautifulSoup(response.content, "html.parser").find(id="measure")


def test_a_stage_says_how_it_is_felt_on_how_many_answers(sign_in, mona, world, question):
    world.answer(question, [1, 2] * 20)

    text = measure(sign_in(mona), question).get_text(" ", strip=True)

    assert "38 33–42 · 40 answers" in text
    assert "−38 short of target" in text
    assert "Gap to believed: nobody has estimated" in text


def test_too_few_answers_have_no_number(sign_in, mona, world, question):
    world.answer(question, [1] * 9)

    found = measure(sign_in(mona), question)

    assert "Not enough answers yet (9 of 10)." in found.get_text()
    assert found.find(class_="hl-figure-value") is None
    assert not found.select(".hl-multiple circle")


def test_a_stage_has_its_year(sign_in, mona, world, question):
    for week in range(1, 5):
        world.answer(question, [3] * 12, days_ago=7 * week)

    assert len(measure(sign_in(mona), question).select(".hl-multiple circle")) >= 3


def test_each_stage_stands_for_itself(sign_in, mona, acme, world, question):
    world.answer(question, [4] * 30)
    twin = StageFactory(organization=acme, journey=world.journey, name="Calling")
    world.answer(world.aim(key="calm", stage=twin), [0] * 30, stage=twin)

    text = measure(sign_in(mona), question).get_text(" ", strip=True)

    assert "Waiting" in text
    assert "Calling" not in text


def test_a_blind_round_hides_the_figures_of_its_journey(sign_in, edgar, world, question):
    world.answer(question, [4] * 30)
    world.ask_blind(edgar)

    found = measure(sign_in(edgar), question)

    assert "Hidden until you have estimated" in found.get_text()
    assert found.find(class_="hl-figure-value") is None
    assert not found.select(".hl-multiple circle")


def test_the_fragment_is_the_page_without_its_frame(sign_in, mona, world, question):
    world.answer(question, [4] * 30)
    client = sign_in(mona)

    fragment = measure(client, question, **{"HX-Request": "true"})

    assert fragment.get_text() == measure(client, question).get_text()


def test_twenty_stages_take_as_many_statements_as_one(
    sign_in, mona, acme, world, question, django_assert_max_num_queries
):
    for _each in range(19):
        stage = StageFactory(organization=acme, journey=world.journey)
        EmotionTargetFactory(organization=acme, stage=stage, emotion=question.emotion)
    client = sign_in(mona)
    client.get(f"/acme/emotions/{question.emotion_id}/")

    with django_assert_max_num_queries(33):
        found = measure(client, question)

    assert len(found.select(".hl-thread-figure")) == 20
