"""A file on its way in: uploaded, its columns named, started, stopped."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO, cast
from uuid import uuid4

import structlog
from celery import current_app
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import KombuError

from accounts.models import Actor, Organization
from accounts.services import events
from integrations.imports import cells, fields, tables
from integrations.imports.encodings import Unreadable
from integrations.imports.tables import Shape
from integrations.models import Import

log = structlog.get_logger()

State = Import.State
SAMPLE = 200
OPEN = (State.UPLOADED, State.QUEUED, State.RUNNING)


@transaction.atomic
def upload(*, org: Organization, kind: str, file: File[bytes], by: Actor) -> Import:
    """Keep a file and find out how it is to be read; raises ValidationError for what is no table."""
    content = cast(BinaryIO, file.file)
    shape = inspected(content)
    record = Import(
        organization=org,
        kind=kind,
        file_name=(file.name or "")[-200:].replace("\0", ""),
        started_by=by.membership,
    )
    _reshape(record, shape, content)
    # SECURITY: stored under a name of ours; theirs could hold a path or a program's ending.
    file.seek(0)
    record.file.save(f"{org.pk}-{uuid4().hex}.csv", file, save=False)
    record.full_clean(exclude=["file"])
    record.save()
    after = {"kind": kind, "columns": len(record.header)}
    events.record(org=org, verb="uploaded", on=record, by=by, after=after)
    return record


@transaction.atomic
def reread(*, record: Import, encoding: str) -> Import:
    """Read the file once more in the encoding that a person says it is in."""
    _check_state(record, State.UPLOADED)
    with opened(record) as file:
        _reshape(record, inspected(file, encoding), file)
    record.save(update_fields=["encoding", "delimiter", "header", "mapping", "options"])
    return record


@transaction.atomic
def start(
    *, record: Import, mapping: Mapping[str, str], options: Mapping[str, Any], by: Actor
) -> Import:
    """Hand the file to a worker, with the columns as they were named."""
    current = Import.objects.select_for_update().get(pk=record.pk)
    _check_state(current, State.UPLOADED)
    check_mapping(current, mapping)
    current.mapping, current.options = dict(mapping), dict(options)
    current.state = State.QUEUED
    current.save(update_fields=["mapping", "options", "state"])
    events.record(
        org=current.organization,
        verb="import_started",
        on=current,
        by=by,
        after={"mapping": current.mapping, "options": current.options},
    )
    transaction.on_commit(hint, robust=True)
    return current


@transaction.atomic
def cancel(*, record: Import, by: Actor) -> Import:
    """Stop before the next rows; what is stored already stays."""
    current = Import.objects.select_for_update().get(pk=record.pk)
    _check_state(current, *OPEN)
    current.state, current.finished_at = State.CANCELLED, timezone.now()
    current.save(update_fields=["state", "finished_at"])
    after = {"processed": current.processed}
    events.record(org=current.organization, verb="import_cancelled", on=current, by=by, after=after)
    return current


def hint() -> None:
    """Wake a worker up. Without a broker beat does it within a minute."""
    try:
        current_app.send_task("integrations.tasks.run_imports", ignore_result=True)
    except (KombuError, OSError) as error:
        log.warning("imports.no_broker", error=type(error).__name__)


def check_mapping(record: Import, mapping: Mapping[str, str]) -> None:
    """Every needed field has a column, and somebody can be recognised."""
    known = {field.name: field for field in fields.OF_KIND[record.kind]}
    missing = [
        str(field.label)
        for field in known.values()
        if field.is_needed and field.name not in mapping
    ]
    if missing:
        words = {"fields": ", ".join(missing)}
        raise ValidationError(_("Say which column holds: %(fields)s.") % words)
    if not any(name in mapping for name in fields.PERSON[record.kind]):
        raise ValidationError(_("Say which column holds the customer's number or e-mail address."))
    place = fields.PLACE.get(record.kind, ())
    if place and not any(name in mapping for name in place):
        raise ValidationError(_("Say which column holds the stage or the touchpoint."))
    if not set(mapping) <= set(known) or not set(mapping.values()) <= set(record.header):
        raise ValidationError(_("This column is not in the file."))


def inspected(file: BinaryIO, encoding: str = "") -> Shape:
    """How a file is to be read; what is wrong with it as a ValidationError."""
    try:
        return tables.inspect(file, encoding)
    except Unreadable as unreadable:
        raise ValidationError({"file": str(unreadable)}) from unreadable


def opened(record: Import) -> BinaryIO:
    """The stored file; it is gone when its time is over."""
    try:
        return cast(BinaryIO, default_storage.open(str(record.file.name)))
    except FileNotFoundError as error:
        raise ValidationError(_("The file is not there any more; upload it again.")) from error


def shape_of(record: Import) -> Shape:
    return Shape(record.encoding, record.delimiter, list(record.header))


def sample(record: Import, size: int = SAMPLE) -> Sequence[tables.Line]:
    """The first rows of the file."""
    with opened(record) as file:
        try:
            return list(islice(tables.rows(file, shape_of(record)), size))
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable)) from unreadable


def _reshape(record: Import, shape: Shape, file: BinaryIO) -> None:
    record.encoding, record.delimiter, record.header = shape.encoding, shape.delimiter, shape.header
    record.mapping = fields.guess(record.kind, shape.header)
    record.options = {"dates": _order(record, shape, file)}


def _order(record: Import, shape: Shape, file: BinaryIO) -> str:
    """How the first rows write dates, looked up in the columns that seem to hold some."""
    places = [
        shape.header.index(record.mapping[field.name])
        for field in fields.OF_KIND[record.kind]
        if field.is_date and field.name in record.mapping
    ]
    try:
        lines = list(islice(tables.rows(file, shape), SAMPLE))
    except Unreadable as unreadable:
        raise ValidationError({"file": str(unreadable)}) from unreadable
    texts = [line.cells[place] for line in lines if not line.problem for place in places]
    return cells.order_of(texts)


def _check_state(record: Import, *states: str) -> None:
    if record.state not in states:
        raise ValidationError(_("This import is %(state)s already.") % {
            "state": record.get_state_display().lower()
        })  # fmt: skip
