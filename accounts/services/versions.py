"""Two people edit the same row: the second save is refused instead of erasing the first."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import Actor, Organization
from accounts.services import events

M = TypeVar("M", bound=Model)


class Stale(ValidationError):
    """Somebody saved `current` since the version that was typed over."""

    current: Any  # a row of the model that was to be saved

    def __init__(self, current: Model) -> None:
        super().__init__(_("Somebody saved this while you were typing."), code="stale")
        self.current = current


def lock(instance: M, version: int | None) -> M:
    """Return the row as it is now, locked until the transaction ends.

    Raise Stale if it is no longer the `version` that the caller has seen; None asks for no check
    (another system that sends only the fields it knows).
    """
    current = type(instance)._base_manager.select_for_update().get(pk=instance.pk)
    if version is not None and current.version != version:  # type: ignore[attr-defined]
        raise Stale(current)
    return current


def assign(instance: Model, fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set the fields that differ; return what they were and what they are, for the event log."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in fields.items():
        old = getattr(instance, name)
        if old != value:
            before[name], after[name] = old, value
            setattr(instance, name, value)
    return before, after


def save(current: M, fields: dict[str, Any], *, verb: str, by: Actor) -> M:
    """Give a locked row these values: its next version and one event, or nothing where it has them."""
    before, after = assign(current, fields)
    if after:
        row: Any = current
        row.version += 1
        row.full_clean()
        row.save()
        org = row if isinstance(row, Organization) else row.organization
        events.record(org=org, verb=verb, on=row, by=by, before=before, after=after)
    return current
