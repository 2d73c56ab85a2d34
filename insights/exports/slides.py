"""A report as slides whose charts are the presentation program's own and can be edited."""

import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.util import Inches, Length, Pt

from insights.exports import words
from insights.models import Report
from insights.selectors import methods
from insights.selectors.reports import Contents, Line

BARS = 8  # more cannot be read from a chair
ROWS = 9
INTENDED, FELT, BETTER, WORSE = "1D5C58", "C2344A", "1D5C58", "C2344A"
INK, QUIET = "26221D", "5C554C"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
EDGE = Inches(0.7)
TITLE_ONLY = 5


def report_slides(report: Report, found: Contents) -> bytes:
    """The whole report as a PPTX file."""
    show = Presentation()
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    show.core_properties.title = words.title(report)
    show.core_properties.author = report.organization.name
    _opening(show, report, found)
    _gaps(show, found)
    for page in _pages(found.lines):
        _table(show, page)
    _changes(show, found)
    _method(show)
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def _slide(show: Any, title: str) -> Any:
    slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    heading = slide.shapes.title
    heading.left, heading.top = EDGE, Inches(0.4)
    heading.width, heading.height = WIDTH - 2 * EDGE, Inches(1.2)
    heading.text_frame.word_wrap = True
    heading.text_frame.text = title
    _style(heading.text_frame, 28, INK, bold=True)
    return slide


def _style(frame: Any, size: float, colour: str, *, bold: bool = False) -> None:
    for paragraph in frame.paragraphs:
        paragraph.font.size, paragraph.font.bold = Pt(size), bold
        paragraph.font.color.rgb = RGBColor.from_string(colour)


def _say(
    slide: Any, texts: Sequence[str], top: Length, height: Length, size: float, colour: str = QUIET
) -> None:
    box = slide.shapes.add_textbox(EDGE, top, WIDTH - 2 * EDGE, height).text_frame
    box.word_wrap = True
    for place, text in enumerate(texts):
        paragraph = box.paragraphs[0] if not place else box.add_paragraph()
        paragraph.text = text
        paragraph.space_after = Pt(size / 2)
    _style(box, size, colour)


def _opening(show: Any, report: Report, found: Contents) -> None:
    slide = _slide(show, found.headline)
    _say(slide, [words.title(report), report.organization.name], Inches(1.8), Inches(1), 20, INK)
    basis = [
        f"{words.period(found)} {words.answers(found.answers)}.",
        f"{_('Response rate')}: {words.rates(found)}",
        words.note(found),
        f"{_('Follow-ups')}: {words.followups(found)}",
    ]
    _say(slide, basis, Inches(3.2), Inches(2), 16)


def _gaps(show: Any, found: Contents) -> None:
    """Felt beside intended, as bars; a cell whose number is withheld has none."""
    shown = [line for line in found.lines if line.felt.value is not None][:BARS]
    slide = _slide(show, _("Felt and intended, look here first"))
    if not shown:
        _say(slide, [found.headline], Inches(2), Inches(1), 20)
        return
    chart_data = CategoryChartData(number_format="0")
    # A bar chart grows from below.
    shown.reverse()
    chart_data.categories = [f"{words.name(line)}\n{_interval(line)}" for line in shown]
    chart_data.add_series(_("Intended"), [line.intended for line in shown])
    chart_data.add_series(_("Felt"), [line.felt.value for line in shown])
    said = [f"{words.name(line)}: {words.aim(line)}, {_interval(line)}" for line in reversed(shown)]
    chart = _bars(slide, chart_data, Inches(5.2), "; ".join(said))
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 100
    for series, colour in zip(chart.plots[0].series, (INTENDED, FELT), strict=True):
        _paint(series.format, colour)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False


def _interval(line: Line) -> str:
    early = f", {_('early signal')}" if line.is_early else ""
    return f"{words.felt(line)}, {words.answers(line.felt.n)}{early}"


def _bars(slide: Any, chart_data: CategoryChartData, height: Length, said: str) -> Any:
    """A bar chart; `said` is what it says to those who do not see it."""
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, EDGE, Inches(1.7), WIDTH - 2 * EDGE, height, chart_data
    )
    _describe(frame, said)
    chart = frame.chart
    chart.font.size = Pt(12)
    plot = chart.plots[0]
    plot.gap_width = 50
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "0", False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    chart.value_axis.has_major_gridlines = False
    return chart


def _describe(frame: Any, said: str) -> None:
    """The alternative text, for which the library has no word of its own."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", said)


def _paint(shape_format: Any, colour: str) -> None:
    shape_format.fill.solid()
    shape_format.fill.fore_color.rgb = RGBColor.from_string(colour)


def _pages(lines: Sequence[Line]) -> list[Sequence[Line]]:
    return [lines[start : start + ROWS] for start in range(0, len(lines), ROWS)]


def _table(show: Any, lines: Sequence[Line]) -> None:
    slide = _slide(show, _("Gap board"))
    head = [_("Stage"), _("Emotion"), _("Aim"), _("Felt"), _("Answers"), _("Verdict")]
    rows = [
        [
            line.stage,
            line.emotion,
            words.aim(line),
            words.felt(line),
            words.answers(line.felt.n),
            words.verdict(line),
        ]
        for line in lines
    ]
    frame = slide.shapes.add_table(
        len(rows) + 1,
        len(head),
        EDGE,
        Inches(1.6),
        WIDTH - 2 * EDGE,
        Inches(0.45) * (len(rows) + 1),
    )
    _describe(frame, _("Gap board"))
    for place, cells in enumerate([head, *rows]):
        for column, text in enumerate(cells):
            cell = frame.table.cell(place, column)
            cell.text = text
            _style(cell.text_frame, 12, "FFFFFF" if not place else INK, bold=not place)
            _paint(cell, INTENDED if not place else "FFFFFF" if place % 2 else "F3F0EA")


def _changes(show: Any, found: Contents) -> None:
    """What clearly moved; what did not is not drawn, or it would look like a change."""
    slide = _slide(show, _("Since the month before"))
    shown = list(found.changed)[:BARS]
    if not shown:
        _say(slide, [words.nothing_changed()], Inches(2), Inches(1), 20)
        return
    chart_data = CategoryChartData(number_format="+0;-0")
    shown.reverse()
    chart_data.categories = [words.change(line) for line in shown]
    chart_data.add_series(_("Points"), [line.moved_by.value for line in shown])
    chart = _bars(slide, chart_data, Inches(5), "; ".join(map(words.change, found.changed[:BARS])))
    chart.has_legend = False
    series = chart.plots[0].series[0]
    series.invert_if_negative = False
    for place, line in enumerate(shown):
        _paint(series.points[place].format, BETTER if line.moved == "better" else WORSE)


def _method(show: Any) -> None:
    slide = _slide(show, methods.title())
    _say(slide, methods.texts("report"), Inches(1.6), Inches(5), 14)
