"""Answers folded with what imports told of the same customers later, month by month."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Organization
from accounts.services.turns import one_by_one
from insights.models import FactFold, FactMonth
from insights.selectors import facts as imported
from insights.selectors import studies
from insights.selectors.facts import Facts
from insights.services.folds import Sheet, answered, bucket_of, fold_of, fold_sheets
from journeys.models import Journey

# What may explain an outcome: feelings, and "was it solved?".
EXPLAINS = Q(question__emotion__isnull=False) | Q(question__outcome__is_predictor=True)


def refresh_everywhere() -> int:
    """Fold every organization's months anew whose answers or facts have changed; return how many."""
    return one_by_one(_refresh_and_prepare, Organization.objects.order_by("pk"))


def _refresh_and_prepare(org: Organization) -> int:
    folded = refresh(org=org)
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
    outcome, told = facts.outcome, imported.told(facts=facts, month=month)
    found: dict[int, list[Sheet]] = defaultdict(list)
    for (response, stage, customer, day), said in answered(
        outcome.organization_id, month, EXPLAINS, Q(response__customer__isnull=False)
    ):
        followed = facts.after(told.get(customer, []), day) if facts.covers(day) else None
        if followed is not None:
            asked, steps = zip((-outcome.pk, followed), *said, strict=True)
            found[stage].append(Sheet(asked, steps, bucket_of(customer, response)))
    return found
