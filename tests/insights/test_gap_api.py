"""The gap board for other systems: the same figures, withheld for the same reasons."""

import pytest
from django.utils.timezone import now

from insights.models import SavedView
from insights.selectors import secrecy
from tests.factories.accounts import MembershipFactory
from tests.factories.journeys import BeliefFactory, BeliefRoundFactory
from tests.factories.saved_views import SavedViewFactory
from tests.insights.board_world import World

V1 = "/acme/api/v1/"


@pytest.fixture
def world(acme):
    return World(acme, name="Waiting", key="waiting")


@pytest.fixture
def ask(sign_in, mona, world):
    def ask(path, **query):
        return sign_in(mona).get(f"{V1}{path}", {"journey": world.journey.key, **query})

    return ask


def test_a_board_is_compared_where_that_is_asked_for(ask, world):
    question = world.aim()
    world.answer(question, [1, 2] * 20, days_ago=100)
    world.answer(question, [3, 4] * 20)

    board = ask("gaps/").json()
    [plain] = board["cells"]
    [compared] = ask("gaps/", against="previous").json()["cells"]

    assert "because of who answers" in board["note"]
    assert plain["change"] is None
    assert (compared["change"]["value"], compared["change"]["moved"]) == (50.0, "better")
    assert compared["change"]["n_before"] == 40
    assert plain["felt"] == compared["felt"]


def test_a_comparison_withholds_what_rests_on_too_few(ask, world):
    question = world.aim()
    world.answer(question, [1] * 9, days_ago=100)
    world.answer(question, [3] * 40)

    [cell] = ask("gaps/", against="previous").json()["cells"]

    assert cell["change"]["moved"] == "withheld"
    assert cell["change"]["value"] is cell["change"]["low"] is cell["change"]["high"] is None


@pytest.mark.parametrize(
    "path", ["gaps/", "gaps/year/", "gaps/splits/", "drivers/", "priorities/", "who-answered/"]
)
def test_figures_without_a_journey_say_what_is_missing(ask, path):
    answer = ask(path, journey="")

    assert answer.status_code == 400
    assert "?journey=" in answer.json()["error"]["fields"]["journey"][0]


@pytest.mark.parametrize(
    "query", [{"against": "own"}, {"against": "never"}, {"period": "own"}, {"channel": "x"}]
)
def test_a_filter_that_makes_no_sense_is_refused(ask, world, query):
    world.answer(world.aim(), [3])
    assert ask("gaps/", **query).status_code == 400


def test_a_year_has_its_points_with_n_and_interval(ask, world):
    world.answer(world.aim(), [3] * 12, days_ago=8)

    [cell] = ask("gaps/year/").json()
    [point] = cell["points"]

    assert (cell["stage"], cell["emotion"], cell["signal"]) == ("waiting", "informed", "too_short")
    assert (point["n"], point["felt"]["value"], point["usual"]) == (12.0, 75.0, None)


@pytest.mark.parametrize(("person", "n"), [("mona", 3), ("vera", None)])
def test_a_small_group_is_hidden_from_who_may_not_read_answers(request, sign_in, world, person, n):
    question, ago = world.aim(), (world.today - secrecy.settled(world.organization)).days
    world.answer(question, [4] * 40, days_ago=ago)
    world.answer(question, [0] * 3, channel="chat", days_ago=ago)
    client = sign_in(request.getfixturevalue(person))

    asked = f"by=channel&period=365&journey={world.journey.key}"
    [row] = client.get(f"{V1}gaps/splits/?{asked}").json()
    groups = {group["value"]: group for group in row["groups"]}

    assert groups["chat"]["n"] == n
    assert groups["chat"]["felt"]["value"] is None
    assert (groups["phone"]["felt"]["value"] is None) is (person == "vera")


@pytest.mark.parametrize("person", ["mona", "vera"])
def test_free_dates_become_whole_months_for_who_may_not_read_answers(
    request, sign_in, world, person
):
    world.aim()
    settled = secrecy.settled(world.organization)
    asked = f"period=own&since={settled}&until={world.today}&journey={world.journey.key}"

    found = sign_in(request.getfixturevalue(person)).get(f"{V1}gaps/?{asked}").json()

    since, until = (settled, world.today) if person == "mona" else (settled.replace(day=1), settled)
    assert (found["since"], found["until"]) == (str(since), str(until))
    assert found["whole_months"] is (person == "vera")


@pytest.mark.parametrize("by", ["", "weather", "slice__team"])
def test_what_does_not_split_is_refused(ask, world, by):
    assert ask("gaps/splits/", by=by).status_code == 400


def test_an_early_signal_has_no_verdict_and_no_share_of_what_is_not_asked(ask, world):
    world.answer(world.aim(), [3] * 12)

    [cell] = ask("gaps/").json()["cells"]
    [row] = ask("gaps/splits/", by="channel").json()

    assert (cell["verdict"], row["verdict"]) == ("early", "early")
    assert (row["n"], row["felt"]) == (12, cell["felt"])
    assert cell["solved"] is None
    assert cell["is_kind_but_unsolved"] is False


def test_a_view_is_made_read_changed_and_forgotten(sign_in, mona, world):
    client, json = sign_in(mona), {"content_type": "application/json"}
    body = {"name": "Phone", "filters": {"journey": str(world.journey.pk), "period": "30"}}

    made = client.post(f"{V1}saved-views/", body, **json)
    path = f"{V1}saved-views/{made.json()['id']}/"
    changed = client.patch(path, {"name": "Calls", "is_shared": True, "version": 1}, **json)
    stale = client.patch(path, {"name": "Late", "version": 1}, **json)

    assert (made.status_code, changed.status_code, stale.status_code) == (201, 200, 409)
    assert client.get(path).json()["name"] == "Calls"
    assert client.delete(path).status_code == 204
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "filters",
    [{"journey": "999"}, {"colour": "red"}, {"period": "forever"}, "red", {"journey": {}}],
)
def test_filters_that_the_page_would_not_take_are_refused(sign_in, mona, world, filters):
    body = {"name": "V", "filters": filters}

    response = sign_in(mona).post(f"{V1}saved-views/", body, content_type="application/json")

    assert response.status_code == 400
    assert not SavedView.objects.exists()


def test_the_list_has_one_s_own_and_the_shared(sign_in, mona, edgar, acme):
    SavedViewFactory(organization=acme, owner=mona, name="Mine")
    SavedViewFactory(organization=acme, owner=edgar, name="Shared", is_shared=True)
    SavedViewFactory(organization=acme, owner=edgar, name="Edgar's")

    rows = sign_in(mona).get(f"{V1}saved-views/").json()

    assert [(row["name"], row["is_mine"]) for row in rows] == [("Mine", True), ("Shared", False)]


def test_a_belief_gap_is_withheld_with_the_figure_it_is_measured_from(ask, acme, world):
    question = world.aim()
    world.answer(question, [2] * 9)
    closed = BeliefRoundFactory(organization=acme, journey=world.journey, closed_at=now())
    for value in (60, 70, 80):
        BeliefFactory(
            organization=acme,
            round=closed,
            membership=MembershipFactory(organization=acme),
            stage=world.stage,
            emotion=question.emotion,
            value=value,
        )

    [cell] = ask("gaps/").json()["cells"]

    assert (cell["believed"], cell["believers"], cell["belief_gap"]) == (70.0, 3, None)
