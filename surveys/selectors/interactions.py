"""Reads of interactions: by the references of other systems, and as a list."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Organization
from surveys.models import Decision, Interaction, Survey

Place = tuple[str, str]  # source, external_id
ASKING = [Survey.State.RUNNING, Survey.State.PAUSED]


def by_place(
    org: Organization, places: Iterable[Place], *, lock: bool = False
) -> dict[Place, Interaction]:
    """The interactions that are there under these references."""
    rows = _at(org, places)
    locked = rows.select_for_update() if lock else rows
    return {(row.source, row.external_id): row for row in locked.order_by("pk")}


def keys(org: Organization, places: Iterable[Place]) -> dict[Place, int]:
    """The pks of what is there, without the rest of the rows."""
    rows = _at(org, places).order_by()
    return {
        (source, external_id): pk
        for source, external_id, pk in rows.values_list("source", "external_id", "pk")
    }


def _at(org: Organization, places: Iterable[Place]) -> QuerySet[Interaction]:
    by_source: dict[str, set[str]] = {}
    for source, external_id in places:
        by_source.setdefault(source, set()).add(external_id)
    conditions = [
        Q(source=source, external_id__in=external_ids) for source, external_ids in by_source.items()
    ]
    found = Interaction.objects.for_org(org)
    return found.filter(reduce(or_, conditions)) if conditions else found.none()


def waiting_for_a_decision(limit: int) -> list[int]:
    """What came after its journey's survey was started and that survey has said nothing about."""
    today = timezone.now().date()
    pks: list[int] = []
    surveys = Survey.objects.filter(state__in=ASKING, started_at__isnull=False)
    for survey in surveys.select_related("organization"):
        oldest = date.fromordinal(today.toordinal() - survey.window_days - 1)
        fresh = Interaction.objects.for_org(survey.organization).filter(
            experienced_on__gte=oldest,
            stage__journey=survey.journey_id,
            created_at__gte=survey.started_at,
        )
        undecided = ~Exists(Decision.objects.filter(interaction=OuterRef("pk")))
        pks += fresh.filter(undecided).order_by("pk").values_list("pk", flat=True)[:limit]
    return pks[:limit]


def interaction_list(org: Organization, filters: dict[str, Any]) -> QuerySet[Interaction]:
    """Newest first, with what the page shows of each."""
    found = Interaction.objects.for_org(org).select_related(
        "customer", "stage__journey", "touchpoint", "staff_member"
    )
    if word := filters.get("q"):
        found = found.filter(
            Q(external_id__icontains=word)
            | Q(customer__name__icontains=word)
            | Q(customer__external_id__icontains=word)
        )
    if stage := filters.get("stage"):
        found = found.filter(stage=stage)
    if source := filters.get("source"):
        found = found.filter(source=source)
    if since := filters.get("since"):
        found = found.filter(experienced_on__gte=since)
    if until := filters.get("until"):
        found = found.filter(experienced_on__lte=until)
    # The day first: there is an index on it, so a page reads its own rows and not all.
    return found.order_by("-experienced_on", "-occurred_at", "-pk")
