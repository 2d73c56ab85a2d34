"""The one way in which a journey changes: lock it, check the version, write, count, record."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Actor, Event, OwnedModel
from accounts.services import events, versions
from journeys.models import Journey, Stage

Row = TypeVar("Row", bound=OwnedModel)


def record(
    *,
    journey: Journey,
    what: str,
    on: OwnedModel | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    by: Actor,
) -> Event:
    """Count a new version of the journey and append what happened to `on`, a row of its map.

    Every edit passes here, so the events of a journey, in the order of their versions, are its
    history: `row` names what changed ("stage 7"), the other keys are its fields.
    """
    on = on or journey
    Journey.objects.filter(pk=journey.pk).update(version=F("version") + 1)
    journey.refresh_from_db(fields=["version"])
    row = {"row": f"{on._meta.model_name} {on.pk}"}
    return events.record(
        org=journey.organization,
        verb=what,
        on=journey,
        before={**row, **(before or {})},
        after={**row, **(after or {}), "version": journey.version},
        label=str(on),
        by=by,
    )


def lock(journey: Journey) -> Journey:
    """Edits of one journey happen one after the other: rules that count rows rely on it."""
    rows = Journey.objects.select_related("organization").select_for_update(of=("self",))
    locked: Journey = rows.get(pk=journey.pk)
    return locked


def change(
    *,
    journey: Journey,
    row: Row,
    version: int | None,
    changes: dict[str, Any],
    what: str,
    by: Actor,
) -> Row:
    """Give fields of a versioned row new values; nothing happens when they have them already."""
    lock(journey)
    row = versions.lock(row, version)
    before, after = versions.assign(row, changes)
    if not after:
        return row
    row.version += 1  # type: ignore[attr-defined]
    row.full_clean()
    row.save()
    record(journey=journey, what=what, on=row, before=before, after=after, by=by)
    return row


def not_on_archived(stage: Stage) -> None:
    """Raise ValidationError for something that would come back to a stage that is away itself."""
    if stage.archived_at is not None:
        raise ValidationError(_("Its stage is archived; restore the stage first."))


def free_key(siblings: models.QuerySet[Any], name: str) -> str:
    """A key from the name that no sibling has; archived ones keep theirs."""
    noun = siblings.model._meta.model_name or "row"
    base = slugify(name)[:50].strip("-") or noun
    taken = set(siblings.filter(key__startswith=base).values_list("key", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (base, *numbered) if key not in taken)
