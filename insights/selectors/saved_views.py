"""Saved views of the gap board."""

from django.db.models import QuerySet

from accounts.http import key_of
from accounts.models import Membership
from insights.models import SavedView


def visible(*, membership: Membership) -> QuerySet[SavedView]:
    """One's own views and the shared ones, by name."""
    shown: QuerySet[SavedView] = SavedView.objects.for_org(membership.organization).visible_to(
        membership
    )
    return shown.select_related("owner__user")


def opened(*, membership: Membership, pk: str) -> SavedView | None:
    """The view that an address names, if this member may see it."""
    key = key_of(pk)
    return visible(membership=membership).filter(pk=key).first() if key else None
