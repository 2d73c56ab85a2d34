from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from journeys.models import Belief, BeliefInvitee, BeliefRound
from journeys.services import beliefs
from tests.factories.journeys import EmotionTargetFactory, StageFactory
from tests.journeys.answers import answered


@pytest.fixture
def target(acme, stage, emotion):
    return EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion, intended=83)


@pytest.fixture
def opened(acme, journey, target, carl, by):
    until = acme.today() + timedelta(days=7)
    return beliefs.open_round(journey=journey, asked=[carl], until=until, by=by)


@pytest.fixture
def base(journey):
    return f"/acme/journeys/{journey.pk}/beliefs/"


def cell(target):
    return f"cell_{target.stage_id}_{target.emotion_id}"


def test_an_editor_asks_people(acme, base, target, sign_in, edgar, mona, carl):
    until = acme.today() + timedelta(days=3)

    sign_in(edgar).post(base + "open/", {"asked": [mona.pk, carl.pk], "until": str(until)})

    assert BeliefRound.objects.get().until == until
    assert {row.membership for row in BeliefInvitee.objects.all()} == {mona, carl}


def test_a_stranger_cannot_be_chosen(acme, base, target, sign_in, edgar, sam):
    response = sign_in(edgar).post(base + "open/", {"asked": [sam.pk], "until": str(acme.today())})

    assert response.status_code == 422
    assert not BeliefRound.objects.exists()


def test_the_page_of_estimates_shows_neither_what_is_felt_nor_what_is_intended(
    base, opened, target, sign_in, carl
):
    answered(target.stage, target.emotion, *[2] * 40)

    page = BeautifulSoup(sign_in(carl).get(base + "estimate/").content, "html.parser")

    assert "83" not in page.select_one("main").text
    assert "40" not in page.select_one("main").text
    [number] = page.select("input[type=number]")
    assert number.get("value") == ""
    assert page.select_one(f"label[for={number['id']}]")


def test_an_estimate_is_given_without_javascript(base, opened, target, sign_in, carl):
    response = sign_in(carl).post(base + "estimate/", {cell(target): "64"})

    assert response["Location"] == f"/acme/journeys/{opened.journey_id}/"
    assert Belief.objects.get().value == 64


def test_what_somebody_cannot_say_stays_open(acme, base, opened, target, sign_in, carl, emotion):
    other = EmotionTargetFactory(
        organization=acme,
        stage=StageFactory(organization=acme, journey=opened.journey),
        emotion=emotion,
    )

    sign_in(carl).post(base + "estimate/", {cell(target): "64", cell(other): ""})

    assert Belief.objects.get().stage == target.stage


@pytest.mark.parametrize("value", ["101", "-1", "many", "5.5", "9" * 30, ""])
def test_an_impossible_estimate_is_refused(base, opened, target, sign_in, carl, value):
    response = sign_in(carl).post(base + "estimate/", {cell(target): value})

    assert response.status_code == 422
    assert not Belief.objects.exists()


def test_whoever_was_not_asked_has_nothing_to_estimate(base, opened, sign_in, mona):
    response = sign_in(mona).get(base + "estimate/")

    assert response["Location"] == f"/acme/journeys/{opened.journey_id}/"


def test_a_round_cannot_be_peeked_at_by_a_get(base, opened, sign_in, carl):
    assert sign_in(carl).get(base + "reveal/").status_code == 405
    assert BeliefInvitee.objects.get().revealed_at is None


def test_the_page_of_rounds_says_who_has_estimated(base, opened, target, sign_in, carl, edgar):
    sign_in(carl).post(base + "estimate/", {cell(target): "64"})

    page = sign_in(edgar).get(base).text

    assert "estimated" in page
    assert "64" not in BeautifulSoup(page, "html.parser").select_one("main").text


def test_closing_makes_estimates_the_belief(base, opened, target, sign_in, carl, edgar):
    sign_in(carl).post(base + "estimate/", {cell(target): "64"})

    page = sign_in(edgar).post(base + "close/", follow=True).text

    assert "64" in BeautifulSoup(page, "html.parser").select_one("main table").text
    assert "one person" in page


def test_without_a_target_there_is_nothing_to_estimate(sign_in, edgar, base):
    page = sign_in(edgar).get(base).text

    assert "Nothing to estimate yet" in page
    assert "Open a belief round" not in page


def test_the_file_of_beliefs_is_kept_from_whoever_has_still_to_estimate(
    sign_in, carl, vera, opened, base
):
    hidden, shown = (sign_in(who).get(f"{base}files/csv/") for who in (carl, vera))

    assert hidden.status_code == 302
    assert ",83," in shown.content.decode()
