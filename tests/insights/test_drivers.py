"""The driver table says which feelings go with an outcome, how surely, and when it cannot say."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils.timezone import now

from insights.engine.drivers import Reason, Table
from insights.selectors import driver_words as words
from insights.selectors import drivers, folds, studies
from insights.selectors.periods import Months
from insights.services import folds as folding
from surveys.models import Question
from surveys.services import rollups
from tests.factories.emotions import OutcomeFactory
from tests.factories.journeys import (
    BeliefInviteeFactory,
    BeliefRoundFactory,
    JourneyFactory,
)
from tests.insights.answered import Answered


@pytest.fixture
def world(acme):
    return Answered(acme)


def table(world, **options):
    return drivers.table(journey=world.journey, outcome=world.outcome, **options)


def row_of(found, emotion):
    return next(row for row in found.rows if row.emotion == emotion)


def test_what_moves_the_outcome_earns_most_and_has_an_effect_of_its_own(world):
    found = table(world.tell(1200))

    strong, weak, idle, _idle = (row_of(found, emotion) for emotion in world.emotions)
    assert found.rows[0] == strong
    assert strong.driver.own_effect
    assert weak.driver.share > idle.driver.share
    assert strong.driver.low < strong.driver.share < strong.driver.high
    assert f"“{world.emotions[0]}”" in words.of_table(found)


def test_shares_add_up_to_all_that_is_explained(world):
    found = table(world.tell(700))

    assert sum(row.driver.share for row in found.rows) == pytest.approx(1)
    assert 0.2 < found.explained_low < found.explained < found.explained_high < 0.8


def test_being_solved_is_one_of_the_drivers_and_never_an_outcome(world, edgar, sign_in):
    found = table(world.tell(700))

    success = Question.objects.get(outcome__key="success").outcome
    assert success in [row.factors[0] for row in found.rows]
    page = sign_in(edgar).get("/acme/drivers/")
    assert success not in page.context["form"].fields["outcome"].queryset


def test_a_step_is_told_in_steps_of_the_outcome(world):
    strong = row_of(table(world.tell(1500)), world.emotions[0])

    # Planted: 1.2 outcome points a standard unit of the feeling, which is one step.
    assert strong.step == pytest.approx(1.2, abs=0.35)
    assert strong.step_low < strong.step < strong.step_high


def test_a_season_that_all_have_in_common_makes_no_drivers(acme, monkeypatch):
    world = Answered(acme, effects=(0.0, 0.0, 0.0, 0.0)).tell(500, days=340, swing=0.8)
    freed = table(world)

    monkeypatch.setattr(folds, "POOLED_FREELY", 24)
    cache.clear()

    assert freed.refusal.reason is Reason.NO_CONNECTION
    assert "More than six months are pooled" in words.adjusted(freed)
    assert table(world).explained > 0.10


def test_outcomes_dealt_out_at_random_have_no_drivers(acme):
    found = table(Answered(acme, seed=5).tell(900, shuffled=True))

    assert found.refusal.reason is Reason.NO_CONNECTION
    assert found.rows == ()
    assert "beyond chance" in words.of_table(found)


def test_few_answers_make_no_table_but_a_date(world):
    found = table(world.tell(90, days=60))

    assert found.refusal.reason is Reason.TOO_FEW_ANSWERS
    assert found.forecast.on > world.org.today()
    assert "90 of the 150 needed" in words.of_table(found)
    assert "At today's rate" in words.of_table(found)


def test_what_another_release_left_in_the_cache_is_not_read(world, monkeypatch):
    monkeypatch.setattr(studies, "shape", lambda: "older")
    months = table(world.tell(90, days=60)).months
    asked = {"journey": world.journey, "outcome": world.outcome, "months": months}
    assert studies.ready(**asked) is not None

    monkeypatch.undo()

    assert studies.ready(**asked) is None


def test_without_a_rotating_question_the_pairs_are_named_with_their_stages(world):
    found = table(world.tell(500, rotating=False))

    assert found.refusal.reason is Reason.NOT_ASKED_TOGETHER
    pair = found.thin[0]
    assert pair.n == 0
    assert set(pair.stages) == set(world.stages)


def test_the_same_seed_gives_the_same_table(world):
    world.tell(400)

    first, again, other = (
        [row.driver for row in table(world, draws=60 + extra, seed=4).rows] for extra in (0, 0, 1)
    )

    assert first == again
    assert first != other


def test_a_table_is_computed_once_until_what_is_folded_changes(
    world, django_assert_max_num_queries
):
    world.tell(400)
    months = Months.until(world.org.today(), count=12)
    before = folds.version(journey=world.journey, months=months, outcome=world.outcome)
    first = table(world)
    with django_assert_max_num_queries(7):
        assert table(world).finding == first.finding

    world.tell(50)

    assert folds.version(journey=world.journey, months=months, outcome=world.outcome) != before
    assert table(world).n == 450


def test_the_task_prepares_what_the_page_shows(world, django_assert_max_num_queries):
    world.tell(300, folded=False)
    while rollups.refresh_dirty_days():
        pass

    folding.refresh_everywhere()

    assert studies.main_outcome(journey=world.journey) == world.outcome
    with django_assert_max_num_queries(7):
        assert isinstance(table(world).finding, Table)


def test_the_period_leaves_out_what_was_before(world):
    world.tell(300, days=20)
    early = Months.until(world.org.today().replace(year=2020), count=3)

    assert table(world, months=early).n == 0


def test_direct_and_indirect_benefits_are_told_apart(world, edgar, sign_in):
    journey = JourneyFactory(organization=world.org)
    OutcomeFactory(organization=world.org, key="trust", benefit="indirect")

    page = sign_in(edgar).get(f"/acme/drivers/?journey={journey.pk}")

    groups = [label for label, _choices in page.context["form"].fields["outcome"].choices]
    assert groups == ["Direct benefits", "Indirect benefits"]


# --- the page -------------------------------------------------------------------------------------


def test_the_page_shows_shares_intervals_words_and_the_method(world, edgar, sign_in):
    world.tell(700)

    page = BeautifulSoup(sign_in(edgar).get("/acme/drivers/").content, "html.parser")

    assert len(page.select(".hl-range-row")) == 5
    assert "own effect shown" in page.get_text().casefold()
    assert "How is this computed?" in page.get_text()
    assert len(page.select(".hl-range[role=img][aria-label]")) == 5
    assert "700 answers" in page.get_text()


def test_the_fragment_is_the_page_without_its_frame(world, edgar, sign_in):
    world.tell(200)
    client = sign_in(edgar)

    fragment = client.get("/acme/drivers/", headers={"HX-Request": "true"}).content.decode().strip()

    assert fragment in client.get("/acme/drivers/").content.decode()
    assert fragment.startswith('<div id="drivers">')


def test_a_page_costs_the_same_queries_with_more_feelings(
    acme, edgar, sign_in, django_assert_max_num_queries
):
    Answered(acme, stages=4, effects=(0.9, 0.5, 0.4, 0.0) * 2).tell(900)
    client = sign_in(edgar)
    client.get("/acme/drivers/")

    with django_assert_max_num_queries(26):
        client.get("/acme/drivers/")


def test_an_open_belief_round_hides_the_table(world, mona, sign_in):
    world.tell(300)
    opened = BeliefRoundFactory(organization=world.org, journey=world.journey)
    BeliefInviteeFactory(organization=world.org, round=opened, membership=mona)

    page = sign_in(mona).get("/acme/drivers/")

    assert "table" not in page.context
    assert "Your estimate first" in page.content.decode()
    key = world.journey.key
    assert sign_in(mona).get(f"/acme/api/v1/drivers/?journey={key}").status_code == 403


@pytest.mark.parametrize("query", ["journey=999", "outcome=x", "months=7", "journey=&months="])
def test_a_wrong_filter_shows_the_usual_page(world, edgar, sign_in, query):
    world.tell(60)

    page = sign_in(edgar).get(f"/acme/drivers/?{query}")

    assert page.status_code == 200
    assert page.context["form"].chosen_journey == world.journey


def test_another_organization_s_journey_is_not_shown(world, sam, sign_in):
    world.tell(60)

    page = sign_in(sam).get(f"/rival/drivers/?journey={world.journey.pk}")

    assert page.context["journey"] is None
    assert str(world.journey) not in page.content.decode()


def test_without_a_journey_the_page_says_where_to_begin(edgar, sign_in):
    assert "Map a journey" in sign_in(edgar).get("/acme/drivers/").content.decode()


def test_the_api_tells_what_the_page_tells(world, edgar, sign_in):
    found = table(world.tell(600))

    told = sign_in(edgar).get(f"/acme/api/v1/drivers/?journey={world.journey.key}").json()

    assert told["headline"] == words.of_table(found)
    assert told["n"] == 600
    assert [row["share"] for row in told["drivers"]] == [row.driver.share for row in found.rows]
    assert told["asked_together"][0][0] == 600
    assert told["since"] == found.months.first.isoformat()
    assert (words.adjusted(found), told["season_since"]) == ("", None)


def test_the_api_gives_reasons_instead_of_shares(world, mona, sign_in):
    world.tell(40)

    told = sign_in(mona).get(f"/acme/api/v1/drivers/?journey={world.journey.key}").json()

    assert (told["reason"], told["drivers"], told["r_squared"]) == ("too_few_answers", [], None)
    assert told["enough_on"] > now().date().isoformat()


def test_an_emotion_s_page_tells_what_it_goes_with_once_that_is_computed(world, mona, sign_in):
    world.tell(700)
    client, address = sign_in(mona), f"/acme/emotions/{world.emotions[0].pk}/"
    before = client.get(address).context["moves"]

    table(world)

    [sentence] = client.get(address).context["moves"]
    assert before == []
    assert f"Goes with “{world.outcome}” by itself on “{world.journey}”" in sentence


def test_an_emotion_s_page_hides_it_during_a_belief_round(world, mona, sign_in):
    table(world.tell(700))
    opened = BeliefRoundFactory(organization=world.org, journey=world.journey)
    BeliefInviteeFactory(organization=world.org, round=opened, membership=mona)

    page = sign_in(mona).get(f"/acme/emotions/{world.emotions[0].pk}/")

    assert page.context["moves"] == []
