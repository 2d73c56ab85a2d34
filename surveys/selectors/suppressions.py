"""Reads of the addresses that must not be written to."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import Organization
from surveys.models import Customer, Suppression


def suppression_list(org: Organization) -> QuerySet[Suppression]:
    """Newest first."""
    return Suppression.objects.for_org(org).order_by("-since", "-pk")


def with_customers(
    org: Organization, rows: Iterable[Suppression]
) -> list[tuple[Suppression, Customer | None]]:
    """Each with the customer whose address it is; nobody for those who were erased."""
    listed = list(rows)
    hashes = {row.email_hash for row in listed}
    customers = Customer.objects.for_org(org).present().filter(email_hash__in=hashes)
    by_hash = {customer.email_hash: customer for customer in customers.order_by("-pk")}
    return [(row, by_hash.get(row.email_hash)) for row in listed]
