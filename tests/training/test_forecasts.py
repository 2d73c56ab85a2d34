"""Forecasts: managers guess blind; then practice and customers stand beside the guess."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import Actor, Event
from tests.factories.accounts import TeamFactory
from tests.factories.journeys import (
    BeliefInviteeFactory,
    StageActionFactory,
)
from tests.factories.training import ForecastFactory
from tests.training.worlds import checked, practised
from training.models import Forecast
from training.selectors import empathy
from training.services import forecasts


@pytest.fixture
def address(behaviour, team):
    return reverse("training:forecast-create", args=["acme", team.pk, behaviour.pk])


def test_the_figures_are_hidden_until_the_forecast_is_given(
    behaviour, team, mona, give, address, sign_in
):
    for _ in range(6):
        practised(behaviour, team, True, True, False)
    checked(behaviour, team, yes=31, no=9)
    client = sign_in(mona)

    before = client.get(address).text
    give(mona)
    after = client.get(address).text

    assert "Side by side" not in before
    assert not {"67", "78"} & set(BeautifulSoup(before, "html.parser").main.text.split())
    figures = [v.text for v in BeautifulSoup(after, "html.parser").select(".hl-figure-value")]
    assert figures == ["80%", "67%", "78%"]


def test_another_manager_s_forecast_opens_nothing(mona, olivia, give, address, sign_in):
    give(olivia)

    assert "Side by side" not in sign_in(mona).get(address).text


def test_a_forecast_of_another_team_opens_nothing(acme, behaviour, mona, give, sign_in):
    other = TeamFactory(organization=acme)
    behaviour.stage.teams.add(other)
    give(mona)

    address = reverse("training:forecast-create", args=["acme", other.pk, behaviour.pk])
    assert "Side by side" not in sign_in(mona).get(address).text


def test_under_five_people_practice_shows_no_figure(behaviour, team, mona, give, address, sign_in):
    for _ in range(4):
        practised(behaviour, team, True)
    give(mona)

    assert "4 people have practised it" in sign_in(mona).get(address).text


def test_under_ten_answers_customers_show_no_figure(behaviour, team, mona, give, address, sign_in):
    checked(behaviour, team, yes=9, no=0)
    give(mona)

    assert "Not enough answers yet (9 of 10)" in sign_in(mona).get(address).text


def test_another_team_s_customers_are_not_told(behaviour, team, mona, give, address, sign_in):
    other = TeamFactory(organization=behaviour.organization)
    checked(behaviour, other, yes=31, no=9)
    give(mona)

    assert "Too few answers to say anything yet" in sign_in(mona).get(address).text


def test_where_yes_is_bad_the_share_of_no_is_told(behaviour, team, mona, give, address, sign_in):
    checked(behaviour, team, yes=10, no=30, yes_is_good=False)
    give(mona)

    page = BeautifulSoup(sign_in(mona).get(address).content, "html.parser")
    assert page.select(".hl-figure-value")[-1].text == "75%"


def test_in_an_open_belief_round_the_customers_stay_hidden(
    behaviour, team, mona, give, address, sign_in
):
    checked(behaviour, team, yes=31, no=9)
    BeliefInviteeFactory(
        organization=behaviour.organization, membership=mona, round__journey=behaviour.stage.journey
    )
    give(mona)

    page = sign_in(mona).get(address).text
    assert "Hidden until you have estimated" in page
    assert "78%" not in BeautifulSoup(page, "html.parser").main.text


def test_one_forecast_a_day_and_the_latest_counts(mona, give):
    give(mona, 8)
    give(mona, 6)

    assert Forecast.objects.get().in_ten == 6


def test_another_day_is_another_forecast(acme, mona, give):
    with time_machine.travel(now() - timedelta(days=1)):
        give(mona, 8)
    give(mona, 6)

    assert Forecast.objects.count() == 2
    [latest] = empathy.forecasts(org=acme)
    assert latest.in_ten == 6


def test_the_first_forecast_is_blind_and_one_after_the_figures_is_not(acme, mona, give):
    assert give(mona, 8).is_blind
    with time_machine.travel(now() + timedelta(days=2)):
        assert not give(mona, 6).is_blind

    assert [row.in_ten for row in empathy.forecasts(org=acme, blind_only=True)] == [8]


def test_a_correction_after_the_figures_is_not_blind_and_the_same_number_again_is(mona, give):
    give(mona, 8)

    assert give(mona, 8).is_blind
    assert not give(mona, 7).is_blind


def test_after_a_season_the_figures_are_hidden_and_the_forecast_is_blind_again(
    behaviour, team, mona, give, address, sign_in
):
    ForecastFactory(
        organization=behaviour.organization,
        stage_action=behaviour,
        team=team,
        membership=mona,
        forecast_on=behaviour.organization.today() - timedelta(days=90),
    )

    assert "Side by side" not in sign_in(mona).get(address).text
    assert give(mona).is_blind


def test_what_is_not_live_is_not_forecast(acme, team, mona):
    planned = StageActionFactory(organization=acme)
    planned.stage.teams.add(team)

    with pytest.raises(ValidationError, match="not live"):
        forecasts.give(
            stage_action=planned, team=team, membership=mona, in_ten=5, by=Actor.member(mona)
        )


def test_a_team_that_does_not_serve_the_stage_is_not_forecast(acme, behaviour, mona):
    with pytest.raises(ValidationError, match="does not serve"):
        forecasts.give(
            stage_action=behaviour,
            team=TeamFactory(organization=acme),
            membership=mona,
            in_ten=5,
            by=Actor.member(mona),
        )


@pytest.mark.parametrize("typed", ["", "11", "-1", "many", "٨", "\x00", "8.5"])
def test_a_forecast_is_a_number_from_0_to_10(mona, address, sign_in, typed):
    answer = sign_in(mona).post(address, {"in_ten": typed})

    assert answer.status_code == 422
    assert not Forecast.objects.exists()


def test_zero_is_a_forecast(mona, address, sign_in):
    assert sign_in(mona).post(address, {"in_ten": "0"}).status_code == 302

    page = BeautifulSoup(sign_in(mona).get(address).content, "html.parser")
    assert page.select_one(".hl-figure-value").text == "0%"
    assert page.select_one("[name=in_ten][checked]")["value"] == "0"


def test_the_form_fragment_is_the_page_minus_the_frame(mona, address, sign_in):
    client = sign_in(mona)

    page = BeautifulSoup(client.post(address, {}).content, "html.parser")
    fragment = client.post(address, {}, headers={"HX-Request": "true"})

    forms = [
        found.select_one("#forecast-form")
        for found in (page, BeautifulSoup(fragment.content, "html.parser"))
    ]
    for form in forms:
        form.select_one("[name=csrfmiddlewaretoken]").decompose()
    assert "<html" not in fragment.text
    assert forms[0].prettify() == forms[1].prettify()


def test_the_log_does_not_hold_the_guess(mona, give):
    give(mona, 8)

    event = Event.objects.get(verb="forecast_given")
    assert set(event.after) == {"stage_action", "team"}
