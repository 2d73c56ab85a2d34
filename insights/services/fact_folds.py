"""Answers folded with what imports told of the same customers later, month by month."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Organization
from insights.models import FactFold, FactMonth
from insights.selectors import facts as imported
from insights.selectors import studies
from insights.selectors.facts import Facts
from insights.selectors.periods import month_after
from insights.services.folds import Sheet, bucket_of, fold_of, fold_sheets
from journeys.models import Journey
from surveys.models import Answer, Question

CHUNK = 5000


def refresh_everywhere() -> int:
    """Fold every organization's months anew whose answers or facts have changed; return how many."""
    folded = 0
    for org in Organization.objects.order_by("pk"):
        folded += refresh(org=org)
        prepare(org=org)
    return folded


def prepare(*, org: Organization) -> None:
    """Put the studies of imported outcomes into the cache, so that nobody waits for a page."""
    months = studies.default_months(org=org)
    for journey in Journey.objects.for_org(org).current():
        for outcome in imported.imported(org=org):
            studies.study(journey=journey, outcome=outcome, months=months)


def refresh(*, org: Organization) -> int:
    """The same for one organization. Repeatable."""
    gone = FactMonth.objects.for_org(org).exclude(outcome__in=imported.imported(org=org))
    folded, _rows = gone.delete()
    for outcome in imported.imported(org=org):
        if (facts := imported.read(outcome=outcome)) is not None:
            stale = imported.stale_months(facts=facts)
            for month, state in stale.items():
                fold_month(facts=facts, month=month, state=state)
            folded += len(stale)
    return folded


@transaction.atomic
def fold_month(*, facts: Facts, month: date, state: str) -> None:
    """Overwrite what is folded of a month with what its answers and the facts say now."""
    outcome = facts.outcome
    FactMonth.objects.filter(outcome=outcome, month=month).delete()
    if not state:
        return
    folded = FactMonth.objects.create(
        organization_id=outcome.organization_id,
        outcome=outcome,
        month=month,
        measure=facts.measure,
        state=state,
        folded_at=timezone.now(),
    )
    FactFold.objects.bulk_create(
        fold_of(FactFold, folded, stage, fold_sheets(sheets))
        for stage, sheets in sorted(_sheets(facts, month).items())
    )


def _sheets(facts: Facts, month: date) -> dict[int, list[Sheet]]:
    """By stage the responses of the month of which it is known what followed."""
    told = imported.told(facts=facts, month=month)
    found: dict[int, list[Sheet]] = defaultdict(list)
    for (response, stage, customer, day), rows in groupby(
        _answers(facts, month), key=itemgetter(0, 1, 2, 3)
    ):
        followed = facts.after(told.get(customer, []), day) if facts.covers(day) else None
        if followed is not None:
            answered = [(question, step) for *_response, question, step in rows]
            asked, steps = zip((-facts.outcome.pk, followed), *answered, strict=True)
            found[stage].append(Sheet(asked, steps, bucket_of(customer, response)))
    return found


def _answers(facts: Facts, month: date) -> Iterator[tuple[Any, ...]]:
    """What may explain the outcome: feelings, and "was it solved?"."""
    explains = Q(question__emotion__isnull=False) | Q(question__outcome__is_predictor=True)
    return (
        Answer.objects.filter(
            explains,
            response__organization=facts.outcome.organization_id,
            response__is_counted=True,
            response__customer__isnull=False,
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
