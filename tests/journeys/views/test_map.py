from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from tests.factories.accounts import StaffMemberFactory, TeamFactory
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import (
    BeliefFactory,
    BeliefInviteeFactory,
    BeliefRoundFactory,
    EmotionTargetFactory,
    StageActionFactory,
    StageFactory,
    TouchpointFactory,
)
from tests.factories.training import LessonFactory
from tests.journeys.answers import answered, complained


@pytest.fixture
def target(acme, stage, emotion):
    return EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion, intended=80)


@pytest.fixture
def address(acme, journey):
    return reverse("journeys:journey-detail", args=[acme.slug, journey.pk])


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def figures(response):
    return soup(response).select_one(".hl-aim").get_text(" ", strip=True)


def test_the_map_is_a_table_with_a_head_for_each_stage_and_lane(
    acme, journey, target, sign_in, edgar, address
):
    table = soup(sign_in(edgar).get(address)).select_one("table.hl-map")

    stages = [th.select_one(".hl-map-name").text for th in table.select("thead th[scope=col]")[1:]]
    lanes = [th.get_text(strip=True) for th in table.select("tbody th[scope=row]")]
    assert stages == ["The call"]
    assert [lane.split("0")[0] for lane in lanes] == [
        "Customer's goal",
        "Touchpoints",
        "Emotion curve",
        "Targets",
        "Actions",
        "Intention and reality",
        "Follow-ups",
    ]


def test_intended_believed_and_felt_stand_together(
    acme, journey, stage, emotion, target, sign_in, mona, address
):
    answered(stage, emotion, *[2] * 40)
    closed = BeliefRoundFactory(organization=acme, journey=journey, closed_at=now())
    for value in (60, 70, 80):
        BeliefFactory(organization=acme, round=closed, stage=stage, emotion=emotion, value=value)

    text = figures(sign_in(mona).get(address))

    assert "intended 80 believed 70 45–95 · 3 people felt 50" in text
    assert "40 answers" in text


@pytest.mark.parametrize(
    ("n", "shown", "not_shown"),
    [
        (9, "Not enough answers yet (9 of 10).", "felt"),
        (4, "Too few answers", "felt"),
        (10, "early signal", "Not enough"),
        (29, "early signal", "Not enough"),
        (30, "felt 50", "early signal"),
    ],
)
def test_the_map_says_only_what_the_answers_allow(
    stage, emotion, target, sign_in, mona, address, n, shown, not_shown
):
    answered(stage, emotion, *[2] * n)

    text = figures(sign_in(mona).get(address))

    assert shown in text
    assert not_shown not in text


def test_an_early_signal_is_not_called_the_largest_gap(
    stage, emotion, target, sign_in, mona, address
):
    answered(stage, emotion, *[0] * 12)

    page = soup(sign_in(mona).get(address))

    assert "only early signals" in page.select_one("svg title").text
    assert page.select_one(".hl-c-note") is None


def test_the_curve_says_its_largest_gap_in_words(stage, emotion, target, sign_in, mona, address):
    answered(stage, emotion, *[2] * 40)

    page = soup(sign_in(mona).get(address))

    told = "The largest gap is at The call (cared for): 80 intended, 50 felt, 30 points apart."
    assert page.select_one("svg title").text == told
    assert "Show as table" in page.text


def test_the_curve_follows_one_emotion(
    acme, journey, stage, emotion, target, sign_in, mona, address
):
    page = soup(sign_in(mona).get(address, {"emotion": "cared_for"}))

    assert page.select_one("svg desc").text == "cared for: intended, believed and felt"
    assert soup(sign_in(mona).get(address, {"emotion": "nonsense"})).select_one("svg")


def test_one_persons_estimate_is_called_that(
    acme, journey, stage, emotion, target, sign_in, mona, address
):
    closed = BeliefRoundFactory(organization=acme, journey=journey, closed_at=now())
    BeliefFactory(organization=acme, round=closed, stage=stage, emotion=emotion, value=64)

    assert "believed 64 one person's estimate" in figures(sign_in(mona).get(address))


@pytest.fixture
def asked(acme, journey, edgar):
    opened = BeliefRoundFactory(organization=acme, journey=journey)
    return BeliefInviteeFactory(organization=acme, round=opened, membership=edgar)


@pytest.mark.parametrize("route", ["journey-detail", "belief-list", "stage-detail"])
def test_whoever_is_to_estimate_sees_nothing_that_is_felt(
    acme, journey, stage, emotion, target, sign_in, edgar, asked, route
):
    answered(stage, emotion, *[2] * 40)
    complained(stage)
    pk = stage.pk if route == "stage-detail" else journey.pk

    page = soup(sign_in(edgar).get(reverse(f"journeys:{route}", args=[acme.slug, pk])))

    assert "Your estimate first" in page.text
    assert page.select_one(".hl-aim-felt, .hl-c-felt-fill[d*=m0]") is None
    for told in ("40 answers", "1 open", "Look first", "points short"):
        assert told not in page.text


def test_looking_shows_what_is_felt(stage, emotion, target, sign_in, edgar, asked, address):
    answered(stage, emotion, *[2] * 40)

    sign_in(edgar).post(reverse("journeys:belief-reveal", args=["acme", stage.journey_id]))

    assert "felt 50" in figures(sign_in(edgar).get(address))


def test_others_see_what_is_felt_meanwhile(stage, emotion, target, sign_in, mona, asked, address):
    answered(stage, emotion, *[2] * 40)

    assert "felt 50" in figures(sign_in(mona).get(address))


def test_a_warning_and_no_more_where_customers_complain(
    acme, stage, target, sign_in, edgar, address
):
    complained(stage)

    assert "no target spares them" in sign_in(edgar).get(address).text
    adding = reverse("journeys:target-create", args=[acme.slug, stage.pk])
    assert "Aim to spare them" in sign_in(edgar).get(adding).text
    EmotionFactory(organization=acme, names={"en": "calm"})
    assert sign_in(edgar).post(adding, {"emotion": "calm", "intended": 60}).status_code == 302


def test_the_measure_that_fights_an_action_is_flagged(acme, stage, emotion, sign_in, vera, address):
    StageActionFactory(
        organization=acme,
        stage=stage,
        emotion=emotion,
        performance_measure="Calls an hour",
        measure_effect="fights",
    )

    assert "“Calls an hour” fights it" in sign_in(vera).get(address).text


def test_follow_ups_lead_to_their_list_for_those_who_follow_up(
    stage, target, sign_in, mona, vera, address
):
    complained(stage)

    link = soup(sign_in(mona).get(address)).select_one("a.hl-map-followups")
    assert f"stage={stage.pk}" in link["href"]
    others = soup(sign_in(vera).get(address)).select_one("table.hl-map").get_text()
    assert "Follow-ups" not in others
    assert "none open" not in others


def test_a_viewer_finds_nothing_to_edit(acme, stage, target, sign_in, vera, address):
    TouchpointFactory(organization=acme, stage=stage)

    page = soup(sign_in(vera).get(address))

    assert page.select("a[data-drawer]") == []
    assert page.select(".hl-add") == []


def test_the_refreshed_map_is_the_page_minus_its_frame(stage, target, sign_in, edgar, address):
    page = sign_in(edgar).get(address)
    fragment = sign_in(edgar).get(address, headers={"HX-Request": "true"})

    assert "<html" not in fragment.text
    assert without_tokens(soup(fragment).select_one("#map")) == without_tokens(
        soup(page).select_one("#map")
    )


def without_tokens(element):
    for token in element.select("input[name=csrfmiddlewaretoken]"):
        token.decompose()
    return element.prettify()


def test_the_page_takes_as_many_statements_for_twenty_stages_as_for_two(
    acme, journey, emotion, sign_in, edgar, address, django_assert_num_queries
):
    def fill(count):
        for stage in StageFactory.create_batch(count, organization=acme, journey=journey):
            EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion)
            TouchpointFactory(organization=acme, stage=stage)
            StageActionFactory(organization=acme, stage=stage, emotion=emotion)

    fill(2)
    client = sign_in(edgar)
    client.get(address)
    statements = count_queries(client, address)
    fill(18)

    with django_assert_num_queries(statements):
        client.get(address)


def count_queries(client, address):
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)


def test_figures_of_last_season_are_not_shown(acme, stage, emotion, target, sign_in, mona, address):
    for response in answered(stage, emotion, *[2] * 40):
        response.experienced_on = acme.today() - timedelta(days=120)
        response.save()

    assert "felt 50" not in figures(sign_in(mona).get(address))


def test_a_hole_in_the_curve_says_why(acme, stage, sign_in, vera, address):
    worried = EmotionFactory(organization=acme, direction="avoid")
    EmotionTargetFactory(organization=acme, stage=stage, emotion=worried, intended=20)

    why = soup(sign_in(vera).get(address)).select_one(".hl-map-mains").text

    assert "Only emotions to avoid here" in why


def test_whoever_may_not_edit_is_offered_no_place_for_a_stage(target, sign_in, vera, address):
    assert not soup(sign_in(vera).get(address)).select(".hl-map-insert")


def test_the_stage_says_how_many_have_practised_its_actions(acme, stage, emotion, sign_in, vera):
    row = StageActionFactory(organization=acme, stage=stage, emotion=emotion)
    LessonFactory(organization=acme, action=row.action, emotion=None)
    team = TeamFactory(organization=acme)
    StaffMemberFactory(organization=acme, team=team)
    stage.teams.add(team)

    page = soup(sign_in(vera).get(reverse("journeys:stage-detail", args=["acme", stage.pk])))

    card = page.find(id="practised").find_parent("section").get_text(" ", strip=True)
    assert f"{row.action} 0 of 1 person at this stage" in card
