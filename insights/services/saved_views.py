"""Views of the gap board that people come back to."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Actor, Membership, Organization
from accounts.permissions import Permission
from accounts.services import events, versions
from insights.models import SavedView

FIELDS = ["name", "page", "filters", "is_shared"]


@transaction.atomic
def save(
    *,
    org: Organization,
    name: str,
    page: str,
    filters: dict[str, str],
    is_shared: bool = False,
    by: Actor,
) -> SavedView:
    """Keep a page with its filters, which its form has accepted."""
    view = SavedView(
        organization=org,
        name=name,
        page=page,
        filters=filters,
        owner=by.membership,
        is_shared=is_shared,
    )
    _check_sharing(view, by.membership)
    view.full_clean()
    view.save()
    events.record(
        org=org, verb="saved_view_added", on=view, after=events.snapshot(view, FIELDS), by=by
    )
    return view


@transaction.atomic
def update(*, view: SavedView, version: int | None = None, by: Actor, **changes: Any) -> SavedView:
    """Change its name or who sees it."""
    view = versions.lock(view, version)
    before, after = versions.assign(view, changes)
    if after:
        if "is_shared" in after:
            _check_sharing(view, by.membership)
        view.version += 1
        view.full_clean()
        view.save()
        events.record(
            org=view.organization,
            verb="saved_view_changed",
            on=view,
            before=before,
            after=after,
            by=by,
        )
    return view


@transaction.atomic
def remove(*, view: SavedView, by: Actor) -> None:
    """Forget it; nothing else hangs on it."""
    events.record(
        org=view.organization,
        verb="saved_view_removed",
        on=view,
        before=events.snapshot(view, FIELDS),
        by=by,
    )
    view.delete()


def _check_sharing(view: SavedView, membership: Membership | None) -> None:
    if view.is_shared and not (membership and membership.can(Permission.VIEW_SHARE)):
        raise ValidationError(
            {"is_shared": _("Your role does not share views; keep it to yourself.")}
        )
