"""A report on paper: A4, drawn with vectors, in the reader's language and direction."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from fpdf import FPDF, Align, XPos, YPos
from fpdf.fonts import FontFace

from insights.exports import words
from insights.models import Report
from insights.selectors import methods
from insights.selectors.reports import Contents, Line

FONTS = Path("dejavu-fonts-ttf/ttf")
FAMILY = "DejaVu"
INK, QUIET, RULE = (38, 34, 29), (92, 85, 76), (213, 205, 193)
INTENDED, FELT, BAND = (29, 92, 88), (194, 52, 74), (240, 205, 211)
MARGIN = 18.0
LABEL = 68.0  # what of a chart's row its words take
NUMBER = 46.0
ROW = 7.0


def report_pdf(report: Report, found: Contents) -> bytes:
    """The whole report as a PDF file."""
    sheet = Sheet(report, found)
    sheet.add_page()
    sheet.opening()
    sheet.look_here_first()
    sheet.changes()
    sheet.all_cells()
    sheet.gap_table()
    sheet.method()
    return bytes(sheet.output())


class Sheet(FPDF):
    """Pages with the house's letters; everything starts at the reading side."""

    def __init__(self, report: Report, found: Contents) -> None:
        super().__init__(format="A4")
        self.report, self.found = report, found
        self.rtl = get_language_bidi()
        for style, name in (("", "DejaVuSansCondensed"), ("B", "DejaVuSansCondensed-Bold")):
            self.add_font(FAMILY, style, settings.NODE_MODULES / FONTS / f"{name}.ttf")
        self.set_text_shaping(True)
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=20)
        self.set_title(words.title(report))
        self.set_author(report.organization.name)
        self.set_lang(get_language() or "en")
        self.set_creator("Heartline")

    @property
    def side(self) -> Align:
        return Align.R if self.rtl else Align.L

    def header(self) -> None:
        self.set_fill_color(*_colour(self.report.organization.brand_colour))
        self.rect(0, 0, self.w, 3, style="F")

    def footer(self) -> None:
        self.set_y(-14)
        made = _("Computed on %(day)s") % {"day": words.day(self.found.made_on)}
        text = f"{words.title(self.report)} · {made} · {self.page_no()}"
        self._write(text, 8, colour=QUIET, align=Align.C)

    def _write(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: tuple[int, int, int] = INK,
        align: Align | None = None,
        gap: float = 0,
    ) -> None:
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(*colour)
        self.multi_cell(
            0,
            size * 0.5,
            text,
            align=align or self.side,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )
        self.ln(gap)

    def _heading(self, text: str, *, room: float = 40) -> None:
        """A heading never stands alone at the foot of a page."""
        if self.get_y() + room > self.page_break_trigger:
            self.add_page()
        self.ln(5)
        self._write(text, 13, bold=True, gap=1.5)

    def opening(self) -> None:
        """Whose month it was, and what it says in one sentence."""
        self._write(self.report.organization.name, 10, colour=QUIET, gap=1)
        self._write(words.title(self.report), 20, bold=True, gap=2)
        self._write(self.found.headline, 13, gap=3)
        for label, text in (
            ("", f"{words.period(self.found)} {words.answers(self.found.answers)}."),
            (_("Response rate"), words.rates(self.found)),
            ("", words.note(self.found)),
            (_("Follow-ups"), words.followups(self.found)),
        ):
            self._write(f"{label}: {text}" if label else text, 9.5, colour=QUIET, gap=0.5)

    def look_here_first(self) -> None:
        """The cells clearly short of target, each with its sentence and its range."""
        self._heading(_("Look here first"))
        if not self.found.first:
            self._write(self.found.headline, 10)
            return
        for line in self.found.first:
            if self.get_y() + 22 > self.page_break_trigger:
                self.add_page()
            self._write(f"{words.name(line)} · {words.aim(line)}", 10.5, bold=True)
            self._write(line.sentence, 9.5, gap=0.5)
            self._bar(line, self.get_y() + 2.5, self.l_margin, self.epw - NUMBER)
            self._beside(words.answers(line.felt.n), self.get_y())
            self.ln(ROW + 1)

    def changes(self) -> None:
        """What clearly moved since the month before."""
        self._heading(_("Since the month before"), room=25)
        for line in self.found.changed:
            self._write(words.change(line), 10, gap=0.5)
        if not self.found.changed:
            self._write(words.nothing_changed(), 10)

    def all_cells(self) -> None:
        """Every cell on one scale from 0 to 100: the range, what was felt, what is intended."""
        self._heading(_("Every cell at a glance"), room=50)
        self._write(_("Diamond: felt, with its range. Line: intended. 0 to 100."), 9, colour=QUIET)
        self.ln(1)
        for stage, lines in self.found.by_stage.items():
            if self.get_y() + ROW * 2 > self.page_break_trigger:
                self.add_page()
            self._write(stage, 9.5, bold=True, gap=0.5)
            for line in lines:
                self._chart_row(line)

    def _chart_row(self, line: Line) -> None:
        if self.get_y() + ROW > self.page_break_trigger:
            self.add_page()
        top = self.get_y()
        self.set_font(FAMILY, "", 9)
        self.set_text_color(*INK)
        label_x = self.w - MARGIN - LABEL if self.rtl else MARGIN
        self.set_xy(label_x, top)
        self.cell(LABEL, 5, self._shortened(line.emotion, LABEL - 4), align=self.side)
        start = MARGIN + NUMBER if self.rtl else MARGIN + LABEL
        if line.felt.value is not None:
            self._bar(line, top + 2.5, start, self.epw - LABEL - NUMBER)
        self._beside(f"{words.felt(line)} · n={line.felt.n}", top)
        self.set_xy(MARGIN, top + ROW - 1)

    def _beside(self, text: str, top: float) -> None:
        """Words at the far end of a row."""
        self.set_font(FAMILY, "", 8.5)
        self.set_text_color(*QUIET)
        self.set_xy(MARGIN if self.rtl else self.w - MARGIN - NUMBER, top)
        self.cell(NUMBER, 5, text, align=Align.L if self.rtl else Align.R)
        self.set_x(MARGIN)

    def _shortened(self, text: str, width: float) -> str:
        while text and self.get_string_width(text) > width:
            text = text[:-2].rstrip() + "…" if len(text) > 2 else ""
        return text

    def _bar(self, line: Line, y: float, left: float, width: float) -> None:
        """A track from 0 to 100, mirrored where one reads from the right."""

        def x(value: float) -> float:
            share = min(max(value, 0), 100) / 100
            return left + width * (1 - share if self.rtl else share)

        self.set_draw_color(*RULE)
        self.set_line_width(0.3)
        self.line(left, y, left + width, y)
        low, high = sorted((x(line.felt.low or 0), x(line.felt.high or 0)))
        self.set_fill_color(*BAND)
        self.rect(low, y - 1.1, max(high - low, 0.2), 2.2, style="F")
        self.set_draw_color(*INTENDED)
        self.set_line_width(0.7)
        self.line(x(line.intended), y - 2.3, x(line.intended), y + 2.3)
        middle = x(line.felt.value or 0)
        self.set_fill_color(*FELT)
        diamond = [(middle, y - 1.7), (middle + 1.7, y), (middle, y + 1.7), (middle - 1.7, y)]
        self.polygon(diamond, style="F")

    def gap_table(self) -> None:
        """The numbers themselves, with what they rest on or why there is none."""
        self._heading(_("Gap board"), room=50)
        head = [_("Stage"), _("Emotion"), _("Aim"), _("Believed"), _("Felt"), _("Answers"), ""]
        rows = [
            [
                line.stage,
                line.emotion,
                words.aim(line),
                "–" if line.believed is None else str(round(line.believed)),
                words.felt(line),
                str(line.felt.n),
                words.verdict(line),
            ]
            for line in self.found.lines
        ]
        self._table(head, rows, widths=(31, 26, 22, 17, 23, 17, 38))

    def _table(
        self, head: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[int]
    ) -> None:
        def ordered(cells: Sequence[str]) -> list[str]:
            return list(reversed(cells)) if self.rtl else list(cells)

        self.set_font(FAMILY, "", 8.5)
        self.set_text_color(*INK)
        self.set_draw_color(*RULE)
        self.set_line_width(0.2)
        self.set_fill_color(255)
        with self.table(
            col_widths=tuple(reversed(widths)) if self.rtl else tuple(widths),
            text_align=self.side,
            headings_style=FontFace(emphasis="BOLD", color=QUIET),
            borders_layout="HORIZONTAL_LINES",
            line_height=4.6,
            padding=1,
        ) as table:
            for cells in (head, *rows):
                table.row(ordered(cells))

    def method(self) -> None:
        self._heading(methods.title())
        for text in methods.texts("report"):
            self._write(text, 9, colour=QUIET, gap=1.5)


def _colour(code: str) -> tuple[int, int, int]:
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)
