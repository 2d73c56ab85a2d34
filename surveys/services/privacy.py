"""What a person may ask of us: to be forgotten."""

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from accounts.models import Actor, Organization
from accounts.services import events
from surveys.models import (
    Customer,
    FollowUp,
    Interaction,
    OutcomeRecord,
    Response,
    Suppression,
)
from surveys.services import invitations, matching, rollups, suppressions

ERASED = Suppression.Reason.ERASED


@transaction.atomic
def erase(*, customer: Customer, by: Actor) -> Customer:
    """Forget a person: what they answered keeps counting, but nothing says any more who it was.

    A keyed hash of the address stays in the suppressions, and one of the customer's number in its
    place, so that the next import neither brings the person back nor writes to them.
    """
    current = Customer.objects.select_for_update().get(pk=customer.pk)
    if current.erased_at is not None:
        return current
    org = current.organization
    responses = Response.objects.for_org(org).filter(customer=current)
    # Unsent answers go first: an invitation with a draft would otherwise stay open.
    responses.filter(state=Response.State.DRAFT).delete()
    invitations.withdraw(org=org, customer=current, by=by)
    _suppress(org, current, by)
    counted = responses.filter(is_counted=True)
    rollups.mark_days_dirty(
        org_id=org.pk, days=counted.values_list("experienced_on", flat=True).distinct()
    )
    responses.exclude(comment="").update(comment="")
    FollowUp.objects.for_org(org).filter(response__in=responses).update(note="")
    _cut_references(org, current)
    _blank(org, current)
    events.record(org=org, verb="erased", on=current, by=by)
    return current


def _suppress(org: Organization, customer: Customer, by: Actor) -> None:
    suppressions.add(
        org=org, email_hash=customer.email_hash, reason=ERASED, by=by, customer=customer
    )
    # Who unsubscribed before is now somebody to forget as well: imports look for this reason.
    Suppression.objects.for_org(org).filter(email_hash=customer.email_hash).update(reason=ERASED)


def _cut_references(org: Organization, customer: Customer) -> None:
    """The numbers under which other systems would name the person again."""
    for model in (Interaction, OutcomeRecord):
        model.objects.for_org(org).filter(customer=customer).update(
            external_id=Concat(Value("erased-"), Cast("pk", CharField()))
        )


def _blank(org: Organization, customer: Customer) -> None:
    customer.external_id = matching.erased_number(org, customer.source, customer.external_id)
    customer.email = customer.email_hash = customer.name = customer.language = ""
    customer.preferences, customer.segments = {}, {}
    customer.consent, customer.consent_source = Customer.Consent.REFUSED, ""
    customer.consent_at = customer.last_asked_at = None
    customer.erased_at = customer.updated_at = timezone.now()
    customer.version += 1
    customer.save()
