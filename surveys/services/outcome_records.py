"""Facts from other systems that emotions are held against: churned, renewed, spent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor, Organization
from accounts.services import events
from emotions.models import Outcome
from surveys.models import Customer, OutcomeRecord
from surveys.services import bulk
from surveys.services.ingest import LONGEST_SOURCE, Reading, Rejection, Report, Row, chunks
from surveys.services.matching import OWN, Draft, People, Refused

LARGEST = Decimal("1e12")


@transaction.atomic
def add_many(*, org: Organization, rows: Iterable[Row], by: Actor) -> Report:
    """Store outcomes of customers who are known; what is there already is left alone.

    A row is a mapping: `external_id`, `source`, `customer` (number) or `email`, `outcome` (key),
    `value`, `occurred_on`, and optionally `updated_at`. One event for the whole batch.
    """
    report = store(org=org, rows=rows)
    events.record(org=org, verb="outcomes_stored", on=org, by=by, after=report.counts)
    return report


@transaction.atomic
def store(*, org: Organization, rows: Iterable[Row], offset: int = 0) -> Report:
    """The same without an event, for callers that record a larger batch of their own."""
    report = Report()
    for batch in chunks(enumerate(rows, start=offset + 1)):
        _store_chunk(org, _sort(org, batch, report), report)
    report.rejected.sort()
    return report


def check(*, org: Organization, rows: Iterable[Row], offset: int = 0) -> list[Rejection]:
    """What `store` would refuse, without storing anything."""
    report = Report()
    for batch in chunks(enumerate(rows, start=offset + 1)):
        _sort(org, batch, report)
    return sorted(report.rejected)


@dataclass
class _Fact:
    """One row, read and checked."""

    number: int
    source: str
    external_id: str
    person: Draft
    outcome: Outcome | None
    value: Decimal | None
    occurred_on: date | None
    updated_at: datetime | None
    customer: Customer | None = None


def _sort(org: Organization, batch: list[tuple[int, Row]], report: Report) -> list[_Fact]:
    outcomes = {outcome.key: outcome for outcome in Outcome.objects.for_org(org)}
    facts, now = [], timezone.now()
    for number, row in batch:
        reading = Reading(number, row, org, now)
        fact = _read(reading, outcomes)
        if reading.problems:
            report.rejected += reading.problems
        else:
            facts.append(fact)
    return _known(org, facts, report)


def _read(reading: Reading, outcomes: dict[str, Outcome]) -> _Fact:
    source = reading.text("source", LONGEST_SOURCE, OWN)
    occurred = reading.moment("occurred_on")
    fact = _Fact(
        number=reading.number,
        source=source,
        external_id=reading.text("external_id"),
        person=Draft(source, reading.text("customer"), reading.email()),
        outcome=_outcome(reading, outcomes),
        value=_value(reading),
        occurred_on=reading.org.local_date(occurred) if occurred else None,
        updated_at=reading.moment("updated_at"),
    )
    if not fact.person.external_id and not fact.person.email:
        reading.refuse("customer", _("Give the customer's number or e-mail address."))
    if not fact.external_id:
        reading.refuse("external_id", _("Give each outcome a number of its own."))
    if not reading.problems and fact.occurred_on is None:
        reading.refuse("occurred_on", _("Say when it happened."))
    return fact


def _outcome(reading: Reading, outcomes: dict[str, Outcome]) -> Outcome | None:
    key = reading.text("outcome", 80).lower()
    if key not in outcomes:
        words = {"key": key, "known": ", ".join(sorted(outcomes)) or _("none yet")}
        message = _("There is no outcome “%(key)s”. Known: %(known)s.") % words
        reading.refuse("outcome", message)
    return outcomes.get(key)


def _value(reading: Reading) -> Decimal | None:
    text = reading.text("value", 30)
    try:
        value = Decimal(text).quantize(Decimal("0.01"))
    except InvalidOperation:
        reading.refuse("value", _("“%(text)s” is no number.") % {"text": text})
        return None
    if not value.is_finite() or abs(value) >= LARGEST:
        reading.refuse("value", _("“%(text)s” is no number.") % {"text": text})
    return value


def _known(org: Organization, facts: list[_Fact], report: Report) -> list[_Fact]:
    """Those whose customer is known: an outcome alone makes nobody a customer."""
    people = People(org)
    people.load([fact.person for fact in facts])
    found = []
    for fact in facts:
        try:
            known = people.find(fact.person, anywhere=True)
        except Refused as refused:
            report.rejected.append(Rejection(fact.number, "customer", refused.message))
            continue
        if known is None:
            message = _("Nobody here has this number or address.")
            report.rejected.append(Rejection(fact.number, "customer", message))
            continue
        fact.customer = known.customer
        found.append(fact)
    return found


def _store_chunk(org: Organization, facts: list[_Fact], report: Report) -> None:
    there = _there(org, facts)
    new: dict[tuple[str, str], OutcomeRecord] = {}
    for fact in facts:
        place = (fact.source, fact.external_id)
        known = there.get(place) or new.get(place)
        if known is None:
            new[place] = _write(OutcomeRecord(organization=org), fact)
            report.created += 1
        elif fact.updated_at is not None and fact.updated_at > known.updated_at:
            _write(known, fact)
            report.updated += 1
            if known.pk:
                known.save()
        else:
            report.repeated += 1
    bulk.insert_missing(list(new.values()))


def _there(org: Organization, facts: list[_Fact]) -> dict[tuple[str, str], OutcomeRecord]:
    rows = OutcomeRecord.objects.for_org(org).filter(
        external_id__in={fact.external_id for fact in facts}
    )
    return {(row.source, row.external_id): row for row in rows.select_for_update()}


def _write(record: OutcomeRecord, fact: _Fact) -> OutcomeRecord:
    assert fact.outcome is not None
    assert fact.customer is not None
    assert fact.occurred_on is not None
    assert fact.value is not None
    record.source, record.external_id = fact.source, fact.external_id
    record.customer, record.outcome = fact.customer, fact.outcome
    record.value, record.occurred_on = fact.value, fact.occurred_on
    record.updated_at = fact.updated_at or timezone.now()
    return record
