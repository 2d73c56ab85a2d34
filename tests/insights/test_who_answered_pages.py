"""Who answered, as page, note, file and API: the same numbers, and nothing of a few people."""

import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from accounts.models import Actor
from accounts.selectors import kept
from insights.selectors import reports as reading
from insights.selectors import response_rates
from insights.selectors import who_answered_words as words
from insights.selectors.periods import Period
from insights.services import reports
from journeys.services import stages
from tests.factories.journeys import StageFactory
from tests.insights.turnout_world import TurnoutWorld

PAGE = "/acme/who-answered/"
NOTE = f"{PAGE}note/"
RATES, MEANS = (f"/acme/tables/who-answered{name}/xlsx/" for name in ("", "-means"))
HIDDEN = "withheld: a small group could be told from it"


@pytest.fixture
def world(acme):
    """Gold answers four times as often as silver; bronze is three people."""
    acme.reporting_segments = ["tier"]
    acme.save()
    world = TurnoutWorld(acme, name="Waiting")
    on = world.today - timedelta(days=60)
    world.pass_by(100, asked=100, answers=[4] * 40, on=on, segment_a="gold")
    world.pass_by(200, asked=200, answers=[2] * 20, on=on, segment_a="silver")
    world.pass_by(3, asked=3, answers=[0] * 3, on=on, segment_a="bronze")
    return world


def soup(client, address=PAGE, **headers):
    return BeautifulSoup(client.get(address, headers=headers).content, "html.parser")


def text(node):
    return " ".join(node.get_text(" ").split())


def sheet(client, address):
    return list(load_workbook(io.BytesIO(client.get(address).content)).worksheets[0].values)


def api(client, world):
    return client.get(f"/acme/api/v1/who-answered/?journey={world.journey.key}")


def test_the_page_says_rate_note_and_both_means(sign_in, mona, world):
    shown = text(soup(sign_in(mona)).find(id="turnout"))

    assert "63 of 303 who were asked have answered: 21 % (17 to 26 %)." in shown
    assert "may be off by about 2.9 points because of who answers" in shown
    assert "Weighted by: Tier." in shown
    assert "17.2 points lower. Groups of fewer than ten" in shown


def test_file_and_api_say_what_the_page_says(sign_in, mona, world):
    client = sign_in(mona)
    told = api(client, world).json()
    [mean], [_head, row, *_rest] = told["means"], sheet(client, MEANS)

    assert (told["asked"], told["answered"]) == (303, 63)
    assert row[6] == pytest.approx(mean["weighted"]["value"])
    assert row[9] == mean["sentence"]
    assert sheet(client, RATES)[1][:5] == ("All", "All", 303, 303, 63)


def test_a_viewer_is_told_neither_a_small_group_nor_a_weighted_mean(sign_in, vera, world):
    client = sign_in(vera)
    page, told = text(soup(client)), api(client, world).json()
    [groups] = [each["groups"] for each in told["breakdowns"] if each["variable"] == "segment_a"]

    assert page.count(HIDDEN) == 2
    assert "17.2 points" not in page
    assert [group["answered"] for group in groups] == [20, None, None]
    assert told["means"] == []
    assert [row[4] for row in sheet(client, RATES)[2:5]] == [20, None, None]
    assert [row for row in sheet(client, MEANS)[1:] if row[1]] == []


def test_the_fragment_is_the_page_without_its_frame(sign_in, mona, world):
    client = sign_in(mona)
    whole, part = soup(client), soup(client, **{"HX-Request": "true"})

    assert part.find(id="turnout").get_text() == whole.find(id="turnout").get_text()
    assert part.find("html") is None


def test_the_note_is_a_fragment_and_a_page(sign_in, vera, world):
    client = sign_in(vera)
    whole, part = soup(client, NOTE), soup(client, NOTE, **{"HX-Request": "true"})

    assert "about 2.9 points" in text(part)
    assert text(part) == text(whole.find(id="bias-note"))


def test_the_board_leaves_room_for_the_note_and_says_it_without_scripts(sign_in, vera, world):
    note = soup(sign_in(vera), "/acme/gaps/").find(id="bias-note")

    assert note["hx-get"].startswith(NOTE)
    assert "because of who answers" in text(note)
    assert note.find("a")["href"].startswith(PAGE)


def test_the_note_is_counted_once_in_ten_minutes(world, django_assert_num_queries):
    period = Period.last(90, today=world.today)

    with django_assert_num_queries(1):
        found = [response_rates.lately(journey=world.journey, period=period) for _ in "ab"]

    assert found[0] == found[1]


def test_a_stage_put_away_is_no_longer_in_what_was_kept(sign_in, mona, world, monkeypatch):
    monkeypatch.setattr(kept, "FROM", -1)  # as if all of it were dear to count
    client = sign_in(mona)
    assert client.get(PAGE).status_code == 200
    StageFactory(organization=world.organization, journey=world.journey)
    stages.archive(stage=world.stage, by=Actor.system())

    assert "63 of 303" not in text(soup(client))


@pytest.mark.parametrize("address", [PAGE, NOTE])
def test_a_blind_round_hides_what_goes_with_felt_figures(sign_in, edgar, world, address):
    world.ask_blind(edgar)
    client = sign_in(edgar)

    assert "points" not in text(soup(client, address).find("main"))
    assert api(client, world).status_code == 403


def test_twenty_stages_take_as_many_statements_as_one(
    sign_in, mona, world, django_assert_max_num_queries
):
    for number in range(19):
        world.add_stage(f"e{number}")
        world.pass_by(3, asked=2, answers=[3], segment_a=f"s{number}")
    client = sign_in(mona)
    client.get(PAGE)

    with django_assert_max_num_queries(26):
        shown = soup(client)

    assert len(shown.select("#turnout tbody tr")) > 40


@pytest.mark.parametrize("query", ["period=own", "period=x", "journey=999", "journey=💥"])
def test_what_makes_no_sense_is_taken_as_usual(sign_in, vera, world, query):
    assert sign_in(vera).get(f"{PAGE}?{query}").status_code == 200


def test_without_a_journey_the_page_says_what_to_do(sign_in, vera):
    assert "No journey yet" in text(soup(sign_in(vera)))


def test_where_nothing_happened_the_page_says_what_to_do(sign_in, vera, acme):
    TurnoutWorld(acme)

    assert "Nothing happened in this period" in text(soup(sign_in(vera)))


def test_a_report_and_its_workbook_carry_the_note_of_their_month(sign_in, mona, world):
    month = (world.today - timedelta(days=200)).replace(day=1)
    world.pass_by(100, asked=100, answers=[3] * 20, on=month)
    report = reports.make(journey=world.journey, month=month, by=Actor.system())

    note = words.of_note(reading.contents(report).bias_note)
    client = sign_in(mona)

    assert reading.contents(report).bias_note == pytest.approx(3.0)
    assert note in text(soup(client, f"/acme/reports/{report.pk}/"))
    basis = load_workbook(io.BytesIO(client.get(f"/acme/reports/{report.pk}/files/xlsx/").content))
    assert note in [row[1] for sheet in basis.worksheets for row in sheet.values if row[1:]]
