"""An organization from its founding to its removal."""

from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from accounts.models import Actor, Membership, Organization, OwnedModel, User
from accounts.permissions import Role
from accounts.services import events, versions


@transaction.atomic
def found(
    *,
    name: str,
    slug: str,
    owner: User,
    time_zone: str = "UTC",
    languages: list[str] | None = None,
    is_demo: bool = False,
) -> Membership:
    """Create an organization with its first owner, and nothing in it yet."""
    org = Organization(
        name=name,
        slug=slug,
        timezone=time_zone,
        languages=languages or [owner.language],
        sender_name=name,
        is_demo=is_demo,
    )
    org.full_clean()
    org.save()
    membership = Membership(organization=org, user=owner, role=Role.OWNER)
    membership.full_clean()
    membership.save()
    by = Actor.member(membership)
    events.record(
        org=org, verb="organization_founded", on=org, by=by, after={"name": name, "slug": slug}
    )
    return membership


@transaction.atomic
def change(
    *, org: Organization, fields: dict[str, Any], version: int | None = None, by: Actor
) -> Organization:
    """Change settings; raise versions.Stale if somebody changed them since `version`."""
    current = versions.lock(org, version)
    return versions.save(current, fields, verb="organization_changed", by=by)


@transaction.atomic
def hide_onboarding(*, org: Organization, by: Actor) -> None:
    """Put the checklist away for everybody; it can be shown again."""
    _set_onboarding(org, hidden=True)
    events.record(org=org, verb="checklist_hidden", on=org, by=by)


@transaction.atomic
def show_onboarding(*, org: Organization, by: Actor) -> None:
    _set_onboarding(org, hidden=False)
    events.record(org=org, verb="checklist_shown", on=org, by=by)


def _set_onboarding(org: Organization, *, hidden: bool) -> None:
    org.onboarding_hidden_at = timezone.now() if hidden else None
    org.save(update_fields=["onboarding_hidden_at"])


@transaction.atomic
def remove(*, org: Organization) -> None:
    """Delete an organization with everything in it, its log included.

    Rows protect each other against single deletion, so they go one model at a time, from those
    that nothing points at. Nothing is left that an event could be written to.
    """
    org.removed_at = timezone.now()
    org.save(update_fields=["removed_at"])
    for model in _dependents_first():
        for field in model._meta.many_to_many:
            through: Any = field.remote_field.through
            if through._meta.auto_created:
                source = field.m2m_field_name()
                _erase(through._base_manager.filter(**{f"{source}__organization": org}))
        _erase(model._base_manager.filter(organization=org))
    org.delete()


def _erase(rows: Any) -> None:
    rows._raw_delete(rows.db)


def _dependents_first() -> list[type[OwnedModel]]:
    """Return the owned models so that each comes before those it points at."""
    waiting = [model for model in apps.get_models() if issubclass(model, OwnedModel)]
    ordered: list[type[OwnedModel]] = []
    while waiting:
        pointed_at = {
            field.related_model
            for model in waiting
            for field in model._meta.concrete_fields
            if field.related_model not in (None, model)
        }
        free = [model for model in waiting if model not in pointed_at]
        if not free:
            raise TypeError(f"These models point at each other in a circle: {waiting}")
        ordered += free
        waiting = [model for model in waiting if model not in free]
    return ordered
