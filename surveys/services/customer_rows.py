"""What rows of other systems write of a customer, once it is known whom they are about."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from accounts.models import Organization
from surveys.models import Customer
from surveys.services import bulk, ingest
from surveys.services.matching import Draft

Consent = Customer.Consent


def begin(org: Organization, draft: Draft) -> Customer:
    """A new customer, not yet stored. Whoever has no number is known by the address."""
    now = timezone.now()
    customer = Customer(
        organization=org,
        source=draft.source,
        external_id=draft.external_id or draft.email,
        email=draft.email,
        email_hash=draft.email_hash,
        name=draft.name,
        language=draft.language,
        preferences=draft.preferences,
        segments=draft.segments,
        updated_at=draft.updated_at or now,
    )
    take_consent(customer, draft)
    return customer


def take_consent(customer: Customer, draft: Draft) -> bool:
    """Let a row change the consent where it may; return whether it did.

    A refusal needs no date. Anything else only fills a gap or has to be dated after what is
    there, so that yesterday's export never overrules today's refusal.
    """
    if draft.consent in (Consent.UNKNOWN, customer.consent):
        return False
    given, kept = draft.consent_at, customer.consent_at
    if given and kept and given < kept:
        return False
    is_gap = customer.consent == Consent.UNKNOWN
    if not (is_gap or (given and kept) or draft.consent == Consent.REFUSED):
        return False
    customer.consent = draft.consent
    customer.consent_source = draft.consent_source or draft.source
    customer.consent_at = draft.consent_at or draft.updated_at or timezone.now()
    return True


# What a newer row may change. Empty values say nothing and erase nothing.
PLAIN = ("name", "language")


def take(customer: Customer, draft: Draft) -> None:
    """Write what a newer row says about somebody who is known."""
    for name in PLAIN:
        if value := getattr(draft, name):
            setattr(customer, name, value)
    if draft.email:
        customer.email, customer.email_hash = draft.email, draft.email_hash
    customer.preferences = {**customer.preferences, **draft.preferences}
    customer.segments = {**customer.segments, **draft.segments}
    customer.updated_at = draft.updated_at or customer.updated_at
    customer.version += 1


def adopt(customer: Customer, draft: Draft) -> None:
    """Give somebody who was known by address only the number that a system has for them."""
    customer.source, customer.external_id = draft.source, draft.external_id


WRITTEN = [
    "source",
    "external_id",
    "email",
    "email_hash",
    *PLAIN,
    "preferences",
    "segments",
    "consent",
    "consent_source",
    "consent_at",
    "updated_at",
    "version",
]


def insert(org: Organization, customers: list[Customer], moment: datetime) -> set[int]:
    """Store new customers, give each its pk; return the pks that another writer had stored first."""
    for customer in customers:
        customer.created_at = moment
    ours = {
        (source, external_id): pk
        for source, external_id, pk in bulk.insert_missing(
            customers, returning=("source", "external_id", "id")
        )
    }
    late = [c.external_id for c in customers if (c.source, c.external_id) not in ours]
    theirs = {
        (source, external_id): pk
        for source, external_id, pk in Customer.objects.for_org(org)
        .filter(external_id__in=late)
        .values_list("source", "external_id", "pk")
        if (source, external_id) not in ours
    }
    for customer in customers:
        place = customer.source, customer.external_id
        customer.pk = ours.get(place) or theirs[place]
    return {customer.pk for customer in customers} - set(ours.values())


def update(customers: list[Customer]) -> None:
    """Write known customers back in one statement a chunk; bulk_update takes twenty times longer."""
    Customer.objects.bulk_create(
        customers,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=WRITTEN,
        batch_size=ingest.CHUNK,
    )


def renumber(customers: Iterable[Customer]) -> None:
    """Store the numbers of adopted customers; there are few, and the rest of them stays."""
    for customer in customers:
        Customer.objects.filter(pk=customer.pk).update(
            source=customer.source,
            external_id=customer.external_id,
            version=F("version") + 1,
        )
