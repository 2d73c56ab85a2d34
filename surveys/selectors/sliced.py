"""The counts of `cells.counts` for every value of one split, by one statement."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from accounts.models import Organization
from surveys.models import Answer, DirtyDay, RollUp
from surveys.models.rollups import COUNTS
from surveys.selectors.cells import SPLITS, Counts, Key, Scope, constructs

Sums = dict[Key, list[int]]


def by_value(*, org: Organization, scope: Scope, split: str) -> dict[Any, dict[Key, Counts]]:
    """Answers by the value of `split`, then by stage and construct; None is "not known".

    Like `cells.counts`: roll-ups plus the raw dirty days, wordings pooled. A team or a persona is
    given by its id.
    """
    assert split in SPLITS
    known = constructs(org)
    groups: dict[Any, Sums] = defaultdict(dict)
    for value, stage_id, question_id, *row in _rows(org, scope, split):
        if construct := known.get(question_id):
            cell = groups[value or None].setdefault((stage_id, construct), [0] * len(row))
            cell[:] = (a + b for a, b in zip(cell, row, strict=True))
    return {
        value: {key: Counts(tuple(cell[:-1]), cell[-1]) for key, cell in sums.items()}
        for value, sums in groups.items()
    }


def _rows(org: Organization, scope: Scope, split: str) -> Iterator[tuple[Any, ...]]:
    """One statement, so one snapshot: a day is read from its roll-up or raw, never both."""
    days = (scope.since, scope.until)
    dirty = DirtyDay.objects.filter(organization=org)
    rolled = RollUp.objects.filter(
        ~Exists(dirty.filter(day=OuterRef("day"))),
        scope.filters(),
        organization=org,
        day__range=days,
    )
    raw = Answer.objects.filter(
        scope.filters("response__"),
        response__experienced_on__in=dirty.values("day"),
        response__organization=org,
        response__is_counted=True,
        response__experienced_on__range=days,
    )
    sums = {f"sum_{name}": Sum(name) for name in (*COUNTS, "unsaid")}
    tallies = {
        f"sum_{name}": Count("pk", filter=Q(value=value)) for value, name in enumerate(COUNTS)
    }
    tallies["sum_unsaid"] = Count("pk", filter=Q(value__isnull=True))
    return iter(
        _grouped(rolled, f"slice__{split}", "stage", sums).union(
            _grouped(raw, f"response__slice__{split}", "response__stage", tallies), all=True
        )
    )


def _grouped(rows: Any, split: str, stage: str, totals: dict[str, Any]) -> Any:
    keys = {"at_value": F(split), "at_stage": F(stage), "asked": F("question")}
    return rows.order_by().values(**keys).annotate(**totals).values_list(*keys, *totals)
