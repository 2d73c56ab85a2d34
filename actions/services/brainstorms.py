"""Brainstorms: who was in the room, what was said, what belongs together, what counts most."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor, Membership, Organization
from accounts.services import events, versions
from actions.models import Brainstorm, Cluster, Note, Participant, Vote
from emotions.models import Emotion

FIELDS = ["title", "memory_prompt", "version_prompt", "held_on", "votes_each"]


def prompts(emotion: Emotion) -> tuple[str, str]:
    """The two questions of the method, for this emotion."""
    memory = _(
        "Outside work, when did somebody make you feel “%(emotion)s”? What exactly did they do?"
    ) % {"emotion": emotion}
    if emotion.is_to_avoid:  # nobody wants a version of that
        return memory, _("Where do we do that, and what would we do instead?")
    return memory, _("What would our version of that be?")


@transaction.atomic
def open_brainstorm(
    *,
    org: Organization,
    emotion: Emotion,
    title: str,
    held_on: date,
    votes_each: int = 3,
    by: Actor,
    **worded: str,
) -> Brainstorm:
    """Begin a brainstorm; its two questions come from the emotion unless they are given."""
    memory, ours = prompts(emotion)
    brainstorm = Brainstorm(
        organization=org,
        emotion=emotion,
        title=title,
        held_on=held_on,
        votes_each=votes_each,
        memory_prompt=worded.get("memory_prompt") or memory,
        version_prompt=worded.get("version_prompt") or ours,
        created_by=by.membership,
    )
    brainstorm.full_clean()
    brainstorm.save()
    after = {**events.snapshot(brainstorm, FIELDS), "emotion": emotion.key}
    events.record(org=org, verb="brainstorm_opened", on=brainstorm, by=by, after=after)
    return brainstorm


@transaction.atomic
def update(
    *, brainstorm: Brainstorm, version: int | None = None, by: Actor, **changes: Any
) -> Brainstorm:
    current = versions.lock(brainstorm, version)
    before, after = versions.assign(current, changes)
    if after:
        current.version += 1
        current.full_clean()
        current.save()
        _record(current, "brainstorm_changed", current, by, before=before, after=after)
    return current


@transaction.atomic
def close(*, brainstorm: Brainstorm, by: Actor) -> None:
    """End it: notes and votes are what they are."""
    current = versions.lock(brainstorm, None)
    if current.is_open:
        _set_closed(current, timezone.now(), "brainstorm_closed", by)


@transaction.atomic
def reopen(*, brainstorm: Brainstorm, by: Actor) -> None:
    current = versions.lock(brainstorm, None)
    if not current.is_open:
        _set_closed(current, None, "brainstorm_reopened", by)


@transaction.atomic
def add_participant(
    *,
    brainstorm: Brainstorm,
    name: str,
    level: str,
    function: str = "",
    membership: Membership | None = None,
    by: Actor,
) -> Participant:
    """Say who was in the room: a member or a guest, at which level."""
    participant = Participant(
        organization=brainstorm.organization,
        brainstorm=brainstorm,
        name=name,
        level=level,
        function=function,
        membership=membership,
    )
    participant.full_clean()
    participant.save()
    _record(brainstorm, "participant_added", participant, by, after={"level": level})
    return participant


@transaction.atomic
def remove_participant(*, participant: Participant, by: Actor) -> None:
    _record(participant.brainstorm, "participant_removed", participant, by)
    participant.delete()


@transaction.atomic
def write_notes(
    *,
    brainstorm: Brainstorm,
    prompt: str,
    texts: list[str],
    participant: Participant | None = None,
    by: Actor,
) -> list[Note]:
    """Add notes, one a line of what was pasted; empty lines are none."""
    _check_open(brainstorm)
    notes = []
    for text in (line.strip() for line in texts):
        if not text:
            continue
        note = Note(
            organization=brainstorm.organization,
            brainstorm=brainstorm,
            prompt=prompt,
            text=text,
            participant=participant,
            written_by=by.membership,
        )
        note.full_clean()
        note.save()
        notes.append(note)
    if not notes:
        raise ValidationError({"text": _("Write something on the note.")})
    _record(brainstorm, "notes_written", brainstorm, by, after={"notes": [n.pk for n in notes]})
    return notes


@transaction.atomic
def edit_note(
    *, note: Note, text: str, may_edit_all: bool, version: int | None = None, by: Actor
) -> Note:
    """Reword one's own note; who runs brainstorms may reword any."""
    current = versions.lock(note, version)
    _check_open(current.brainstorm)
    _check_own(current, by, may_edit_all)
    before, after = versions.assign(current, {"text": text.strip()})
    if after:
        current.version += 1
        current.full_clean()
        current.save()
        _record(current.brainstorm, "note_changed", current, by, before=before, after=after)
    return current


@transaction.atomic
def remove_note(*, note: Note, may_edit_all: bool, by: Actor) -> None:
    _check_open(note.brainstorm)
    _check_own(note, by, may_edit_all)
    if note.actions.exists():
        raise ValidationError(_("An action came from this note, so it stays."))
    _record(note.brainstorm, "note_removed", note, by, before={"text": note.text})
    note.delete()


@transaction.atomic
def put_into_cluster(*, note: Note, name: str, by: Actor) -> Note:
    """Put a note into the cluster of that name, made if need be; an empty name takes it out."""
    name = name.strip()
    before = {"cluster": note.cluster_id}
    note.cluster = _cluster(note.brainstorm, name) if name else None
    note.full_clean()
    note.save(update_fields=["cluster"])
    after = {"cluster": note.cluster_id}
    _record(note.brainstorm, "note_clustered", note, by, before=before, after=after)
    Cluster.objects.filter(
        brainstorm=note.brainstorm, notes__isnull=True, actions__isnull=True
    ).delete()
    return note


@transaction.atomic
def vote(*, note: Note, by: Actor) -> bool:
    """Put one's dot on a note, or take it off again; True if it is on now."""
    _check_open(note.brainstorm)
    assert by.membership is not None
    brainstorm = versions.lock(note.brainstorm, None)  # two clicks at once count as two
    mine = Vote.objects.filter(membership=by.membership, note__brainstorm=brainstorm)
    given = mine.filter(note=note)
    if given.exists():
        given.delete()
        _record(brainstorm, "vote_taken_back", note, by)
        return False
    if mine.count() >= brainstorm.votes_each:
        raise ValidationError(
            _("You have given your %(n)d votes; take one back first.")
            % {"n": brainstorm.votes_each}
        )
    Vote.objects.create(organization=note.organization, note=note, membership=by.membership)
    _record(brainstorm, "vote_given", note, by)
    return True


def _cluster(brainstorm: Brainstorm, name: str) -> Cluster:
    existing = Cluster.objects.filter(brainstorm=brainstorm, name__iexact=name).first()
    if existing is not None:
        return existing
    cluster = Cluster(organization=brainstorm.organization, brainstorm=brainstorm, name=name)
    cluster.full_clean()
    cluster.save()
    return cluster


def _set_closed(brainstorm: Brainstorm, closed_at: Any, verb: str, by: Actor) -> None:
    brainstorm.closed_at = closed_at
    brainstorm.version += 1
    brainstorm.save(update_fields=["closed_at", "version"])
    _record(brainstorm, verb, brainstorm, by)


def _check_open(brainstorm: Brainstorm) -> None:
    if not brainstorm.is_open:
        raise ValidationError(_("This brainstorm is closed. Reopen it to go on."))


def _check_own(note: Note, by: Actor, may_edit_all: bool) -> None:
    if not may_edit_all and note.written_by_id != (by.membership and by.membership.pk):
        raise ValidationError(_("This note is somebody else's."))


def _record(
    brainstorm: Brainstorm,
    verb: str,
    on: Any,
    by: Actor,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    # What was said in the room stays in the room: the log names rows, not people's words.
    said = {"text"} if isinstance(on, Note) else set()
    events.record(
        org=brainstorm.organization,
        verb=verb,
        on=on,
        by=by,
        label=str(brainstorm),
        before={key: "…" if key in said else value for key, value in (before or {}).items()},
        after={key: "…" if key in said else value for key, value in (after or {}).items()},
    )
