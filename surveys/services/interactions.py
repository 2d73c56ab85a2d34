"""What customers go through: one at a time, or thousands from another system."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import structlog
from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import KombuError

from accounts.models import Actor, Organization
from accounts.services import events
from surveys.models import Customer, Interaction
from surveys.selectors import interactions as stored
from surveys.selectors.interactions import Place
from surveys.selectors.references import Places
from surveys.services import bulk, customer_rows, decisions, interaction_rows, matching, slices
from surveys.services.ingest import (
    LONGEST_ATTRIBUTE,
    Rejection,
    Report,
    Row,
    chunks,
)
from surveys.services.interaction_rows import Entry
from surveys.services.matching import People, Refused
from surveys.services.slices import Cut

log = structlog.get_logger()

# What a newer row may change.
COLUMNS = (
    "customer_id",
    "stage_id",
    "touchpoint_id",
    "staff_member_id",
    "slice_id",
    "occurred_at",
    "experienced_on",
    "updated_at",
)


NAMED_BY = ("source", "external_id", "id")


class Added(NamedTuple):
    """One stored interaction and what became of its row: created, updated or repeated."""

    interaction: Interaction
    result: str


@transaction.atomic
def add(*, org: Organization, row: Row, by: Actor) -> Added:
    """Store one interaction and decide at once whether its customer is asked.

    Raises ValidationError that names each field of the row which needs another look.
    """
    report = store(org=org, rows=[row])
    if report.rejected:
        raise report.error()
    interaction = Interaction.objects.get(pk=report.keys[1])
    result = next(name for name, times in report.counts.items() if times)
    if result != "repeated":
        events.record(org=org, verb=result, on=interaction, by=by)
    decisions.decide(interaction_ids=[interaction.pk])
    return Added(interaction, result)


@transaction.atomic
def add_many(*, org: Organization, rows: Iterable[Row], by: Actor) -> Report:
    """Store interactions of another system; what is there already is left alone.

    A row is a mapping: `external_id`, `source`, `customer` (a mapping with the field names of
    Customer), `stage` (and `journey`) or `touchpoint`, `occurred_at`, and optionally
    `staff_member`, `persona`, `segments`, `updated_at`. Places are named by key or given as rows.
    A repeat changes something only when it carries a newer `updated_at`. One event a batch;
    decisions about the new ones follow in the background.
    """
    report = store(org=org, rows=rows)
    events.record(org=org, verb="interactions_stored", on=org, by=by, after=report.counts)
    hint()
    return report


@transaction.atomic
def store(*, org: Organization, rows: Iterable[Row], offset: int = 0) -> Report:
    """The same without event and hint, for callers that end a larger batch of their own."""
    report, places, people = Report(), Places(org), People(org)
    now = timezone.now()
    for batch in chunks(enumerate(rows, start=offset + 1)):
        entries = interaction_rows.read(batch, places, report, org=org, now=now)
        _store_chunk(org, entries, people, report, now)
    report.rejected.sort()
    return report


def check(*, org: Organization, rows: Iterable[Row], offset: int = 0) -> list[Rejection]:
    """What `store` would refuse, without storing anything."""
    report, places, people = Report(), Places(org), People(org)
    now = timezone.now()
    for batch in chunks(enumerate(rows, start=offset + 1)):
        entries = interaction_rows.read(batch, places, report, org=org, now=now)
        _match(org, entries, people, report)
    return sorted(report.rejected)


def hint() -> None:
    """Let a worker decide about what is new, once the present transaction is committed."""
    transaction.on_commit(_send_hint, robust=True)


def _send_hint() -> None:
    try:
        current_app.send_task("surveys.tasks.decide_new", ignore_result=True)
    except (KombuError, OSError) as error:
        # Nothing is lost: beat looks for undecided interactions every minute.
        log.warning("interactions.no_broker", error=type(error).__name__)


def decide_new(*, limit: int = 5000) -> int:
    """Decide about interactions that came in bulk; return how many were decided."""
    return len(decisions.decide(interaction_ids=stored.waiting_for_a_decision(limit)))


# --- customers -----------------------------------------------------------------------------------


def _match(
    org: Organization, entries: list[Entry], people: People, report: Report
) -> tuple[list[Entry], list[Customer], list[Customer]]:
    """Whom the rows are about: those that can be stored, new customers, adopted ones."""
    people.load(entry.person for entry in entries if isinstance(entry.person, matching.Draft))
    good, new, adopted = [], [], []
    for entry in entries:
        if isinstance(entry.person, Customer):
            entry.customer = entry.person
            good.append(entry)
            continue
        try:
            known = people.find(entry.person, anywhere=True)
        except Refused as refused:
            rejection = Rejection(entry.number, f"customer.{refused.name}", refused.message)
            report.rejected.append(rejection)
            continue
        if known is None:
            entry.customer = customer_rows.begin(org, entry.person)
            new.append(entry.customer)
        else:
            entry.customer = known.customer
            if known.is_adopted:
                customer_rows.adopt(known.customer, entry.person)
                adopted.append(known.customer)
        people.add(entry.customer)
        good.append(entry)
    return good, new, adopted


def _ensure_customers(
    org: Organization, entries: list[Entry], people: People, report: Report, now: datetime
) -> list[Entry]:
    """The entries whose customers can be there; the missing ones are stored."""
    good, new, adopted = _match(org, entries, people, report)
    if new:
        customer_rows.insert(org, new, now)
    customer_rows.renumber(adopted)
    return good


# --- writing -------------------------------------------------------------------------------------


def _store_chunk(
    org: Organization, entries: list[Entry], people: People, report: Report, now: datetime
) -> None:
    there = stored.by_place(org, [entry.place for entry in entries], lock=True)
    # Repeats first: a row that changes nothing must not bring a customer either.
    entries = [e for e in entries if not _is_repeat(e, there.get(e.place), report, now)]
    entries = _ensure_customers(org, entries, people, report, now)
    _slice(org, entries)
    new: dict[Place, Entry] = {}
    changed: dict[int, Interaction] = {}
    for entry in entries:
        if known := there.get(entry.place):
            changed[known.pk] = _rewrite(known, entry)
            report.updated += 1
        elif not _is_repeat(entry, new.get(entry.place), report, now):
            report.updated += entry.place in new
            new[entry.place] = entry
    _update(list(changed.values()))
    keys = _insert(org, new, report, now)
    for entry in entries:
        known = there.get(entry.place)
        report.keys[entry.number] = known.pk if known else keys[entry.place]


def _is_repeat(
    entry: Entry, known: Interaction | Entry | None, report: Report, now: datetime
) -> bool:
    """Whether this row is known and says nothing newer; then it is counted as such."""
    if known is None or (entry.updated_at and entry.updated_at > (known.updated_at or now)):
        return False
    report.repeated += 1
    if isinstance(known, Interaction):
        report.keys[entry.number] = known.pk
    return True


def _slice(org: Organization, entries: list[Entry]) -> None:
    cuts = {entry.number: _cut(org, entry) for entry in entries}
    pks = slices.ensure(org=org, cuts=cuts.values())
    for entry in entries:
        entry.slice_id = pks[cuts[entry.number]]


def _cut(org: Organization, entry: Entry) -> Cut:
    """What the figures of this interaction may be split by."""
    assert entry.customer is not None
    staff, touchpoint = entry.staff_member, entry.touchpoint
    first, second = slices.segments(org, entry.segments, entry.customer.segments)
    return Cut(
        channel=touchpoint.channel if touchpoint else entry.channel,
        team_id=staff.team_id if staff else None,
        persona_id=entry.persona.pk if entry.persona else None,
        segment_a=first[:LONGEST_ATTRIBUTE],
        segment_b=second[:LONGEST_ATTRIBUTE],
    )


def _values(org: Organization, entry: Entry, now: datetime) -> tuple[Any, ...]:
    """What is written of an entry, in the order of COLUMNS."""
    assert entry.customer is not None
    assert entry.stage is not None
    assert entry.occurred_at is not None
    return (
        entry.customer.pk,
        entry.stage.pk,
        entry.touchpoint.pk if entry.touchpoint else None,
        entry.staff_member.pk if entry.staff_member else None,
        entry.slice_id,
        entry.occurred_at,
        org.local_date(entry.occurred_at),
        entry.updated_at or now,
    )


def _rewrite(interaction: Interaction, entry: Entry) -> Interaction:
    assert entry.updated_at is not None
    values = _values(interaction.organization, entry, entry.updated_at)
    for column, value in zip(COLUMNS, values, strict=True):
        setattr(interaction, column, value)
    return interaction


def _insert(
    org: Organization, new: Mapping[Place, Entry], report: Report, now: datetime
) -> dict[Place, int]:
    """Store new interactions and return their pks; another writer may have been faster."""
    if not new:
        return {}
    rows = [(org.pk, *place, now, *_values(org, entry, now)) for place, entry in new.items()]
    columns = ("organization_id", "source", "external_id", "created_at", *COLUMNS)
    born = bulk.insert_missing_values(Interaction, columns, rows, returning=NAMED_BY)
    keys: dict[Place, int] = {(source, external_id): pk for source, external_id, pk in born}
    theirs = [place for place in new if place not in keys]
    report.created += len(keys)
    report.repeated += len(theirs)
    return keys | stored.keys(org, theirs)


def _update(interactions: list[Interaction]) -> None:
    Interaction.objects.bulk_create(
        interactions,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[column.removesuffix("_id") for column in COLUMNS],
    )
