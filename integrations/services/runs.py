"""Taking a file in, a chunk a transaction: a killed worker loses nothing and doubles nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any, BinaryIO

import structlog
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor
from accounts.services import events
from integrations.imports import tables
from integrations.imports.encodings import Unreadable
from integrations.imports.rows import Recipe
from integrations.imports.tables import Line
from integrations.models import Import
from integrations.services import imports, rejects
from surveys.services import customers, ingest, interactions, outcome_records
from surveys.services.ingest import Rejection, Report

log = structlog.get_logger()

# On SQLite nobody else writes during a chunk, and customers who answer must not feel it.
CHUNK = 200
SOURCE = "file"  # of rows and files that name none
# A worker that gave no sign of life for so long was killed; another one goes on.
SILENCE = timedelta(seconds=60)

State = Import.State


class Lost(Exception):
    """Somebody cancelled the import, or another worker took it over."""


def run_all() -> int:
    """Run every import that waits or was left behind; return how many."""
    done = 0
    while (record := _claim()) is not None:
        run(record)
        done += 1
    return done


def run(record: Import) -> None:
    """Take in the rest of one file that this worker has claimed."""
    try:
        with imports.opened(record) as file:
            _take_in(record, file)
    except Lost:
        log.info("import.lost", import_id=record.pk)
    except (Unreadable, ValidationError) as error:
        text = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        _finish(record, State.FAILED, text[:300])
    except (OperationalError, InterfaceError):
        raise  # the database is away: another worker goes on when it is back
    except Exception:
        # One file that breaks us must not hold up all the others behind it.
        log.exception("import.broke", import_id=record.pk)
        words = {"row": record.processed + 1}
        text = _(
            "Something went wrong on our side after row %(row)s; the log of the server says what."
        )
        _finish(record, State.FAILED, text % words)


def _claim() -> Import | None:
    """The oldest import nobody works on, marked as ours by one conditional update."""
    now = timezone.now()
    free = Q(state=State.QUEUED) | Q(state=State.RUNNING, beat_at__lt=now - SILENCE)
    for pk in Import.objects.filter(free).order_by("pk").values_list("pk", flat=True):
        if Import.objects.filter(free, pk=pk).update(state=State.RUNNING, beat_at=now):
            return Import.objects.select_related("organization", "started_by__organization").get(
                pk=pk
            )
    return None


def _take_in(record: Import, file: BinaryIO) -> None:
    shape = imports.shape_of(record)
    if not record.total:
        record.total = tables.count(file, shape)
        _update(record, total=record.total)
    recipe = recipe_of(record)
    lines = islice(tables.rows(file, shape), record.processed, None)
    rejects.cut(record)
    for chunk in ingest.chunks(lines, CHUNK):
        _take_chunk(record, Batch.of(recipe, chunk))
    _finish(record, State.DONE)
    interactions.hint()


@transaction.atomic
def _take_chunk(record: Import, batch: "Batch") -> None:
    """Rows, counts and the end of the rejects file are committed together, or not at all."""
    report = batch.store(record, actor(record))
    refused = batch.refused(report)
    written = rejects.append(
        record,
        [(line, refused[line.number]) for line in batch.lines if line.number in refused],
    )
    counts = {**report.counts, "rejected": len(refused)}
    _update(
        record,
        processed=record.processed + len(batch.lines),
        rejects=record.rejects.name,
        rejects_bytes=written,
        **{name: F(name) + times for name, times in counts.items()},
    )
    record.processed += len(batch.lines)
    record.rejects_bytes = written


def _update(record: Import, **fields: Any) -> None:
    """Write only what is still ours: running, and as far as we left it."""
    mine = Import.objects.filter(pk=record.pk, state=State.RUNNING, processed=record.processed)
    if not mine.update(beat_at=timezone.now(), **fields):
        raise Lost


@transaction.atomic
def _finish(record: Import, state: State, error: str = "") -> None:
    now = timezone.now()
    mine = Import.objects.filter(pk=record.pk, state=State.RUNNING, processed=record.processed)
    if not mine.update(state=state, error=error, finished_at=now, beat_at=now):
        raise Lost
    record.refresh_from_db()
    counts = ("total", "created", "updated", "repeated", "rejected")
    events.record(
        org=record.organization,
        verb=f"import_{state}",
        on=record,
        by=actor(record),
        after={name: getattr(record, name) for name in counts},
    )


def actor(record: Import) -> Actor:
    """Whoever started it, also when a worker does it."""
    return Actor.member(record.started_by) if record.started_by else Actor.system()


def recipe_of(record: Import) -> Recipe:
    """How the cells of this file become rows."""
    options = record.options
    constants = {"source": str(options.get("source") or SOURCE)}
    if record.kind == Import.Kind.CUSTOMERS:
        if consent := options.get("consent"):
            constants |= {"consent": consent, "consent_source": options.get("consent_source", "")}
        if options.get("overwrite"):
            constants["updated_at"] = record.created_at.isoformat()
    return Recipe(
        kind=record.kind,
        header=list(record.header),
        mapping=record.mapping,
        dates=str(options.get("dates", "")),
        constants=constants,
        segments=[column for column in options.get("segments", []) if column in record.header],
    )


@dataclass(frozen=True)
class Batch:
    """A few lines of a file and the rows made of those whose shape is right."""

    kind: str
    lines: Sequence[Line]
    rows: Sequence[dict[str, Any]]
    numbers: Sequence[int]  # the line of each row

    @classmethod
    def of(cls, recipe: Recipe, chunk: Sequence[Line]) -> "Batch":
        sound = [line for line in chunk if not line.problem]
        rows = [recipe.row(line.cells) for line in sound]
        return cls(recipe.kind, chunk, rows, [line.number for line in sound])

    def store(self, record: Import, by: Actor) -> Report:
        if self.kind == Import.Kind.CUSTOMERS:
            return customers.store(org=record.organization, rows=self.rows, by=by)
        if self.kind == Import.Kind.INTERACTIONS:
            return interactions.store(org=record.organization, rows=self.rows)
        return outcome_records.store(org=record.organization, rows=self.rows)

    def check(self, record: Import) -> dict[int, list[str]]:
        """What would be refused, by line, with nothing stored."""
        services: dict[str, Any] = {
            Import.Kind.CUSTOMERS: customers,
            Import.Kind.INTERACTIONS: interactions,
            Import.Kind.OUTCOMES: outcome_records,
        }
        found = services[self.kind].check(org=record.organization, rows=self.rows)
        return self._by_line(found)

    def refused(self, report: Report) -> dict[int, list[str]]:
        return self._by_line(report.rejected)

    def _by_line(self, rejections: Sequence[Rejection]) -> dict[int, list[str]]:
        found = {line.number: [line.problem] for line in self.lines if line.problem}
        for rejection in rejections:
            found.setdefault(self.numbers[rejection.row - 1], []).append(rejection.message)
        return found


def dry_run(record: Import, mapping: dict[str, str], options: dict[str, Any]) -> "Preview":
    """What would become of the first rows, with nothing stored."""
    record.mapping, record.options = mapping, options
    lines = imports.sample(record)
    batch = Batch.of(recipe_of(record), lines)
    return Preview(lines, batch.check(record))


@dataclass(frozen=True)
class Preview:
    """The first lines of a file and what is wrong with some of them."""

    lines: Sequence[Line]
    problems: dict[int, list[str]]

    def shown(self, first: int = 6, later: int = 6) -> Iterator[tuple[Line, list[str]]]:
        """The first lines, and after them the first with problems that are further down."""
        bad = [line for line in self.lines[first:] if line.number in self.problems]
        for line in [*self.lines[:first], *bad[:later]]:
            yield line, self.problems.get(line.number, [])

    @property
    def summary(self) -> str:
        words = {"bad": len(self.problems), "n": len(self.lines)}
        if not self.problems:
            return _("The first %(n)s rows are fine.") % words
        return _("%(bad)s of the first %(n)s rows would be rejected.") % words
