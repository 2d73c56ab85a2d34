"""A report's file says exactly what its page says; opened again with somebody else's reader."""

import io

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from insights.exports import reports as files
from insights.selectors import board as boards
from insights.selectors import reports as reading
from insights.services import reports
from tests.factories.insights import AlertFactory
from tests.factories.journeys import BeliefInviteeFactory, BeliefRoundFactory
from tests.insights.exports.sheets import sheet
from tests.insights.reports.months import MARCH


def opened(report, kind):
    return io.BytesIO(files.written(report, reading.contents(report), kind))


def words_of(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                for row in shape.table.rows:
                    yield from (cell.text for cell in row.cells)


def test_the_workbook_holds_the_numbers_of_the_board(report):
    board = boards.board(journey=report.journey, period=reports.period_of(MARCH))
    cells = {str(cell.emotion): cell for cell in board.cells if cell.level.shows_number}

    rows = {row["Emotion"]: row for row in sheet(opened(report, "xlsx")) if row.get("Answers")}

    assert set(rows) == {"informed", "safe", "valued"}
    for name, cell in cells.items():
        assert rows[name]["Felt"] == pytest.approx(cell.felt.mean)
        assert rows[name]["Low"] == pytest.approx(cell.felt.low)
        assert rows[name]["High"] == pytest.approx(cell.felt.high)
        assert rows[name]["Answers"] == cell.n
        assert rows[name]["Shortfall"] == pytest.approx(cell.shortfall)


def test_the_workbook_says_why_there_is_no_number(report):
    [valued] = [row for row in sheet(opened(report, "xlsx")) if row["Emotion"] == "valued"]

    assert (valued["Felt"], valued["Low"], valued["High"], valued["Shortfall"]) == (None,) * 4
    assert valued["What it says"] == "Not enough answers yet (9 of 10)."


def test_an_early_signal_gets_no_verdict_in_any_file(report):
    [safe] = [row for row in sheet(opened(report, "xlsx")) if row["Emotion"] == "safe"]
    said = list(words_of(Presentation(opened(report, "pptx"))))

    assert safe["Verdict"] == "early signal"
    assert "−20 early signal" in said
    assert said.count("−33 short of target") == 1


def test_the_workbook_holds_every_table_of_the_report(report):
    names = load_workbook(opened(report, "xlsx")).sheetnames

    assert names == ["Gap board", "Since the month before", "Basis", "How is this computed"]


def test_a_stage_called_like_a_formula_computes_nothing(report):
    book = load_workbook(opened(report, "xlsx"))
    kinds = {cell.data_type for page in book for row in page.rows for cell in row}
    text = opened(report, "csv").read().decode("utf-8-sig")

    assert "f" not in kinds
    assert "'=1+1 Waiting" in text
    assert "\n=1+1" not in text


def test_the_slides_charts_are_native_and_hold_the_numbers_of_the_board(report):
    deck = Presentation(opened(report, "pptx"))
    frames = [s for slide in deck.slides for s in slide.shapes if s.has_chart]
    found = reading.contents(report)

    gaps, changes = (frame.chart for frame in frames)
    for frame in frames:
        assert "answers" in frame._element.nvGraphicFramePr.cNvPr.get("descr")
    intended, felt = gaps.plots[0].series
    shown = [line for line in reversed(found.lines) if line.felt.value is not None]
    assert list(felt.values) == pytest.approx([line.felt.value for line in shown])
    assert list(intended.values) == [line.intended for line in shown]
    assert "60 answers" in gaps.plots[0].categories[-1]
    assert list(changes.plots[0].series[0].values) == pytest.approx(
        [line.moved_by.value for line in found.changed]
    )


def test_the_slides_say_headline_reason_and_method(report):
    said = "\n".join(words_of(Presentation(opened(report, "pptx"))))

    for words in ("is 33 points short", "Not enough answers yet (9 of 10).", "t interval"):
        assert words in said


def test_the_paper_says_what_the_report_says(report):
    reader = PdfReader(opened(report, "pdf"))
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())

    for words in ("is 33 points short", "42 (38–45)", "60", "9 of 10", "How is this computed?"):
        assert words in said
    assert reader.metadata.title == "Support case, March 2026"


def test_the_paper_carries_its_letters_with_it(report):
    reader = PdfReader(opened(report, "pdf"))
    [fonts] = [page["/Resources"]["/Font"] for page in reader.pages[:1]]

    assert all("DejaVu" in font.get_object()["/BaseFont"] for font in fonts.values())


@pytest.mark.parametrize("language", ["de", "fr", "es", "ar"])
@pytest.mark.parametrize("kind", ["pdf", "pptx", "xlsx"])
def test_every_file_is_written_in_every_language(report, language, kind):
    with translation.override(language):
        assert len(opened(report, kind).read()) > 1000


def test_the_files_month_is_written_as_the_reader_writes_it(report):
    with translation.override("de"):
        said = "\n".join(words_of(Presentation(opened(report, "pptx"))))

    assert "März 2026" in said


def test_a_download_is_called_by_journey_and_month_and_is_not_kept(sign_in, report, mona):
    path = reverse("insights:report-file", args=["acme", report.pk, "pdf"])

    answer = sign_in(mona).get(path)

    assert answer["Content-Disposition"] == 'attachment; filename="support-case-2026-03.pdf"'
    assert answer["Cache-Control"] == "no-store"


def test_the_api_gives_the_same_figures_as_the_page(sign_in, report, mona):
    path = reverse("api:report-detail", args=["acme", report.pk])

    told = sign_in(mona).get(path).json()["contents"]

    found = reading.contents(report)
    assert [line["felt"]["value"] for line in told["lines"]] == [
        line.felt.value for line in found.lines
    ]
    assert [line["felt"]["value"] for line in told["lines"] if line["felt"]["n"] < 10] == [None]


def test_the_api_keeps_figures_from_whoever_has_still_to_estimate(
    sign_in, acme, stage, report, mona
):
    belief_round = BeliefRoundFactory(organization=acme, journey=stage.journey)
    BeliefInviteeFactory(organization=acme, round=belief_round, membership=mona)
    AlertFactory(organization=acme, journey=stage.journey)
    client = sign_in(mona)

    [alert] = client.get(reverse("api:alert-list", args=["acme"])).json()["results"]

    report_path = reverse("api:report-detail", args=["acme", report.pk])
    assert (alert["figures"], alert["sentence"], alert["is_worse"]) == (None, None, None)
    assert client.get(report_path).status_code == 403
