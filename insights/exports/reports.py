"""A frozen report as the file somebody asked for."""

from collections.abc import Callable

from django.http import HttpResponse

from insights.exports import pdf, report_tables, slides
from insights.exports.tables import attachment, comma_separated, workbook
from insights.models import Report
from insights.selectors import reports
from insights.selectors.reports import Contents

WRITERS: dict[str, Callable[[Report, Contents], bytes]] = {
    "pdf": pdf.report_pdf,
    "pptx": slides.report_slides,
    "xlsx": lambda report, found: workbook(report_tables.of_report(report, found)),
    "csv": lambda report, found: comma_separated(report_tables.gaps(found)),
}


def download(report: Report, kind: str) -> HttpResponse:
    """The report as a file of this kind; KeyError for a kind that there is not."""
    content = WRITERS[kind](report, reports.contents(report))
    return attachment(content, f"{report.journey.key}-{report.month:%Y-%m}", kind)
