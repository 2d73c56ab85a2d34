"""A frozen report as the file somebody asked for."""

from collections.abc import Callable

from accounts.exports import comma_separated, workbook
from insights.exports import report_tables
from insights.models import Report
from insights.selectors.reports import Contents


# Loading what draws pages and slides takes a third of the start of every process, so it waits for
# the first of them.
def _pdf(report: Report, found: Contents) -> bytes:
    from insights.exports.pdf import report_pdf

    return report_pdf(report, found)


def _slides(report: Report, found: Contents) -> bytes:
    from insights.exports.slides import report_slides

    return report_slides(report, found)


WRITERS: dict[str, Callable[[Report, Contents], bytes]] = {
    "pdf": _pdf,
    "pptx": _slides,
    "xlsx": lambda report, found: workbook(report_tables.of_report(report, found)),
    "csv": lambda report, found: comma_separated(report_tables.gaps(found)),
}


def written(report: Report, found: Contents, kind: str) -> bytes:
    """The report as a file of this kind; KeyError for a kind that there is not."""
    return WRITERS[kind](report, found)


def name(report: Report) -> str:
    """What its files are called: journey and month."""
    return f"{report.journey.key}-{report.month:%Y-%m}"
