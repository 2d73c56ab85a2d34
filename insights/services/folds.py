"""Answers folded month by month for the drivers: rewritten as a whole, never added to."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

import numpy as np
from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from accounts.models import Organization
from accounts.services.turns import one_by_one
from insights.engine import drivers
from insights.models import FactFold, FactMonth, FoldedMonth, Reach, StageFold
from insights.selectors import fold_states, studies
from insights.selectors.fold_states import State
from insights.selectors.periods import month_after
from journeys.models import Journey
from surveys.models import Answer, Interaction, Question

CHUNK = 5000
F = TypeVar("F", StageFold, FactFold)
KNUTH = 2654435761  # spreads neighbouring numbers over all buckets (Knuth, multiplicative hashing)


class Sheet(NamedTuple):
    """What one response says: the questions answered, sorted, and the step chosen for each."""

    asked: tuple[int, ...]
    steps: tuple[int, ...]
    bucket: int


def refresh_everywhere() -> int:
    """Fold every organization's months that have changed, and compute what pages show first."""
    return one_by_one(_refresh_and_prepare, Organization.objects.order_by("pk"))


def _refresh_and_prepare(org: Organization) -> int:
    folded = refresh(org=org)
    prepare(org=org)
    return folded


def prepare(*, org: Organization) -> None:
    """Put the study of each journey into the cache, so that nobody waits for a page of it."""
    months = studies.default_months(org=org)
    for journey in Journey.objects.for_org(org).current():
        outcome = studies.main_outcome(journey=journey)
        if outcome is not None:
            studies.study(journey=journey, outcome=outcome, months=months)


def refresh(*, org: Organization) -> int:
    """Fold the months whose roll-ups have been rewritten since; return how many. Repeatable."""
    stale = fold_states.stale_months(org=org)
    for month in stale:
        fold_month(org=org, month=month)
    return len(stale)


def refresh_reach_everywhere() -> int:
    """Count every organization's customers anew where interactions came or went; return months."""
    return one_by_one(lambda org: refresh_reach(org=org), Organization.objects.order_by("pk"))


def refresh_reach(*, org: Organization) -> int:
    """Fold the months whose interactions are not as many as they were; return how many.

    An import tells of customers who have not answered, and so changes no roll-up.
    """
    known = dict(FoldedMonth.objects.for_org(org).values_list("month", "interactions"))
    counts: dict[date, int] = dict(
        Interaction.objects.for_org(org)
        .order_by()
        .annotate(first=TruncMonth("experienced_on"))
        .values_list("first")
        .annotate(times=Count("pk"))
    )
    changed = sorted(
        month for month in known.keys() | counts.keys() if known.get(month) != counts.get(month, 0)
    )
    for month in changed:
        fold_month(org=org, month=month)
    return len(changed)


@transaction.atomic
def fold_month(*, org: Organization, month: date) -> FoldedMonth:
    """Overwrite what is folded of a month with what its answers say now.

    How the roll-ups stand is read before the answers: what comes later makes the month stale again.
    """
    state = fold_states.states(org=org, month=month).get(month, State(0, 0))
    folded, _created = FoldedMonth.objects.update_or_create(
        organization=org,
        month=month,
        defaults={
            "newest_roll_up": state.newest,
            "roll_ups": state.rows,
            "folded_at": timezone.now(),
        },
    )
    folded.folds.all().delete()
    StageFold.objects.bulk_create(
        [
            fold_of(StageFold, folded, stage_id, fold_sheets(sheets))
            for stage_id, sheets in sorted(_sheets(org, month).items())
        ]
    )
    _count_reach(folded)
    return folded


def fold_sheets(sheets: list[Sheet]) -> dict[tuple[int, ...], drivers.Sums]:
    """The sums of sheets by the questions that they answer, in a stable order."""
    patterns: dict[tuple[int, ...], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        patterns[sheet.asked].append(sheet)
    return {asked: _sums(patterns[asked]) for asked in sorted(patterns)}


def fold_of(
    kind: type[F],
    month: FoldedMonth | FactMonth,
    stage_id: int,
    patterns: dict[tuple[int, ...], drivers.Sums],
) -> F:
    """The row of this kind that stores these sums of a month, not saved yet."""
    packed = drivers.pack(patterns)
    stored: dict[str, Any] = {
        "organization_id": month.organization_id,
        "month": month,
        "stage_id": stage_id,
        "responses": int(sum(sums.n.sum() for sums in patterns.values())),
        "patterns": packed.patterns,
        "cells": packed.cells,
    }
    return kind(**stored)


def bucket_of(customer_id: int | None, response_id: int) -> int:
    """Where a response counts: with all others of its customer, or alone where nobody is known."""
    number = 2 * response_id + 1 if customer_id is None else 2 * customer_id
    return number * KNUTH % 2**32 * drivers.BUCKETS // 2**32


def _sums(sheets: list[Sheet]) -> drivers.Sums:
    steps = np.array([sheet.steps for sheet in sheets], float)
    return drivers.gather(steps, np.array([sheet.bucket for sheet in sheets]))


def _sheets(org: Organization, month: date) -> dict[int, list[Sheet]]:
    """By stage the responses of the month that say something about an outcome."""
    outcomes = set(
        Question.objects.for_org(org)
        .filter(kind=Question.Kind.OUTCOME, outcome__is_predictor=False)
        .values_list("pk", flat=True)
    )
    found: dict[int, list[Sheet]] = defaultdict(list)
    for (response_id, stage_id, customer_id, _day), rows in answered(org.pk, month):
        asked, steps = zip(*rows, strict=True)
        if not outcomes.isdisjoint(asked):
            found[stage_id].append(Sheet(asked, steps, bucket_of(customer_id, response_id)))
    return found


def answered(
    organization_id: int, month: date, *only: Q
) -> Iterator[tuple[tuple[Any, ...], list[tuple[int, int]]]]:
    """Each counted response of a month, and the questions and steps of its answers, sorted.

    A response is (pk, stage, customer, day of the experience); `only` narrows the answers.
    """
    rows: Iterator[Any] = (
        Answer.objects.filter(
            *only,
            response__organization=organization_id,
            response__is_counted=True,
            response__experienced_on__gte=month,
            response__experienced_on__lt=month_after(month),
            question__kind__in=[Question.Kind.EMOTION, Question.Kind.OUTCOME],
            value__isnull=False,
        )
        .order_by("response_id", "question_id")
        .values_list(
            "response_id",
            "response__stage_id",
            "response__customer_id",
            "response__experienced_on",
            "question_id",
            "value",
        )
        .iterator(chunk_size=CHUNK)
    )
    for response, said in groupby(rows, key=itemgetter(0, 1, 2, 3)):
        yield response, [(question, step) for *_response, question, step in said]


def _count_reach(folded: FoldedMonth) -> None:
    met = Interaction.objects.for_org(folded.organization).filter(
        experienced_on__gte=folded.month, experienced_on__lt=month_after(folded.month)
    )
    customers = Count("customer", distinct=True)
    stages = met.order_by().values_list("stage__journey", "stage").annotate(n=customers)
    journeys = met.order_by().values_list("stage__journey").annotate(n=customers)
    folded.reached.all().delete()
    Reach.objects.bulk_create(
        [
            Reach(
                organization_id=folded.organization_id,
                month=folded,
                journey_id=journey,
                stage_id=stage,
                customers=n,
            )
            for journey, stage, n in [*stages, *((pk, None, n) for pk, n in journeys)]
        ]
    )
    folded.interactions = met.count()
    folded.save(update_fields=["interactions"])
