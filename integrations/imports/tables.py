"""A CSV file as a table: header and rows, streamed, whatever program wrote it."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _

from integrations.imports import encodings
from integrations.imports.encodings import Unreadable

DELIMITERS = [",", ";", "\t", "|"]
SNIFFED = 20
MOST_COLUMNS = 200
LONGEST_CELL = 100_000
WRONG = "\ufffd"  # what stands for bytes that mean nothing in an encoding


@dataclass(frozen=True)
class Shape:
    """How a file is to be read."""

    encoding: str
    delimiter: str
    header: list[str]


@dataclass(frozen=True)
class Line:
    """One row: its number as a spreadsheet shows it, its cells, and what is wrong with its shape."""

    number: int
    cells: list[str]
    problem: str = ""


def inspect(file: BinaryIO, encoding: str = "") -> Shape:
    """Find out how to read a file; raises Unreadable with what to do about it."""
    encoding = encoding or encodings.detect(file)
    with _text(file, encoding) as text:
        lines = list(islice(text, SNIFFED))
    delimiter = _delimiter(lines)
    _row, first = next(_records(iter(lines), delimiter), (1, []))
    if any(WRONG in cell for cell in first):
        words = {"encoding": encoding}
        raise Unreadable(_("This file is not written in %(encoding)s.") % words)
    return Shape(encoding, delimiter, _header(first))


def rows(file: BinaryIO, shape: Shape) -> Iterator[Line]:
    """Every row below the header, one at a time; rows of another length say so."""
    width = len(shape.header)
    with _text(file, shape.encoding) as text:
        records = _records(text, shape.delimiter)
        next(records, None)
        for number, cells in records:
            yield Line(number, cells, _problem(cells, width))


def count(file: BinaryIO, shape: Shape) -> int:
    """How many rows there are."""
    return sum(1 for _line in rows(file, shape))


def _records(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The records that are not blank, each with the row in which a spreadsheet shows it."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        words = {"line": reader.line_num}
        message = _("Near line %(line)s a cell never ends: a quotation mark is not closed.") % words
        raise Unreadable(message) from error


def _problem(cells: list[str], width: int) -> str:
    if any("\0" in cell for cell in cells):
        return _("This row holds null characters.")
    if any(WRONG in cell for cell in cells):
        return _("This row holds bytes that are not in the file's encoding.")
    if len(cells) != width:
        words = {"cells": len(cells), "columns": width}
        return _("This row has %(cells)s cells where the header has %(columns)s.") % words
    return ""


def _delimiter(lines: list[str]) -> str:
    """The one that cuts the most lines into as many cells as the first; a comma if none cuts."""
    best, score = ",", (0, 0)
    for candidate in DELIMITERS:
        try:
            widths = [len(cells) for _row, cells in _records(iter(lines), candidate)]
        except Unreadable:
            continue
        if widths and widths[0] > 1:
            agreeing = sum(width == widths[0] for width in widths)
            best, score = max((best, score), (candidate, (agreeing, widths[0])), key=lambda x: x[1])
    return best


def _header(cells: list[str]) -> list[str]:
    """Names of the columns, each once; raises Unreadable where the first row names none."""
    names = [cell.replace("\0", "").strip() for cell in cells]
    if not any(names):
        raise Unreadable(_("This file is empty."))
    if len(names) > MOST_COLUMNS:
        words = {"n": MOST_COLUMNS}
        raise Unreadable(_("This file has more than %(n)s columns.") % words)
    if any(_is_value(name) for name in names):
        raise Unreadable(
            _("The first row has to name the columns, such as “E-mail” and “Name”; this one holds "
              "values already. Add a row with names above it.")
        )  # fmt: skip
    return _distinct([name[:200] for name in names])


def _is_value(name: str) -> bool:
    """An address or a bare number names no column."""
    digits = name.replace(".", "").replace("-", "").replace(":", "").replace(" ", "")
    return ("@" in name and "." in name and " " not in name) or digits.isdecimal()


def _distinct(names: list[str]) -> list[str]:
    taken: dict[str, int] = {}
    result = []
    for place, name in enumerate(names, start=1):
        name = name or _("Column %(n)s") % {"n": place}
        taken[name] = taken.get(name, 0) + 1
        result.append(name if taken[name] == 1 else f"{name} ({taken[name]})")
    return result


@contextmanager
def _text(file: BinaryIO, encoding: str) -> Iterator[io.TextIOWrapper]:
    """The file from its beginning as text; the file itself stays open."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        yield text
    finally:
        if not file.closed:
            text.detach()
