"""Define emotions: by their own specific names, never by a verdict."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Actor, Organization
from accounts.services import events, versions
from emotions.library.banned import is_vague
from emotions.models import Emotion, Wording
from emotions.services import wordings

FIELDS = ["names", "definitions", "group", "direction"]


@transaction.atomic
def create(
    *,
    org: Organization,
    names: dict[str, str],
    definitions: dict[str, str],
    group: str,
    direction: str,
    wording: dict[str, str],
    by: Actor,
) -> Emotion:
    """Define an emotion of one's own with the first version of its wording."""
    check_specific(names)
    Organization.objects.select_for_update().get(pk=org.pk)  # two of one name at once
    check_new(org, names)
    emotion = Emotion(
        organization=org,
        key=_free_key(org, next(iter(names.values()))),
        names=names,
        definitions=definitions,
        group=group,
        direction=direction,
        is_own=True,
    )
    emotion.full_clean()
    emotion.save()
    wordings.check_texts(wording)
    first = Wording(organization=org, emotion=emotion, texts=wording)
    first.full_clean()
    first.save()
    after = events.snapshot(emotion, ["key", *FIELDS])
    events.record(org=org, verb="emotion_defined", on=emotion, by=by, after=after)
    return emotion


@transaction.atomic
def update(*, emotion: Emotion, version: int | None = None, by: Actor, **changes: Any) -> Emotion:
    """Change names, definitions, group or direction; raise versions.Stale past `version`."""
    current = versions.lock(emotion, version)
    if "names" in changes:
        check_specific(changes["names"])
        check_new(current.organization, changes["names"], apart_from=current)
    if changes.get("direction", current.direction) != current.direction:
        _check_direction_free(current)
    return versions.save(current, changes, verb="emotion_changed", by=by)


@transaction.atomic
def archive(*, emotion: Emotion, by: Actor) -> None:
    """Put an emotion away that no stage on a map aims for; what was answered about it stays."""
    current = versions.lock(emotion, None)
    on_a_map = {"stage__archived_at": None, "stage__journey__archived_at": None}
    if current.targets.current().filter(**on_a_map).exists():
        raise ValidationError(_("A stage still aims for this emotion: end its targets first."))
    if current.archived_at is None:
        current.archived_at = timezone.now()
        current.version += 1
        current.save(update_fields=["archived_at", "version"])
        events.record(org=current.organization, verb="emotion_archived", on=current, by=by)


@transaction.atomic
def restore(*, emotion: Emotion, by: Actor) -> None:
    current = versions.lock(emotion, None)
    if current.archived_at is not None:
        current.archived_at = None
        current.version += 1
        current.save(update_fields=["archived_at", "version"])
        events.record(org=current.organization, verb="emotion_restored", on=current, by=by)


def check_specific(names: dict[str, str]) -> None:
    """“Positive” is a verdict, not an emotion: nothing can be designed for it."""
    for name in names.values():
        if name.strip() and is_vague(name):
            raise ValidationError(
                {
                    "names": _(
                        "“%(name)s” says whether it was good, not what was felt. Name the emotion, "
                        "for example “cared for”, “relieved” or “rushed”."
                    )
                    % {"name": name.strip()}
                }
            )


def check_new(
    org: Organization, names: dict[str, str], *, apart_from: Emotion | None = None
) -> None:
    """One name, one emotion: the thread hangs on it."""
    wanted = {name.strip().casefold() for name in names.values() if name.strip()}
    for other in Emotion.objects.for_org(org):
        if other != apart_from and wanted & {name.casefold() for name in other.names.values()}:
            raise ValidationError(
                {"names": _("“%(name)s” is there already; use that one.") % {"name": other}}
            )


def _check_direction_free(emotion: Emotion) -> None:
    if emotion.targets.current().exists():
        raise ValidationError(
            {
                "direction": _(
                    "A stage aims for this emotion; end its targets before you turn it around."
                )
            }
        )


def _free_key(org: Organization, name: str) -> str:
    taken = set(Emotion.objects.for_org(org).values_list("key", flat=True))
    stem = slugify(name).replace("-", "_")[:50] or "emotion"
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key
