"""A table's file holds what its page shows, and nothing that a program would run."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.exports import Table, comma_separated, defused, workbook
from tests.factories.accounts import TeamFactory
from tests.factories.emotions import OutcomeFactory
from tests.factories.journeys import (
    BeliefInviteeFactory,
    BeliefRoundFactory,
    CheckWordingFactory,
    LiveIntervalFactory,
    StageActionFactory,
)
from tests.insights.exports.sheets import sheet
from tests.insights.planted import world


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_begins_like_a_formula_is_defused_in_a_csv_file(start):
    assert defused(f"{start}cmd") == f"'{start}cmd"


def test_numbers_below_zero_stay_numbers():
    table = Table("T", ["x"], [[-2.5], [None]])

    assert comma_separated(table).decode("utf-8-sig").splitlines() == ["x", "-2.5", '""']
    assert sheet(io.BytesIO(workbook([table])))[0]["x"] == -2.5


def test_sheets_of_one_name_are_told_apart():
    names = load_workbook(io.BytesIO(workbook([Table("A/B", ["x"], [])] * 2))).sheetnames

    assert names == ["A B", "A B 2"]


def test_the_board_of_today_is_a_file_too(sign_in, stage, report, mona):
    path = reverse("insights:table-file", args=["acme", "gaps", "xlsx"])
    choice = {"journey": stage.journey.pk, "period": "own"}
    dates = {"since": "2026-03-01", "until": "2026-03-31"}

    file = sign_in(mona).get(path, {**choice, **dates})

    rows = {row["Emotion"]: row for row in sheet(io.BytesIO(file.content))}
    assert rows["informed"]["Felt"] == pytest.approx(125 / 3)
    assert rows["valued"]["Felt"] is None


def test_the_boards_file_is_kept_from_whoever_has_still_to_estimate(
    sign_in, acme, stage, report, mona
):
    belief_round = BeliefRoundFactory(organization=acme, journey=stage.journey)
    BeliefInviteeFactory(organization=acme, round=belief_round, membership=mona)
    path = reverse("insights:table-file", args=["acme", "gaps", "csv"])

    assert sign_in(mona).get(path, {"journey": stage.journey.pk}).status_code == 302


def test_the_ledger_of_evidence_is_a_file_too(sign_in, acme, edgar, mona):
    planted = world(acme, effect=15)
    registration = planted.register(edgar)
    path = reverse("insights:table-file", args=["acme", "evidence", "xlsx"])

    [row] = sheet(io.BytesIO(sign_in(mona).get(path).content))

    judged = planted.judge(registration)
    assert row["Effect"] == pytest.approx(judged.effect.effect)
    assert row["Answers after"] == judged.n_after
    assert row["Verdict"] == "improved"


def test_the_ledger_leaves_out_what_the_reader_has_still_to_estimate(sign_in, acme, edgar, mona):
    planted = world(acme, effect=15)
    planted.register(edgar)
    belief_round = BeliefRoundFactory(organization=acme, journey=planted.stage.journey)
    BeliefInviteeFactory(organization=acme, round=belief_round, membership=mona)
    path = reverse("insights:table-file", args=["acme", "evidence", "xlsx"])

    assert sheet(io.BytesIO(sign_in(mona).get(path).content)) == []


@pytest.mark.parametrize("name", ["drivers", "priority"])
def test_without_enough_answers_a_file_says_so_instead_of_rows(sign_in, stage, report, vera, name):
    OutcomeFactory(organization=stage.organization)
    path = reverse("insights:table-file", args=["acme", name, "xlsx"])

    file = sign_in(vera).get(path, {"journey": stage.journey.pk})

    [note] = [row[0] for row in load_workbook(io.BytesIO(file.content)).worksheets[0].values][2:]
    assert "n = 0" in note


@pytest.mark.parametrize("name", ["drivers", "priority"])
def test_no_file_tells_drivers_to_whoever_has_still_to_estimate(
    sign_in, acme, stage, report, mona, name
):
    OutcomeFactory(organization=acme)
    belief_round = BeliefRoundFactory(organization=acme, journey=stage.journey)
    BeliefInviteeFactory(organization=acme, round=belief_round, membership=mona)
    path = reverse("insights:table-file", args=["acme", name, "csv"])

    assert sign_in(mona).get(path, {"journey": stage.journey.pk}).status_code == 302


def test_a_sealed_behaviour_is_sealed_in_the_file(sign_in, acme, mona, vera):
    team = TeamFactory(organization=acme)
    designed = StageActionFactory(organization=acme)
    designed.stage.teams.add(team)
    LiveIntervalFactory(organization=acme, stage_action=designed)
    CheckWordingFactory(organization=acme, stage_action=designed)
    path = reverse("insights:table-file", args=["acme", "empathy", "xlsx"])

    [row] = sheet(io.BytesIO(sign_in(mona).get(path).content))

    assert (row["Practice (%)"], row["Customers (%)"]) == (None, None)
    assert "Hidden until you have forecast." in row["Why not"]
