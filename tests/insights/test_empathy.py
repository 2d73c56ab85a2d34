"""Forecast, practice and customers side by side: nobody's number, and nothing before one's own guess."""

import random
from datetime import timedelta

import pytest
from django.utils.timezone import now

from insights.engine import empathy as engine
from insights.engine.intervals import wilson
from insights.selectors import empathy, secrecy
from insights.selectors.empathy import Withheld
from surveys.models import DesignFactor
from surveys.services import rollups
from tests.factories.accounts import MembershipFactory, StaffMemberFactory, TeamFactory
from tests.factories.journeys import (
    BeliefInviteeFactory,
    BeliefRoundFactory,
    CheckWordingFactory,
    LiveIntervalFactory,
    StageActionFactory,
    StageFactory,
)
from tests.factories.surveys import AnswerFactory, QuestionFactory, ResponseFactory, SliceFactory
from tests.factories.training import (
    AttemptChoiceFactory,
    AttemptFactory,
    ChoiceFactory,
    ForecastFactory,
    LessonFactory,
    ScenarioFactory,
)

PAGE = "/acme/empathy/"
API = "/acme/api/v1/empathy-gaps/"


@pytest.fixture
def team(acme):
    return TeamFactory(organization=acme, name="Service line")


@pytest.fixture
def behaviour(acme, team):
    return behave(acme, team)


def behave(acme, *teams):
    """A live stage action with its check, at a stage that these teams serve."""
    stage_action = StageActionFactory(organization=acme, stage=StageFactory(organization=acme))
    stage_action.stage.teams.add(*teams)
    LiveIntervalFactory(organization=acme, stage_action=stage_action)
    CheckWordingFactory(organization=acme, stage_action=stage_action)
    return stage_action


def forecast(stage_action, team, *guesses, **options):
    for in_ten in guesses:
        ForecastFactory(
            organization=team.organization,
            stage_action=stage_action,
            team=team,
            in_ten=in_ten,
            **options,
        )


def practise(stage_action, team, *people):
    """One lesson of the behaviour; each person is given as the effects of their choices."""
    org = team.organization
    lesson = LessonFactory(organization=org, emotion=stage_action.emotion)
    for effects in people:
        person = StaffMemberFactory(organization=org, team=team)
        attempt = AttemptFactory(
            organization=org, lesson=lesson, staff_member=person, finished_at=now(), score=50
        )
        for effect in effects:
            scenario = ScenarioFactory(organization=org, lesson=lesson)
            choice = ChoiceFactory(organization=org, scenario=scenario, effect=effect)
            AttemptChoiceFactory(organization=org, attempt=attempt, choice=choice)


def ask(stage_action, team, values):
    """Customers of this team answer the behaviour's check: 2 yes, 1 partly, 0 no, None forgot.

    In a month that is settled, so that every role may see it.
    """
    org = team.organization
    day = secrecy.settled(org)
    wording = stage_action.check_wordings.first()
    question = getattr(wording, "question", None) or QuestionFactory(
        organization=org,
        kind="check",
        wording=None,
        emotion=None,
        check_wording=wording,
        stage_action=stage_action,
    )
    where = SliceFactory(organization=org, key=f"phone|{team.pk}||", team=team)
    for value in values:
        response = ResponseFactory(
            organization=org, stage=stage_action.stage, slice=where, experienced_on=day
        )
        AnswerFactory(organization=org, response=response, question=question, value=value)
    rollups.mark_dirty(org_id=org.pk, day=day)


def only_row(reader):
    [row] = empathy.rows(reader=reader)
    return row


# --- blind ----------------------------------------------------------------------------------------


def test_a_manager_sees_nothing_before_the_own_forecast(sign_in, mona, team, behaviour):
    forecast(behaviour, team, 7, 8, 9)
    practise(behaviour, team, *[[2]] * 6)
    ask(behaviour, team, [2] * 40)
    client = sign_in(mona)

    [shown] = client.get(API).json()
    page = client.get(PAGE).content.decode()

    for side in ("forecast", "practice", "customers"):
        assert shown[side]["withheld"] == "forecast_first"
        assert shown[side]["percent"] is shown[side]["n"] is None
    assert shown["transfer"] is None
    assert f"/acme/training/forecasts/{team.pk}/{behaviour.pk}/" in page
    assert "80 %" not in page


def test_the_own_forecast_opens_the_row(mona, team, behaviour):
    forecast(behaviour, team, 8, membership=mona)

    row = only_row(mona)

    assert not row.is_sealed
    assert row.own_forecast.in_ten == 8


def test_a_forecast_that_has_aged_seals_the_row_again(mona, team, behaviour):
    long_ago = now().date() - timedelta(days=91)
    forecast(behaviour, team, 8, membership=mona, forecast_on=long_ago)

    assert only_row(mona).is_sealed


def test_who_gives_no_forecasts_has_nothing_to_keep_blind(vera, team, behaviour):
    assert not only_row(vera).is_sealed


def test_customers_stay_hidden_from_those_who_are_to_estimate(carl, team, behaviour):
    org, journey = team.organization, behaviour.stage.journey
    ask(behaviour, team, [2] * 40)
    belief_round = BeliefRoundFactory(organization=org, journey=journey)
    BeliefInviteeFactory(organization=org, round=belief_round, membership=carl)

    assert only_row(carl).customers.withheld is Withheld.ESTIMATE_FIRST


# --- nobody's number ------------------------------------------------------------------------------


@pytest.mark.parametrize(("managers", "is_told"), [(1, False), (2, False), (3, True)])
def test_forecasts_are_told_from_three_managers_on(vera, team, behaviour, managers, is_told):
    forecast(behaviour, team, *[8] * managers)

    told = only_row(vera).forecast.percent

    assert told == (pytest.approx(80) if is_told else None)


def test_a_forecast_given_after_the_figures_does_not_count(vera, team, behaviour):
    forecast(behaviour, team, 8, 8)
    forecast(behaviour, team, 0, is_blind=False)

    assert only_row(vera).forecast.withheld is Withheld.TOO_FEW_MANAGERS


@pytest.mark.parametrize(("people", "is_told"), [(4, False), (5, True)])
def test_practice_is_told_from_five_people_on(vera, team, behaviour, people, is_told):
    practise(behaviour, team, *[[2, -1]] * people)

    assert (only_row(vera).practice.percent == 50) is is_told


@pytest.mark.parametrize(("n", "is_told"), [(9, False), (10, True)])
def test_customers_are_told_from_ten_answers_on(vera, team, behaviour, n, is_told):
    ask(behaviour, team, [2] * n)

    assert (only_row(vera).customers.percent == 100) is is_told


def test_no_name_and_no_single_score_stands_on_the_page(sign_in, vera, team, behaviour):
    manager = MembershipFactory(organization=team.organization, user__name="Gertrude Unique")
    forecast(behaviour, team, 3, membership=manager)
    forecast(behaviour, team, 8, 9)
    practise(behaviour, team, [2], [2], [2], [2], [-2])
    client = sign_in(vera)

    seen = client.get(PAGE).content.decode() + client.get(API).content.decode()

    assert "Gertrude" not in seen
    assert not any(person.name in seen for person in team.staff.all())


def test_teams_stand_in_the_order_of_the_alphabet_and_not_of_their_figures(acme, vera):
    best, worst = (TeamFactory(organization=acme, name=name) for name in ("Zeta", "alpha"))
    stage_action = behave(acme, best, worst)
    ask(stage_action, best, [2] * 40)
    ask(stage_action, worst, [0] * 40)

    assert [row.team for row in empathy.rows(reader=vera)] == [worst, best]


def test_a_team_s_few_answers_do_not_follow_from_the_whole(acme, vera, olivia):
    """The gap board has the whole; 42 of all less 40 of one team are two customers of the other."""
    large, small = (TeamFactory(organization=acme, name=name) for name in ("Large", "Small"))
    stage_action = behave(acme, large, small)
    forecast(stage_action, large, 5, membership=olivia)
    forecast(stage_action, small, 5, membership=olivia)
    ask(stage_action, large, [2] * 40)
    ask(stage_action, small, [0] * 2)

    [told, _few] = empathy.rows(reader=olivia)
    [hidden, few] = empathy.rows(reader=vera)

    assert told.customers.percent == 100
    assert hidden.customers.withheld is Withheld.FEW_IN_WHOLE_MONTHS
    assert few.customers.withheld is Withheld.FEW_IN_WHOLE_MONTHS


# --- figures --------------------------------------------------------------------------------------


def test_the_three_sides_are_shares_of_interactions(vera, team, behaviour):
    forecast(behaviour, team, 7, 8, 9)
    practise(behaviour, team, [2, 1], [2, -1], [2, 1], [0, 1], [1, 1])
    ask(behaviour, team, [2] * 20 + [1] * 10 + [0] * 10 + [None] * 5)

    row = only_row(vera)

    assert row.forecast.percent == pytest.approx(80)
    assert row.practice.percent == pytest.approx(80)
    assert row.customers.percent == 50
    assert row.customers.share == wilson(20, 40)


def test_a_check_whose_yes_is_bad_news_is_turned_round(vera, team, behaviour):
    behaviour.check_wordings.update(yes_is_good=False)
    ask(behaviour, team, [0] * 30 + [2] * 10)

    assert only_row(vera).customers.percent == 75


def test_repeat_customers_widen_the_interval(acme, vera, team, behaviour):
    ask(behaviour, team, [2, 0] * 20)
    before = only_row(vera).customers
    DesignFactor.objects.create(organization=acme, stage=behaviour.stage, value=2.0)

    after = only_row(vera).customers

    assert after.share == wilson(20, 40, design=2.0)
    assert after.high - after.low > before.high - before.low


def test_what_people_can_but_do_not_is_told_as_what_stands_in_their_way(
    sign_in, vera, team, behaviour
):
    practise(behaviour, team, *[[2, 2]] * 12)
    ask(behaviour, team, [0] * 80 + [2] * 20)

    page = sign_in(vera).get(PAGE).content.decode()

    assert "They can do it" in page
    assert "what stands in the way" in page


def test_a_difference_within_its_range_is_not_told_as_one(sign_in, vera, team, behaviour):
    practise(behaviour, team, *[[2, -1]] * 6)
    ask(behaviour, team, [0, 2] * 20)

    assert "No difference can be shown yet." in sign_in(vera).get(PAGE).content.decode()


def test_intervals_of_all_three_gaps_cover_the_truth():
    """Science 6, row 20, through the engine: planted shares, 300 worlds."""
    dice = random.Random(20)
    truth = {"practice": 0.7, "customers": 0.5}
    hits = 0
    for _world in range(300):
        staff = [(i, dice.random() < truth["practice"]) for i in range(25)]
        yes = sum(dice.random() < truth["customers"] for _answer in range(80))
        gap = engine.compare(None, engine.practice(staff), engine.customers(yes, 80)).transfer
        hits += gap.low <= 0.2 <= gap.high

    assert 0.92 <= hits / 300 <= 0.985


# --- page -----------------------------------------------------------------------------------------


def test_a_filter_narrows_the_rows_and_an_unknown_one_does_not(
    sign_in, vera, acme, team, behaviour
):
    other = TeamFactory(organization=acme, name="Claims desk")
    behave(acme, other)
    client = sign_in(vera)

    assert 'id="team-' in client.get(PAGE, {"team": team.pk}).content.decode()
    assert f'id="team-{other.pk}"' not in client.get(PAGE, {"team": team.pk}).content.decode()
    unknown = client.get(PAGE, {"team": "x"}).content.decode()
    assert f'id="team-{other.pk}"' in unknown
    assert "not known" in unknown


def test_the_fragment_is_the_page_s_own_part(sign_in, vera, team, behaviour):
    client = sign_in(vera)

    page = client.get(PAGE).content.decode()
    fragment = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()

    assert fragment.strip() in page


def test_nothing_live_says_what_is_missing(sign_in, vera):
    assert "Nothing to compare yet" in sign_in(vera).get(PAGE).content.decode()


def test_twenty_behaviours_cost_no_more_statements(
    sign_in, vera, acme, team, django_assert_max_num_queries
):
    for _row in range(20):
        stage_action = behave(acme, team, TeamFactory(organization=acme))
        forecast(stage_action, team, 5)
        practise(stage_action, team, [2])
        ask(stage_action, team, [2])
    client = sign_in(vera)

    with django_assert_max_num_queries(22):
        client.get(PAGE)
