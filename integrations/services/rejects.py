"""The file of rejected rows: the cells as they came, and why they were not taken in."""

import csv
import io
import os
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.imports.cells import neutral
from integrations.imports.tables import Line
from integrations.models import Import

# The file itself is personal data that lies twice in the house once it is taken in.
KEPT = timedelta(days=30)


def append(record: Import, refused: Sequence[tuple[Line, Sequence[str]]]) -> int:
    """Add rejected rows to the file; return where it ends, to be committed with the rows."""
    if not refused:
        return record.rejects_bytes
    content = _rows([[line.number, "; ".join(reasons), *line.cells] for line, reasons in refused])
    if not record.rejects_bytes:
        record.rejects.name = f"imports/{record.pk}-rejects.csv"
        content = _head(record) + content
    # Written where the last commit ended, so that a chunk taken in twice leaves its rows once.
    with open(_handle(record.rejects.path), "r+b") as file:
        file.seek(record.rejects_bytes)
        file.write(content)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


def _handle(path: str) -> int:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def cut(record: Import) -> None:
    """Take away what a killed worker had written and not committed."""
    if record.rejects_bytes:
        os.truncate(record.rejects.path, record.rejects_bytes)


def forget_files() -> int:
    """Delete the files of imports that ended a while ago; their figures stay."""
    old = Import.objects.filter(created_at__lt=timezone.now() - KEPT).exclude(
        state__in=[Import.State.QUEUED, Import.State.RUNNING]
    )
    forgotten = 0
    for record in old.exclude(file="", rejects=""):
        record.file.delete(save=False)
        record.rejects.delete(save=False)
        forgotten += Import.objects.filter(pk=record.pk).update(file="", rejects="")
    return forgotten


def _head(record: Import) -> bytes:
    # The mark tells spreadsheets that this is UTF-8.
    header = [_("Row"), _("Why it was not taken in"), *record.header]
    return b"\xef\xbb\xbf" + _rows([header])


def _rows(rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO()
    # Somebody else's cells: none of them may be a formula in the spreadsheet that opens this.
    csv.writer(text).writerows([[neutral(cell) for cell in row] for row in rows])
    return text.getvalue().replace("\0", "").encode("utf-8", "replace")
