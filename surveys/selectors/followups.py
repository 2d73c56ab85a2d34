"""Follow-ups as lists and pages show them."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import Membership, Organization
from accounts.permissions import Permission, Role
from surveys.models import FollowUp


def all_of(org: Organization) -> QuerySet[FollowUp]:
    """Every follow-up with what its pages show."""
    found: QuerySet[FollowUp] = FollowUp.objects.for_org(org).select_related(
        "organization",
        "stage__journey",
        "owner__user",
        "closed_by__user",
        "response__stage",
        "response__customer",
    )
    return found


def followup_list(
    org: Organization, filters: dict[str, Any], *, mine: Membership
) -> QuerySet[FollowUp]:
    """What is due first comes first; without a filter only what is open."""
    state = filters.pop("state", "") or "open"
    states = {
        "open": Q(closed_at__isnull=True),
        "mine": Q(closed_at__isnull=True, owner=mine),
        "closed": Q(closed_at__isnull=False),
        "all": Q(),
    }
    chosen = {name: value for name, value in filters.items() if value}
    return all_of(org).filter(states[state], **chosen).order_by("due_on", "pk")


def counts(org: Organization, mine: Membership) -> dict[str, int]:
    """How many are open, late, and this member's own."""
    is_open = Q(closed_at__isnull=True)
    found: dict[str, int] = FollowUp.objects.for_org(org).aggregate(
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=is_open & Q(due_on__lt=org.today())),
        mine=Count("pk", filter=is_open & Q(owner=mine)),
    )
    return found


def possible_owners(org: Organization) -> QuerySet[Membership]:
    """Members who may look after an unhappy customer."""
    roles = [role for role in Role if Permission.FOLLOWUP_EDIT in role.permissions]
    found: QuerySet[Membership] = Membership.objects.present().for_org(org)
    return found.filter(role__in=roles).select_related("user").order_by("user__name", "pk")
