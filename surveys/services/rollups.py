"""Day roll-ups: marked dirty by whoever changes answers, rewritten as a whole, never added to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import add, itemgetter

import structlog
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from accounts.models import Organization
from accounts.services import live
from surveys.models import Answer, DayTotal, DirtyDay, Response, RollUp
from surveys.models.rollups import COUNTS
from surveys.services import bulk

log = structlog.get_logger()

Cell = tuple[date, int, int, int]  # day, stage, question, slice
# In one statement: many are faster than one by one, and all would hold the lock for too long.
DAYS_AT_ONCE = 30
TALLIES = (*COUNTS, "unsaid")
MARKS_AT_ONCE = 5000  # parameters of one statement


def mark_dirty(*, org_id: int, day: date) -> None:
    """Say that this day's answers changed; call it in the transaction that changes them."""
    DirtyDay.objects.create(organization_id=org_id, day=day)
    live.publish(org_id=org_id, kind=live.ANSWERS)


def mark_days_dirty(*, org_id: int, days: Iterable[date]) -> None:
    """The same for many days at once: an erased customer, an import."""
    DirtyDay.objects.bulk_create(
        [DirtyDay(organization_id=org_id, day=day) for day in sorted(set(days))]
    )
    live.publish(org_id=org_id, kind=live.ANSWERS)


def refresh_dirty_days(*, limit: int = 400) -> int:
    """Re-aggregate up to `limit` dirty days; return how many. Repeating it changes nothing."""
    dirty = list(
        DirtyDay.objects.values_list("organization_id", "day")
        .distinct()
        .order_by("organization_id", "day")[:limit]
    )
    for org_id, marked in groupby(dirty, key=itemgetter(0)):
        days = [day for _org_id, day in marked]
        for start in range(0, len(days), DAYS_AT_ONCE):
            refresh_days(org_id=org_id, days=days[start : start + DAYS_AT_ONCE])
    return len(dirty)


@transaction.atomic
def refresh_days(*, org_id: int, days: Sequence[date]) -> None:
    """Overwrite the roll-ups of these days with what their answers say now, and unmark them.

    The marks are read before the answers: a mark that comes later stays, and so does the day's
    dirtiness. The lock lets one worker at a time rewrite an organization, and does not hold up
    anybody who answers.
    """
    _lock(org_id)
    marks = list(
        DirtyDay.objects.filter(organization_id=org_id, day__in=days).values_list("pk", flat=True)
    )
    rows = aggregate(org_id=org_id, days=days)
    for tally, found in ((RollUp, rows), (DayTotal, totals(rows))):
        tally.objects.filter(organization_id=org_id, day__in=days).delete()
        bulk.insert(found)
    for start in range(0, len(marks), MARKS_AT_ONCE):
        DirtyDay.objects.filter(pk__in=marks[start : start + MARKS_AT_ONCE]).delete()


def aggregate(*, org_id: int, days: Sequence[date]) -> list[RollUp]:
    """What the roll-ups of these days have to be, counted from their answers."""
    groups = (
        Answer.objects.filter(
            response__organization_id=org_id,
            response__experienced_on__in=days,
            response__is_counted=True,
        )
        .values_list(
            "response__experienced_on",
            "response__stage_id",
            "question_id",
            "response__slice_id",
            "value",
        )
        .annotate(times=Count("pk"))
        .order_by()
    )
    counts: dict[Cell, dict[str, int]] = defaultdict(dict)
    for *cell, value, times in groups:
        counts[tuple(cell)]["unsaid" if value is None else COUNTS[value]] = times
    return [
        RollUp(
            organization_id=org_id,
            day=day,
            stage_id=stage_id,
            question_id=question_id,
            slice_id=slice_id,
            **cell,
        )
        for (day, stage_id, question_id, slice_id), cell in sorted(counts.items())
    ]


def totals(rows: Iterable[RollUp]) -> list[DayTotal]:
    """The tallies of all slices together."""
    sums: dict[tuple[int, date, int, int], list[int]] = {}
    for row in rows:
        key = row.organization_id, row.day, row.stage_id, row.question_id
        tally = _tally(row)
        known = sums.get(key)
        sums[key] = tally if known is None else list(map(add, known, tally))
    return [
        DayTotal(
            organization_id=org_id,
            day=day,
            stage_id=stage_id,
            question_id=question_id,
            **dict(zip(TALLIES, tally, strict=True)),
        )
        for (org_id, day, stage_id, question_id), tally in sums.items()
    ]


def verify(*, org: Organization, days: Iterable[date]) -> list[date]:
    """The clean days whose roll-up differs from its answers; each is logged and marked dirty."""
    wrong = [day for day in days if not _holds(org.pk, day)]
    for day in wrong:
        log.error("rollup_differs", organization_id=org.pk, day=day.isoformat())
        mark_dirty(org_id=org.pk, day=day)
    return wrong


def verify_everywhere(*, look_back: timedelta = timedelta(days=400)) -> int:
    """Verify every organization's days of the last year; return how many were wrong."""
    since = timezone.now().date() - look_back
    wrong = 0
    for org in Organization.objects.order_by("pk"):
        days = {
            *RollUp.objects.for_org(org)
            .filter(day__gte=since)
            .values_list("day", flat=True)
            .distinct(),
            *Response.objects.for_org(org)
            .counted()
            .filter(experienced_on__gte=since)
            .values_list("experienced_on", flat=True)
            .distinct(),
        }
        wrong += len(verify(org=org, days=sorted(days)))
    return wrong


def _holds(org_id: int, day: date) -> bool:
    if DirtyDay.objects.filter(organization_id=org_id, day=day).exists():
        return True  # not claimed to be exact, so it cannot be wrong
    rows = aggregate(org_id=org_id, days=[day])
    return _stored(RollUp, org_id, day) == _contents(rows) and (
        _stored(DayTotal, org_id, day) == _contents(totals(rows))
    )


def _stored(model: type[DayTotal | RollUp], org_id: int, day: date) -> set[tuple[int, ...]]:
    return _contents(model.objects.filter(organization_id=org_id, day=day))


def _contents(rows: Iterable[DayTotal | RollUp]) -> set[tuple[int, ...]]:
    return {
        (row.stage_id, row.question_id, getattr(row, "slice_id", 0), *_tally(row)) for row in rows
    }


def _tally(row: DayTotal | RollUp) -> list[int]:
    return [getattr(row, name) for name in TALLIES]


def _lock(org_id: int) -> None:
    """FOR NO KEY UPDATE: rows that point at the organization may still be written."""
    if connection.features.has_select_for_no_key_update:
        Organization.objects.select_for_update(no_key=True).get(pk=org_id)
