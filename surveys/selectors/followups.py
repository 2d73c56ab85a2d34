"""Follow-ups as lists and pages show them."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.models import Membership, Organization
from accounts.permissions import Permission, Role
from surveys.models import FollowUp


def followup_list(org: Organization, filters: dict[str, Any]) -> QuerySet[FollowUp]:
    """What is due first comes first."""
    found: QuerySet[FollowUp] = FollowUp.objects.for_org(org).select_related(
        "stage__journey", "owner__user", "response__customer"
    )
    return found.filter(**{name: value for name, value in filters.items() if value != ""})


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
