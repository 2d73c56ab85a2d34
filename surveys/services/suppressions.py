"""Addresses we must not write to."""

from django.db import transaction

from accounts.models import Actor, Organization
from accounts.services import events
from surveys.models import Customer, Delivery, Suppression, address_hash
from surveys.models.sending import Invitation


@transaction.atomic
def add(
    *, org: Organization, email_hash: str, reason: str, by: Actor, customer: Customer | None = None
) -> Suppression | None:
    """Never write to this address again, beginning with what waits in the outbox now.

    The first reason stays: repeating it changes nothing. Returns None where there is no address.
    """
    if not email_hash:
        return None
    suppression, created = Suppression.objects.get_or_create(
        organization=org, email_hash=email_hash, defaults={"reason": reason}
    )
    _cancel_waiting(org, email_hash)
    if created:
        events.record(
            org=org,
            verb="suppressed",
            on=customer or suppression,
            by=by,
            after={"reason": reason},
        )
    return suppression


def add_address(*, org: Organization, email: str, reason: str, by: Actor) -> Suppression | None:
    """The same for an address that need not belong to a customer."""
    return add(org=org, email_hash=address_hash(email), reason=reason, by=by)


@transaction.atomic
def lift(*, suppression: Suppression, by: Actor) -> None:
    """The person asked to be written to again."""
    events.record(
        org=suppression.organization,
        verb="suppression_lifted",
        on=suppression,
        by=by,
        before={"reason": suppression.reason},
    )
    suppression.delete()


def _cancel_waiting(org: Organization, email_hash: str) -> None:
    invitations = Invitation.objects.for_org(org).filter(customer__email_hash=email_hash)
    Delivery.objects.for_org(org).waiting().filter(invitation__in=invitations).update(
        state=Delivery.State.CANCELLED, leased_until=None, leased_by="", error="suppressed"
    )
