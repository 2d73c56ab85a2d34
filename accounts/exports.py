"""Any table of a page as a file: give it a title, columns and rows."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import QuerySet
from django.utils.translation import gettext as _

Value = str | int | float | date | None

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
SHEET_NAME = 31
WIDEST = 60
# More rows than anybody reads, and no more than one request should write.
MOST = 10_000


@dataclass(frozen=True)
class Table:
    """Rows under named columns; None is an empty cell: a number that was withheld."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]
    note: str = ""
    is_cut: bool = False  # there are more rows than a file takes

    @property
    def foot(self) -> list[str]:
        """What stands under the rows of a workbook."""
        return [text for text in (self.note, _cut() if self.is_cut else "") if text]


def of_rows(
    title: str, columns: Sequence[str], rows: QuerySet[Any], cells: Callable[[Any], Sequence[Value]]
) -> Table:
    """A list as a table; of a very long one the first rows, and it says so."""
    taken = list(rows[: MOST + 1])
    return Table(title, columns, [cells(row) for row in taken[:MOST]], is_cut=len(taken) > MOST)


def of_texts(title: str, texts: Iterable[str]) -> Table:
    """Paragraphs as a sheet of their own, such as how the figures came about."""
    return Table(title, [title], [[text] for text in texts if text])


def _cut() -> str:
    said = _("Only the first %(n)s rows. Choose narrower filters to get the others.")
    return said % {"n": intcomma(MOST)}


def workbook(tables: Iterable[Table]) -> bytes:
    """An XLSX file with a sheet a table. Text stays text, whatever it begins with."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    styles = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "decimal": book.add_format({"num_format": "0.0"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "note": book.add_format({"italic": True}),
    }
    taken: set[str] = set()
    for table in tables:
        _fill(book.add_worksheet(sheet_name(table.title, taken)), table, styles)
    book.close()
    return buffer.getvalue()


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that spreadsheets accept and no other sheet has."""
    plain = NO_SHEET_NAME.sub(" ", title).strip()[:SHEET_NAME] or "-"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: SHEET_NAME - 4]} {number}"
    taken.add(name.lower())
    return name


def _fill(sheet: Any, table: Table, styles: dict[str, Any]) -> None:
    for column, label in enumerate(table.columns):
        sheet.write_string(0, column, label, styles["head"])
        longest = max((len(str(row[column] or "")) for row in table.rows), default=0)
        sheet.set_column(column, column, min(max(longest, len(label), 8), WIDEST) + 1)
    sheet.freeze_panes(1, 0)
    for place, row in enumerate(table.rows, 1):
        for column, value in enumerate(row):
            _write(sheet, place, column, value, styles)
    for place, text in enumerate(table.foot, len(table.rows) + 2):
        sheet.write_string(place, 0, text, styles["note"])


def _write(sheet: Any, row: int, column: int, value: Value, styles: dict[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), styles["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(
            row, column, datetime.combine(value, datetime.min.time()), styles["day"]
        )
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, styles["decimal"] if value % 1 else None)
    else:
        # SECURITY: `write` would turn "=…" from a customer's stage name into a formula.
        sheet.write_string(row, column, str(value))


def comma_separated(table: Table) -> bytes:
    """A CSV file that a spreadsheet opens in the right letters, and whose text computes nothing."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in (table.columns, *table.rows):
        writer.writerow([defused(value) for value in row])
    if table.is_cut:
        writer.writerow([_cut()])
    return buffer.getvalue().encode("utf-8-sig")


def defused(value: Value) -> Value:
    """SECURITY: text that would be a formula gets an apostrophe before it; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


WRITERS: dict[str, Callable[[Sequence[Table]], bytes]] = {
    "xlsx": workbook,
    "csv": lambda tables: comma_separated(tables[0]),
}
