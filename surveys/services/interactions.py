"""What customers go through: one at a time, or thousands from another system."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

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
from surveys.services import bulk, decisions, interaction_rows, matching, slices
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

UPDATED = [
    "customer",
    "stage",
    "touchpoint",
    "staff_member",
    "slice",
    "occurred_at",
    "experienced_on",
    "updated_at",
]


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
    Customer), `stage` (and `journey`), `occurred_at`, and optionally `touchpoint`,
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
    report = Report()
    places = Places(org)
    moment = timezone.now()
    for batch in chunks(enumerate(rows, start=offset + 1)):
        entries = interaction_rows.read(org, batch, places, report)
        _store_chunk(org, entries, report, moment)
    report.rejected.sort()
    return report


def check(*, org: Organization, rows: Iterable[Row], offset: int = 0) -> list[Rejection]:
    """What `store` would refuse, without storing anything."""
    report = Report()
    places = Places(org)
    for batch in chunks(enumerate(rows, start=offset + 1)):
        entries = interaction_rows.read(org, batch, places, report)
        _match(org, entries, report)
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
    org: Organization, entries: list[Entry], report: Report
) -> tuple[list[Entry], list[Customer], list[Customer]]:
    """Whom the rows are about: those that can be stored, new customers, adopted ones."""
    drafts = [entry.person for entry in entries if isinstance(entry.person, matching.Draft)]
    people = People(org, drafts)
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
            entry.customer = matching.begin(org, entry.person)
            new.append(entry.customer)
        else:
            entry.customer = known.customer
            if known.is_adopted:
                matching.adopt(known.customer, entry.person)
                adopted.append(known.customer)
        people.add(entry.customer)
        good.append(entry)
    return good, new, adopted


def _ensure_customers(
    org: Organization, entries: list[Entry], report: Report, moment: datetime
) -> list[Entry]:
    """The entries whose customers can be there; the missing ones are stored."""
    good, new, adopted = _match(org, entries, report)
    if new:
        matching.insert(org, new, moment)
    matching.renumber(adopted)
    return good


# --- writing -------------------------------------------------------------------------------------


def _store_chunk(org: Organization, entries: list[Entry], report: Report, moment: datetime) -> None:
    there = stored.by_place(org, [entry.place for entry in entries], lock=True)
    # Repeats first: a row that changes nothing must not bring a customer either.
    entries = [entry for entry in entries if not _is_repeat(entry, there, report)]
    entries = _ensure_customers(org, entries, report, moment)
    cuts = {entry.number: _cut(org, entry) for entry in entries}
    pks = slices.ensure(org=org, cuts=cuts.values())
    new: dict[Place, Interaction] = {}
    changed: dict[int, Interaction] = {}
    for entry in entries:
        slice_id = pks[cuts[entry.number]]
        if known := there.get(entry.place):
            _write(known, entry, slice_id, moment)
            changed[known.pk] = known
            report.updated += 1
        elif entry.place not in new:
            fresh = Interaction(organization=org)
            new[entry.place] = _write(fresh, entry, slice_id, moment)
        elif not _is_repeat(entry, new, report):
            _write(new[entry.place], entry, slice_id, moment)
            report.updated += 1
    theirs = _insert(org, list(new.values()), moment)
    _update(list(changed.values()))
    report.created += len(new) - theirs
    report.repeated += theirs
    for entry in entries:
        report.keys[entry.number] = (there.get(entry.place) or new[entry.place]).pk


def _is_repeat(entry: Entry, there: Mapping[Place, Interaction], report: Report) -> bool:
    """Whether this row is known and says nothing newer; then it is counted as such."""
    known = there.get(entry.place)
    if known is None or (entry.updated_at is not None and entry.updated_at > known.updated_at):
        return False
    report.repeated += 1
    if known.pk:
        report.keys[entry.number] = known.pk
    return True


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


def _write(interaction: Interaction, entry: Entry, slice_id: int, moment: datetime) -> Interaction:
    assert entry.customer is not None
    assert entry.stage is not None
    assert entry.occurred_at is not None
    interaction.source, interaction.external_id = entry.place
    interaction.customer = entry.customer
    interaction.stage = entry.stage
    interaction.touchpoint = entry.touchpoint
    interaction.staff_member = entry.staff_member
    interaction.slice_id = slice_id
    interaction.occurred_at = entry.occurred_at
    interaction.experienced_on = interaction.organization.local_date(entry.occurred_at)
    interaction.updated_at = entry.updated_at or moment
    return interaction


def _insert(org: Organization, interactions: list[Interaction], moment: datetime) -> int:
    """Store new interactions, give each its pk; return how many another writer had stored first."""
    if not interactions:
        return 0
    for interaction in interactions:
        interaction.created_at = moment
    bulk.insert_missing(interactions)
    there = stored.births(org, [(one.source, one.external_id) for one in interactions])
    theirs = 0
    for interaction in interactions:
        interaction.pk, born = there[interaction.source, interaction.external_id]
        theirs += born != moment
    return theirs


def _update(interactions: list[Interaction]) -> None:
    Interaction.objects.bulk_create(
        interactions, update_conflicts=True, unique_fields=["id"], update_fields=UPDATED
    )
