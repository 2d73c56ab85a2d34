"""The page for a board, and what other pages and systems tell of it."""

import io

from django.urls import reverse
from openpyxl import load_workbook

from insights.selectors import secrecy
from tests.factories.journeys import BeliefInviteeFactory, BeliefRoundFactory
from tests.insights.evidence.pages import DETAIL, LEDGER, soup, words
from tests.insights.planted import world


def test_the_page_for_a_board_holds_everything(acme, mona, sign_in, registration):
    response = sign_in(mona).get(reverse(DETAIL, args=["acme", registration.pk]))
    page = soup(response)

    assert "rose by" in page.select_one(".hl-headline").text
    assert len(page.select("svg[role=img]")) == 2
    for heading in ("Why grade B", "Did it really happen?", "What else changed", "The promise"):
        assert heading in words(response)
    assert "How is this computed?" in words(response)


def test_the_weeks_and_the_strip_are_taken_along_with_their_ranges(
    acme, mona, sign_in, registration
):
    client = sign_in(mona)
    page = soup(client.get(reverse(DETAIL, args=["acme", registration.pk])))

    file = client.get(page.select_one(".hl-take a")["href"]).content

    weeks, strip = ([*sheet.values] for sheet in load_workbook(io.BytesIO(file)).worksheets[:2])
    assert all(low <= felt <= high for _since, _until, felt, low, high, *_rest in weeks[1:])
    assert strip[1][0] == registration.stage.name


def test_who_may_not_read_single_answers_sees_no_weeks(acme, vera, sign_in, registration):
    response = sign_in(vera).get(reverse(DETAIL, args=["acme", registration.pk]))
    file = sign_in(vera).get(f"/acme/tables/evidence-weeks/csv/?registration={registration.pk}")

    assert "Week by week" not in words(response)
    assert len(file.content.splitlines()) == 1
    assert "no sums of single weeks" in words(response)
    assert response.context["judged"].today == secrecy.settled(acme)


def test_fragment_and_page_of_a_registration_say_the_same(acme, vera, sign_in, registration):
    client, address = sign_in(vera), reverse(DETAIL, args=["acme", registration.pk])
    page, fragment = client.get(address), client.get(address, headers={"hx-request": "true"})

    assert soup(page).select_one("#evidence") == soup(fragment).select_one("#evidence")


def test_no_figure_is_told_to_somebody_who_has_to_estimate_first(
    acme, mona, sign_in, planted, registration
):
    belief_round = BeliefRoundFactory(organization=acme, journey=planted.stage.journey)
    BeliefInviteeFactory(organization=acme, round=belief_round, membership=mona)
    client = sign_in(mona)

    ledger = words(client.get(reverse(LEDGER, args=["acme"])))
    detail = words(client.get(reverse(DETAIL, args=["acme", registration.pk])))

    assert "Hidden until you have estimated" in ledger
    assert "rose by" not in ledger + detail
    assert client.get(reverse("api:evidence-list", args=["acme"])).json() == []
    one = client.get(reverse("api:evidence-detail", args=["acme", registration.pk]))
    assert one.status_code == 403


def test_too_few_answers_are_said_and_not_drawn(acme, vera, edgar, sign_in):
    registration = world(acme, effect=15, answers=1).register(edgar)

    response = sign_in(vera).get(reverse(DETAIL, args=["acme", registration.pk]))

    assert "not enough answers" in words(response)
    assert soup(response).select("svg[aria-labelledby^=strip]") == []


def test_other_systems_read_the_same(acme, vera, sign_in, registration):
    client = sign_in(vera)
    [row] = client.get(reverse("api:evidence-list", args=["acme"])).json()
    one = client.get(reverse("api:evidence-detail", args=["acme", registration.pk])).json()

    assert (row["verdict"], row["grade"], row["n_before"]) == ("improved", "B", 240)
    assert row["effect"]["low"] < row["effect"]["value"] < row["effect"]["high"]
    assert len(one["placebos"]) == 3
    assert {name: one[name] for name in row} == row
    assert (one["weeks"], one["dose"]) == ([], None)


def test_who_reads_single_answers_reads_the_weeks_from_outside_too(
    acme, mona, sign_in, registration
):
    client = sign_in(mona)
    told = client.get(reverse("api:evidence-detail", args=["acme", registration.pk])).json()

    assert all(week["low"] <= week["felt"] <= week["high"] for week in told["weeks"])
    assert sum(week["n"] for week in told["weeks"]) >= told["n_before"] + told["n_after"]


def test_the_stage_and_the_emotion_s_thread_tell_the_latest_finding(
    acme, vera, sign_in, planted, registration
):
    client, emotion = sign_in(vera), planted.stage_action.emotion
    pages = [
        client.get(reverse("journeys:stage-detail", args=["acme", planted.stage.pk])),
        client.get(reverse("emotions:emotion-detail", args=["acme", emotion.pk])),
    ]

    for page in pages:
        [told] = soup(page).select(".hl-evidence-latest li")
        assert told.a["href"] == reverse(DETAIL, args=["acme", registration.pk])
        assert "improved" in told.text
        assert "grade B" in told.text
