"""The people we serve and may ask: by hand one at a time, or a whole file at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor, Organization
from accounts.services import events, versions
from surveys.models import Customer, address_hash
from surveys.services import customer_rows, invitations, matching
from surveys.services.ingest import Reading, Rejection, Report, Row, chunks
from surveys.services.matching import Draft, People, Refused

FIELDS = ["external_id", "name", "email", "language", "preferences", "segments"]


@transaction.atomic
def create(*, org: Organization, fields: dict[str, Any], by: Actor) -> Customer:
    """Add one customer by hand; without a number they are known by their address."""
    email = fields.get("email", "").lower()
    number = fields.get("external_id") or email or f"H-{token_hex(4)}"
    customer = Customer(organization=org, **{**fields, "email": email, "external_id": number})
    customer.email_hash = address_hash(email)
    if customer.consent != Customer.Consent.UNKNOWN:
        customer.consent_at = customer.consent_at or timezone.now()
    _check_not_erased(org, customer)
    customer.full_clean()
    customer.save()
    events.record(org=org, verb="added", on=customer, by=by, after=_names(fields))
    return customer


@transaction.atomic
def change(
    *, customer: Customer, fields: dict[str, Any], version: int | None = None, by: Actor
) -> Customer:
    """Change what is known of somebody; raise versions.Stale if that changed since `version`."""
    current = versions.lock(customer, version)
    _check_present(current)
    if "email" in fields:
        email = fields["email"].lower()
        fields = {**fields, "email": email, "email_hash": address_hash(email)}
    before, after = versions.assign(current, fields)
    if after:
        current.version += 1
        current.updated_at = timezone.now()
        current.full_clean()
        current.save()
        events.record(
            org=current.organization,
            verb="changed",
            on=current,
            by=by,
            before=_names(before),
            after=_names(after),
        )
    return current


@transaction.atomic
def set_consent(
    *,
    customer: Customer,
    consent: str,
    source: str,
    version: int | None = None,
    by: Actor,
) -> Customer:
    """Record what somebody allows, and where that came from; a refusal takes back what waits."""
    current = versions.lock(customer, version)
    _check_present(current)
    before = {"consent": current.consent}
    current.consent, current.consent_source = consent, source
    current.consent_at = current.updated_at = timezone.now()
    current.version += 1
    current.full_clean()
    current.save()
    if consent == Customer.Consent.REFUSED:
        invitations.withdraw(org=current.organization, customer=current, by=by)
    events.record(
        org=current.organization,
        verb="consent_changed",
        on=current,
        by=by,
        before=before,
        after={"consent": consent},
    )
    return current


@transaction.atomic
def upsert_many(*, org: Organization, rows: Iterable[Row], by: Actor) -> Report:
    """Add customers, or bring up to date those whose row carries a newer `updated_at`.

    A row is a mapping with the field names of Customer; `external_id` or `email` says who it is.
    One event for the whole batch.
    """
    report = store(org=org, rows=rows, by=by)
    events.record(org=org, verb="customers_stored", on=org, by=by, after=report.counts)
    return report


@transaction.atomic
def store(*, org: Organization, rows: Iterable[Row], by: Actor, offset: int = 0) -> Report:
    """The same without an event, for callers that record a larger batch of their own."""
    report = Report()
    moment = timezone.now()
    for batch in chunks(enumerate(rows, start=offset + 1)):
        found = _store_chunk(org, batch, moment, report)
        for customer in found.refusing:
            invitations.withdraw(org=org, customer=customer, by=by)
    return report


def check(*, org: Organization, rows: Iterable[Row], offset: int = 0) -> list[Rejection]:
    """What `store` would refuse, without storing anything."""
    report = Report()
    for batch in chunks(enumerate(rows, start=offset + 1)):
        _sort(org, batch, report)
    return sorted(report.rejected)


@dataclass
class _Sorted:
    """A chunk after everybody was looked for."""

    new: list[Customer] = field(default_factory=list)
    changed: dict[int, Customer] = field(default_factory=dict)
    who: dict[int, Customer] = field(default_factory=dict)  # row number -> customer
    refusing: list[Customer] = field(default_factory=list)


def _store_chunk(
    org: Organization, batch: list[tuple[int, Row]], moment: datetime, report: Report
) -> _Sorted:
    found = _sort(org, batch, report, to_change=True)
    theirs = customer_rows.insert(org, found.new, moment) if found.new else set()
    if found.changed:
        customer_rows.update(list(found.changed.values()))
    report.created += len(found.new) - len(theirs)
    report.repeated += len(theirs)
    report.keys |= {number: customer.pk for number, customer in found.who.items()}
    return found


def _sort(
    org: Organization, batch: list[tuple[int, Row]], report: Report, *, to_change: bool = False
) -> _Sorted:
    drafts = _read(org, batch, report)
    people = People(org, to_change=to_change)
    people.load(drafts.values())
    found = _Sorted()
    for number, draft in drafts.items():
        try:
            known = people.find(draft)
        except Refused as refused:
            report.rejected.append(Rejection(number, refused.name, refused.message))
            continue
        if known is None:
            customer = customer_rows.begin(org, draft)
            people.add(customer)
            found.new.append(customer)
        else:
            customer = known.customer
            _update(customer, draft, known.is_adopted, found, report)
            people.add(customer)
        found.who[number] = customer
    return found


def _update(
    customer: Customer, draft: Draft, is_adopted: bool, found: _Sorted, report: Report
) -> None:
    is_newer = draft.updated_at is not None and draft.updated_at > customer.updated_at
    if is_adopted:
        customer_rows.adopt(customer, draft)
    if is_newer or is_adopted:
        customer_rows.take(customer, draft)
    consented = customer_rows.take_consent(customer, draft)
    if not (is_newer or is_adopted or consented):
        report.repeated += 1
        return
    report.updated += 1
    if customer.pk:
        found.changed[customer.pk] = customer
        if consented and not customer.may_be_asked:
            found.refusing.append(customer)


def _read(org: Organization, batch: list[tuple[int, Row]], report: Report) -> dict[int, Draft]:
    drafts, now = {}, timezone.now()
    for number, row in batch:
        reading = Reading(number, row, org, now)
        draft = matching.read(reading)
        if reading.problems:
            report.rejected += reading.problems
        else:
            drafts[number] = draft
    return drafts


def _check_present(customer: Customer) -> None:
    if customer.erased_at is not None:
        raise ValidationError(_("This customer was erased; nothing about them can be changed."))


def _check_not_erased(org: Organization, customer: Customer) -> None:
    draft = Draft(customer.source, customer.external_id, customer.email)
    try:
        people = People(org)
        people.load([draft])
        people.find(draft)
    except Refused as refused:
        raise ValidationError({refused.name: refused.message}) from refused


def _names(fields: dict[str, Any]) -> dict[str, str]:
    # SECURITY: the log outlives an erased person: it says which fields changed, never to what.
    return {name: "…" for name in fields if name != "email_hash"}
