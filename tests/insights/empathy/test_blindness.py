"""Nothing is shown before one's own guess."""

from datetime import timedelta

from django.utils.timezone import now

from insights.selectors.empathy import Withheld
from tests.factories.journeys import BeliefInviteeFactory, BeliefRoundFactory
from tests.insights.empathy.behaviours import API, PAGE, ask, forecast, only_row, practise


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
