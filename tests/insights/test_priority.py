"""Where to act first: reach times worth times shortfall, and how sure the first place is."""

import pytest
from bs4 import BeautifulSoup
from django.utils.timezone import now

from insights.engine.drivers import Reason
from insights.engine.priority import Standing
from insights.selectors import priority
from insights.selectors import priority_words as words
from journeys.models import EmotionTarget
from tests.factories.actions import ActionFactory
from tests.factories.journeys import (
    BeliefInviteeFactory,
    BeliefRoundFactory,
    LiveIntervalFactory,
    StageActionFactory,
)
from tests.insights.answered import Answered


@pytest.fixture
def world(acme):
    """Two stages of two targets; the first target of the first stage moves the outcome most."""
    return Answered(acme)


def intend(world, *aims):
    for emotion, intended in zip(world.emotions, aims, strict=True):
        EmotionTarget.objects.filter(emotion=emotion).update(intended=intended)


def ranking(world, **options):
    return priority.ranking(journey=world.journey, outcome=world.outcome, **options)


def strong_action(world, emotion, **fields):
    action = ActionFactory(organization=world.org, **fields)
    action.evokes.create(organization=world.org, emotion=emotion, strength=3)
    return action


def test_the_stage_whose_shortfall_matters_comes_first(world):
    intend(world, 80, 80, 80, 80)

    found = ranking(world.tell(1200))

    assert [place.stage for place in found.places] == world.stages
    assert found.standing is Standing.FIRST
    assert found.places[0].main.emotion == world.emotions[0]
    assert words.of_ranking(found) == f"Act first at “{world.stages[0]}”."


def test_a_shortfall_weighs_more_where_more_pass(acme):
    world = Answered(acme, effects=(0.8, 0.0, 0.8, 0.0))
    intend(world, 90, 0, 75, 0)

    found = ranking(world.tell(1500, weights=[0.1, 0.9]))

    assert found.places[0].stage == world.stages[1]
    assert found.places[0].reach > 0.8


def test_a_stage_that_meets_its_targets_is_worth_nothing(world):
    intend(world, 20, 20, 20, 20)

    found = ranking(world.tell(600))

    assert found.top is None
    assert {place.value for place in found.places} == {0.0}
    assert "No stage is short" in words.of_ranking(found)


def test_too_much_of_what_is_to_be_avoided_is_a_shortfall(acme):
    world = Answered(acme, effects=(-1.0, 0.0, 0.3, 0.0))
    world.emotions[0].direction = "avoid"
    world.emotions[0].save()
    intend(world, 20, 0, 0, 0)

    found = ranking(world.tell(900))

    assert found.places[0].main.emotion == world.emotions[0]
    assert "more than you accept" in words.why(found.places[0], found)


def test_targets_with_under_thirty_answers_are_not_counted(world):
    intend(world, 80, 80, 80, 80)

    found = ranking(world.tell(700, weights=[0.97, 0.03]))

    assert found.uncounted == (world.stages[1],)
    assert [place.stage for place in found.places] == [world.stages[0]]


def test_without_targets_there_is_nothing_to_order(world):
    world.tell(700)
    EmotionTarget.objects.all().delete()

    found = ranking(world)

    assert found.places == ()
    assert "has a target with 30 answers" in words.of_ranking(found)


def test_without_a_driver_model_there_is_no_order(world):
    found = ranking(world.tell(100))

    assert found.refusal.reason is Reason.TOO_FEW_ANSWERS
    assert (found.places, found.standing) == ((), None)


def test_outcomes_dealt_out_at_random_make_no_order(acme):
    found = ranking(Answered(acme, seed=5).tell(900, shuffled=True))

    assert found.places == ()


def test_the_cheapest_strong_action_that_is_not_live_gives_the_effort(world):
    intend(world, 90, 0, 90, 0)
    dear = strong_action(world, world.emotions[0], effort=3, cost=3)
    cheap = strong_action(world, world.emotions[0], effort=1, cost=1)
    live = strong_action(world, world.emotions[0], effort=1, cost=0)
    on_stage = StageActionFactory(organization=world.org, stage=world.stages[0], action=live)
    LiveIntervalFactory(organization=world.org, stage_action=on_stage)

    top = ranking(world.tell(700)).top

    assert list(top.actions) == [cheap, dear]
    assert top.effort.get_effort_display() == "Little effort"


def test_a_retired_action_is_not_offered(world):
    intend(world, 90, 0, 90, 0)
    strong_action(world, world.emotions[0], state="retired")

    assert ranking(world.tell(700)).top.actions == ()


def test_what_would_change_the_order_is_told_in_points(acme):
    world = Answered(acme, effects=(0.8, 0.0, 0.7, 0.0))
    intend(world, 80, 0, 75, 0)

    found = ranking(world.tell(1500))

    first, second = found.places
    assert found.overtaking.points == pytest.approx(
        first.main.shortfall * (first.value - second.value) / first.main.value
    )
    assert f"“{second.stage}” comes first once" in words.changes(found)[0]
    assert "has gained" in words.changes(found)[0]


def test_close_stages_are_not_called_first(acme):
    world = Answered(acme, effects=(0.7, 0.0, 0.7, 0.0), seed=2)
    intend(world, 75, 0, 75, 0)

    found = ranking(world.tell(400))

    assert found.standing is not Standing.FIRST
    assert "Act first" not in words.of_ranking(found)


def test_the_same_seed_gives_the_same_order(world):
    intend(world, 80, 80, 80, 80)
    world.tell(400)

    first, again = (
        [(place.stage.pk, place.low, place.first) for place in ranking(world, seed=9).places]
        for _ in range(2)
    )

    assert first == again


# --- the page -------------------------------------------------------------------------------------


@pytest.fixture
def told(world):
    intend(world, 80, 80, 80, 80)
    strong_action(world, world.emotions[0], title="Call back first")
    return world.tell(700)


def test_the_page_ranks_with_reasons_actions_and_the_method(told, mona, sign_in):
    page = BeautifulSoup(sign_in(mona).get("/acme/first/").content, "html.parser")

    places = page.select(".hl-place")
    assert len(places) == 2
    assert "of 100 customers pass here" in places[0].get_text()
    assert "Call back first" in places[0].get_text()
    assert "What would change the order" in page.get_text()
    assert "How is this computed?" in page.get_text()
    assert len(page.select("details table tbody tr")) == 2


def test_the_fragment_is_the_page_without_its_frame(told, edgar, sign_in):
    client = sign_in(edgar)

    fragment = client.get("/acme/first/", headers={"HX-Request": "true"}).content.decode().strip()

    assert fragment in client.get("/acme/first/").content.decode()
    assert fragment.startswith('<div id="priority">')


def test_more_stages_cost_no_more_queries(acme, edgar, sign_in, django_assert_max_num_queries):
    world = Answered(acme, stages=4, effects=(0.9, 0.5, 0.4, 0.0) * 2)
    intend(world, *[85] * 8)
    world.tell(1200)
    client = sign_in(edgar)
    assert len(client.get("/acme/first/").context["places"]) == 4

    with django_assert_max_num_queries(28):
        client.get("/acme/first/")


def test_without_an_order_the_page_leads_to_the_gap_board(world, edgar, sign_in):
    world.tell(60)

    page = sign_in(edgar).get("/acme/first/").content.decode()

    assert "No order yet" in page
    assert 'href="/acme/gaps/"' in page


def test_an_open_belief_round_hides_the_order(told, mona, sign_in):
    opened = BeliefRoundFactory(organization=told.org, journey=told.journey)
    BeliefInviteeFactory(organization=told.org, round=opened, membership=mona)
    client = sign_in(mona)

    assert "ranking" not in client.get("/acme/first/").context
    key = told.journey.key
    assert client.get(f"/acme/api/v1/priorities/?journey={key}").status_code == 403


def test_another_organization_s_order_is_not_shown(told, sam, sign_in):
    page = sign_in(sam).get(f"/rival/first/?journey={told.journey.pk}").content.decode()

    assert str(told.stages[0]) not in page


def test_the_api_tells_what_the_page_tells(told, edgar, sign_in):
    found = ranking(told)

    answer = sign_in(edgar).get(f"/acme/api/v1/priorities/?journey={told.journey.key}").json()

    assert answer["standing"] == found.standing
    assert [row["stage"] for row in answer["stages"]] == [p.stage.key for p in found.places]
    assert answer["stages"][0]["value"] == found.places[0].value
    aim = found.places[0].aims[0]
    told_there = answer["stages"][0]["targets"][0]
    assert (told_there["n"], told_there["low"]) == (aim.n, aim.low)
    assert aim.low < aim.felt < aim.high
    assert answer["as_of"] <= now().isoformat()
