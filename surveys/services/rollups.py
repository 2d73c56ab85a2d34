"""Day roll-ups: whoever changes answers leaves a mark; rewritten as a whole, never added to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import add, itemgetter
from typing import Any

import structlog
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from accounts.models import Organization
from accounts.services import live
from accounts.services.turns import one_by_one
from surveys.models import Answer, Arrival, DayTotal, DirtyDay, Response, RollUp
from surveys.models.rollups import TALLIES, UNSAID
from surveys.services import bulk

log = structlog.get_logger()

CELL = ("day", "stage_id", "question_id", "slice_id")
TOTAL = CELL[:-1]
Cell = tuple[date, int, int, int]
Total = tuple[Any, ...]  # a cell without its slice
Counts = list[int]  # in the order of TALLIES
# In one statement: many are faster than one by one, and all would hold the lock for too long.
DAYS_AT_ONCE = 30
MARKS = (DirtyDay, Arrival)


def mark_arrived(*, response: Response) -> None:
    """Say that this response counts from now on; call it in the transaction that makes it so."""
    Arrival.objects.create(
        organization_id=response.organization_id, response=response, day=response.experienced_on
    )
    live.publish(org_id=response.organization_id, kind=live.ANSWERS)


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
    """Re-aggregate up to `limit` marked days; return how many. Repeating it changes nothing."""
    place = ("organization_id", "day")
    first, second = (mark.objects.order_by().values_list(*place) for mark in MARKS)
    marked = list(first.union(second).order_by(*place)[:limit])
    for org_id, rows in groupby(marked, key=itemgetter(0)):
        days = [day for _org_id, day in rows]
        for start in range(0, len(days), DAYS_AT_ONCE):
            refresh_days(org_id=org_id, days=days[start : start + DAYS_AT_ONCE])
    return len(marked)


@transaction.atomic
def refresh_days(*, org_id: int, days: Sequence[date]) -> None:
    """Overwrite the roll-ups of these days with what their answers say now, and unmark them.

    The marks go before the answers are read: one that comes between stays, a day's dirtiness with
    it, and a response whose arrival is still marked is not counted here but beside the roll-ups.
    The lock lets one worker at a time rewrite an organization, and does not hold up anybody who
    answers.
    """
    _lock(org_id)
    for mark in MARKS:
        mark.objects.filter(organization_id=org_id, day__in=days).delete()
    cells = aggregate(org_id=org_id, days=days)
    for model, place, found in ((RollUp, CELL, cells), (DayTotal, TOTAL, totals(cells))):
        model.objects.filter(organization_id=org_id, day__in=days).delete()
        rows = [(org_id, *key, *counts) for key, counts in found.items()]
        bulk.insert_values(model, ("organization_id", *place, *TALLIES), rows)


def aggregate(*, org_id: int, days: Sequence[date]) -> dict[Cell, Counts]:
    """What the roll-ups of these days have to be: all answers but those marked as arriving."""
    groups = (
        Answer.objects.filter(
            response__organization_id=org_id,
            response__experienced_on__in=days,
            response__is_counted=True,
            response__arrival__isnull=True,
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
    cells: dict[Cell, Counts] = defaultdict(lambda: [0] * len(TALLIES))
    for day, stage_id, question_id, slice_id, value, times in groups:
        cells[day, stage_id, question_id, slice_id][UNSAID if value is None else value] = times
    return dict(sorted(cells.items()))


def totals(cells: Mapping[Cell, Counts]) -> dict[Total, Counts]:
    """The tallies of all slices together."""
    sums: dict[Total, Counts] = {}
    for (*total, _slice_id), counts in cells.items():
        key = tuple(total)
        known = sums.get(key)
        sums[key] = counts if known is None else list(map(add, known, counts))
    return sums


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

    def wrong(org: Organization) -> int:
        stored = RollUp.objects.for_org(org).filter(day__gte=since)
        counted = Response.objects.for_org(org).counted().filter(experienced_on__gte=since)
        days = {
            *stored.values_list("day", flat=True).distinct(),
            *counted.values_list("experienced_on", flat=True).distinct(),
        }
        return len(verify(org=org, days=sorted(days)))

    return one_by_one(wrong, Organization.objects.order_by("pk"))


@transaction.atomic
def _holds(org_id: int, day: date) -> bool:
    _lock(org_id)  # nobody rolls up between the readings
    cells = aggregate(org_id=org_id, days=[day])
    if _stored(RollUp, CELL, org_id, day) == cells and (
        _stored(DayTotal, TOTAL, org_id, day) == totals(cells)
    ):
        return True
    # Asked last: answers may have been erased between the readings. A dirty day claims nothing.
    return DirtyDay.objects.filter(organization_id=org_id, day=day).exists()


def _stored(
    model: type[DayTotal | RollUp], place: Sequence[str], org_id: int, day: date
) -> dict[tuple[Any, ...], Counts]:
    rows = model.objects.filter(organization_id=org_id, day=day).values_list(*place, *TALLIES)
    return {row[: len(place)]: list(row[len(place) :]) for row in rows}


def _lock(org_id: int) -> None:
    """FOR NO KEY UPDATE: rows that point at the organization may still be written."""
    if connection.features.has_select_for_no_key_update:
        Organization.objects.select_for_update(no_key=True).get(pk=org_id)
