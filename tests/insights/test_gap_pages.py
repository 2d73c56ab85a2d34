"""Every page of the gap board: blind when it has to be, one fragment, bounded statements."""

import pytest
from bs4 import BeautifulSoup

from journeys.models import Journey
from surveys.models import Response
from tests.factories.journeys import StageFactory
from tests.factories.surveys import FollowUpFactory
from tests.insights.board_world import World

PAGES = ["", "year/", "compared/", "by/channel/"]
APIS = ["gaps/", "gaps/year/", "gaps/splits/?by=channel"]
DRAWN = ["of 100", "100–100", "hl-c-felt-fill", "hl-figure-value", "points"]


@pytest.fixture
def world(acme):
    world = World(acme, name="Waiting")
    world.answer(world.aim(), [4] * 60)
    return world


def call(client, world, path):
    mark = "&" if "?" in path else "?"
    return client.get(f"/acme/api/v1/{path}{mark}journey={world.journey.key}")


@pytest.mark.parametrize("place", PAGES)
def test_a_blind_round_hides_every_figure(sign_in, edgar, world, place):
    world.ask_blind(edgar)

    shown = sign_in(edgar).get(f"/acme/gaps/{place}").content.decode()

    assert "Your estimate first" in shown
    assert not [word for word in DRAWN if word in shown]


def test_a_blind_round_hides_the_page_of_a_cell(sign_in, edgar, world):
    world.ask_blind(edgar)
    [target] = world.stage.targets.all()

    shown = (
        sign_in(edgar)
        .get(f"/acme/gaps/stages/{world.stage.pk}/emotions/{target.emotion_id}/")
        .content.decode()
    )

    assert "Your estimate first" in shown
    assert not [word for word in DRAWN if word in shown]


@pytest.mark.parametrize("path", APIS)
def test_a_blind_round_hides_every_figure_in_the_api(sign_in, edgar, world, path):
    client = sign_in(edgar)
    open_to_see = call(client, world, path)
    world.ask_blind(edgar)

    assert (open_to_see.status_code, call(client, world, path).status_code) == (200, 403)


@pytest.mark.parametrize("place", PAGES)
def test_a_round_hides_nothing_from_those_it_does_not_ask(sign_in, edgar, mona, world, place):
    world.ask_blind(edgar)

    assert "Your estimate first" not in sign_in(mona).get(f"/acme/gaps/{place}").content.decode()


@pytest.mark.parametrize("place", PAGES)
def test_the_fragment_is_the_page_without_its_frame(sign_in, mona, world, place):
    client = sign_in(mona)
    whole = BeautifulSoup(client.get(f"/acme/gaps/{place}").content, "html.parser")
    part = client.get(f"/acme/gaps/{place}", headers={"HX-Request": "true"})
    fragment = BeautifulSoup(part.content, "html.parser")

    assert fragment.find(id="board").get_text() == whole.find(id="board").get_text()
    assert fragment.find("html") is None
    assert "HX-Request" in part["Vary"]


@pytest.mark.parametrize("place", PAGES)
def test_twenty_cells_take_as_many_statements_as_one(
    sign_in, mona, acme, world, place, django_assert_max_num_queries
):
    for number in range(19):
        stage = StageFactory(organization=acme, journey=world.journey)
        world.answer(world.aim(key=f"e{number}", stage=stage), [2] * 2, stage=stage)
    client = sign_in(mona)
    client.get(f"/acme/gaps/{place}")

    with django_assert_max_num_queries(24):
        response = client.get(f"/acme/gaps/{place}")

    assert len(response.context["board"].cells) == 20


@pytest.mark.parametrize("place", PAGES)
def test_a_journey_without_targets_says_what_to_do(sign_in, mona, acme, place):
    World(acme)

    assert "No targets yet" in sign_in(mona).get(f"/acme/gaps/{place}").content.decode()


@pytest.mark.parametrize("place", PAGES)
def test_without_a_journey_the_page_says_what_to_do(sign_in, mona, place):
    assert "No journey yet" in sign_in(mona).get(f"/acme/gaps/{place}").content.decode()


@pytest.mark.parametrize("place", PAGES)
@pytest.mark.parametrize(
    "query",
    ["period=own", "period=own&since=x", "journey=999", "team=x", "channel=%F0%9F%92%A5",
     "persona=999", "since=9999999-1-1&period=own&until=2026-01-01", "against=never"],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_never_an_error(sign_in, mona, world, place, query):
    assert sign_in(mona).get(f"/acme/gaps/{place}?{query}").status_code == 200


@pytest.mark.parametrize("place", PAGES)
def test_every_figure_says_how_it_is_computed(sign_in, mona, world, place):
    shown = BeautifulSoup(sign_in(mona).get(f"/acme/gaps/{place}").content, "html.parser")
    method = shown.find("summary", string="How is this computed?").parent.get_text()

    assert "Here: " in method
    assert "answers" in method


def test_the_tabs_keep_the_filters(sign_in, mona, world):
    page = sign_in(mona).get("/acme/gaps/?channel=phone&period=30").content.decode()

    assert f"/acme/gaps/year/?journey={world.journey.pk}&amp;period=30&amp;channel=phone" in page


def test_a_cell_keeps_the_filters_of_the_board(sign_in, mona, world):
    world.answer(world.aim(key="seen", intended=60), [0] * 12, channel="chat")
    [target] = world.stage.targets.filter(emotion__key="seen")
    address = f"/acme/gaps/stages/{world.stage.pk}/emotions/{target.emotion_id}/"

    page = sign_in(mona).get(f"{address}?channel=phone").content.decode()

    assert "Too few answers to say anything yet." in page
    assert "Channel: Phone" in page


def test_comments_of_a_cell_follow_the_filter(sign_in, mona, world):
    question = world.aim(key="seen")
    world.answer(question, [4] * 12, comment="On the phone")
    world.answer(question, [4] * 12, channel="chat", comment="In the chat")
    address = f"/acme/gaps/stages/{world.stage.pk}/emotions/{question.emotion_id}/?channel=chat"

    page = sign_in(mona).get(address).content.decode()

    assert "In the chat" in page
    assert "On the phone" not in page


def test_a_cell_leads_to_the_follow_ups_of_its_stage(sign_in, mona, acme, world):
    [target] = world.stage.targets.all()
    FollowUpFactory(organization=acme, response=Response.objects.first())

    page = sign_in(mona).get(f"/acme/gaps/stages/{world.stage.pk}/emotions/{target.emotion_id}/")

    link = BeautifulSoup(page.content, "html.parser").find("a", string="Look after them")
    assert link["href"] == f"/acme/surveys/follow-ups/?stage={world.stage.pk}&state=open"


@pytest.mark.parametrize(("person", "reads"), [("mona", True), ("carl", False), ("vera", False)])
def test_only_who_may_read_answers_sees_comments(request, sign_in, world, person, reads):
    question = world.aim(key="seen")
    world.answer(question, [4] * 12, comment="They were kind")
    address = f"/acme/gaps/stages/{world.stage.pk}/emotions/{question.emotion_id}/"

    page = sign_in(request.getfixturevalue(person)).get(address).content.decode()

    assert ("They were kind" in page) is reads
    assert ("/acme/surveys/responses/?stage=" in page) is reads


@pytest.mark.parametrize(("person", "is_told"), [("mona", False), ("vera", True)])
def test_the_page_says_that_the_role_reads_whole_months(request, sign_in, world, person, is_told):
    page = sign_in(request.getfixturevalue(person)).get("/acme/gaps/").content.decode()

    assert ("Whole months: your role does not read single answers." in page) is is_told


def test_both_gaps_stand_side_by_side(sign_in, mona, world):
    page = BeautifulSoup(sign_in(mona).get("/acme/gaps/").content, "html.parser")
    section = page.find(id="gaps-heading").find_parent("section")
    cells = [cell.get_text(" ", strip=True) for cell in section.select("tbody td")]

    assert cells == [
        "informed", "75", "100 98–100 · n = 60", "+25 meets target", "–", "nobody has estimated",
    ]  # fmt: skip
    assert Journey.objects.count() == 1


def test_an_early_signal_has_no_verdict_badge(sign_in, mona, acme):
    world = World(acme)
    world.answer(world.aim(intended=90), [0] * 20)

    page = sign_in(mona).get("/acme/gaps/").content.decode()

    assert "early signal" in page
    assert "short of target" not in page
