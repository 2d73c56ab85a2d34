"""A frozen report as the file somebody asked for."""

from collections.abc import Callable

from accounts.exports import comma_separated, workbook
from insights.exports import pdf, report_tables, slides
from insights.models import Report
from insights.selectors.reports import Contents

WRITERS: dict[str, Callable[[Report, Contents], bytes]] = {
    "pdf": pdf.report_pdf,
    "pptx": slides.report_slides,
    "xlsx": lambda report, found: workbook(report_tables.of_report(report, found)),
    "csv": lambda report, found: comma_separated(report_tables.gaps(found)),
}


def written(report: Report, found: Contents, kind: str) -> bytes:
    """The report as a file of this kind; KeyError for a kind that there is not."""
    return WRITERS[kind](report, found)


def name(report: Report) -> str:
    """What its files are called: journey and month."""
    return f"{report.journey.key}-{report.month:%Y-%m}"
