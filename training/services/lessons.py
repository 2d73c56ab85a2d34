"""Write lessons: what people read and practise to evoke an emotion by an action."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Actor, Organization
from accounts.services import events, versions
from training.models import Lesson

FIELDS = ["title", "body", "emotion", "action", "valid_months", "pass_percent"]


@transaction.atomic
def create(*, org: Organization, title: str, body: str, by: Actor, **fields: Any) -> Lesson:
    """Write a lesson about an emotion, an action or both."""
    Organization.objects.select_for_update().get(pk=org.pk)  # two of one title at once
    lesson = Lesson(organization=org, key=_free_key(org, title), title=title, body=body, **fields)
    lesson.full_clean()
    lesson.save()
    after = events.snapshot(lesson, ["key", *FIELDS])
    events.record(org=org, verb="lesson_written", on=lesson, by=by, after=after)
    return lesson


@transaction.atomic
def update(*, lesson: Lesson, version: int | None = None, by: Actor, **changes: Any) -> Lesson:
    """Change a lesson; raise versions.Stale if somebody did since `version`.

    What was passed stays passed: a higher bar holds for the attempts to come.
    """
    current = versions.lock(lesson, version)
    return versions.save(current, changes, verb="lesson_changed", by=by)


@transaction.atomic
def archive(*, lesson: Lesson, by: Actor) -> None:
    """Put a lesson away: nobody has to practise it any more, and what was practised stays."""
    _set_archived(lesson, gone=True, verb="lesson_archived", by=by)


@transaction.atomic
def restore(*, lesson: Lesson, by: Actor) -> None:
    """Bring a lesson back; assignments that were not withdrawn ask for it again."""
    _set_archived(lesson, gone=False, verb="lesson_restored", by=by)


def _set_archived(lesson: Lesson, *, gone: bool, verb: str, by: Actor) -> None:
    current = versions.lock(lesson, None)
    if (current.archived_at is not None) == gone:
        return
    current.archived_at = timezone.now() if gone else None
    current.version += 1
    current.save(update_fields=["archived_at", "version"])
    events.record(org=current.organization, verb=verb, on=current, by=by)


def _free_key(org: Organization, title: str) -> str:
    taken = set(Lesson.objects.for_org(org).values_list("key", flat=True))
    stem = slugify(title).replace("-", "_")[:50] or "lesson"
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key
