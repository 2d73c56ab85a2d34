"""Write actions down, from nothing or from what was said in the room."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Actor, Organization
from accounts.services import events, versions
from actions.models import Action, ActionEmotion, ActionState, Cluster, Note
from emotions.models import Emotion

FIELDS = ["title", "what_we_do", "what_we_say", "source", "quote", "cost", "effort", "owner"]
TITLE = 200


@transaction.atomic
def create(
    *,
    org: Organization,
    title: str,
    what_we_do: str,
    evokes: Mapping[Emotion, int],
    by: Actor,
    **fields: Any,
) -> Action:
    """Write an action down with the emotions it evokes and how strongly: {emotion: 1 to 3}."""
    action = Action(organization=org, title=title, what_we_do=what_we_do, **fields)
    action.full_clean()
    action.save()
    _set_emotions(action, evokes)
    _note_state(action, by)
    after = {**events.snapshot(action, FIELDS), "evokes": _plain(evokes)}
    events.record(org=org, verb="action_written", on=action, by=by, after=after)
    return action


@transaction.atomic
def update(
    *,
    action: Action,
    version: int | None = None,
    evokes: Mapping[Emotion, int] | None = None,
    by: Actor,
    **changes: Any,
) -> Action:
    """Change an action; raise versions.Stale if somebody did since `version`."""
    current = versions.lock(action, version)
    before, after = versions.assign(current, changes)
    if evokes is not None:
        was = {row.emotion: row.strength for row in current.evokes.select_related("emotion")}
        if was != dict(evokes):
            before["evokes"], after["evokes"] = _plain(was), _plain(evokes)
            _set_emotions(current, evokes)
    if after:
        current.version += 1
        current.full_clean()
        current.save()
        events.record(
            org=current.organization,
            verb="action_changed",
            on=current,
            by=by,
            before=before,
            after=after,
        )
    return current


@transaction.atomic
def set_state(*, action: Action, state: str, by: Actor) -> Action:
    """Propose it, call it ready, or retire it; what is on a stage has to be taken off first."""
    current = versions.lock(action, None)
    if current.state == state:
        return current
    on_a_stage = current.stage_actions.filter(
        archived_at=None, stage__archived_at=None, stage__journey__archived_at=None
    )
    if state == Action.State.RETIRED and on_a_stage.exists():
        raise ValidationError(_("A stage still uses this action: take it off the map first."))
    before, after = versions.assign(current, {"state": state})
    current.version += 1
    current.full_clean()
    current.save()
    _note_state(current, by)
    events.record(
        org=current.organization,
        verb="action_state_changed",
        on=current,
        by=by,
        before=before,
        after=after,
    )
    return current


def from_note(*, note: Note, by: Actor) -> Action:
    """Turn a note into a proposed action without retyping; twice gives the same action."""
    existing = note.actions.first()
    if existing is not None:
        return existing
    return create(
        org=note.organization,
        title=_short(note.text),
        what_we_do=note.text,
        source=Action.Source.NOTE,
        note=note,
        evokes={note.brainstorm.emotion: Action.Strength.MEDIUM},
        by=by,
    )


def from_cluster(*, cluster: Cluster, by: Actor) -> Action:
    """Turn a cluster into a proposed action that holds all its notes."""
    existing = cluster.actions.first()
    if existing is not None:
        return existing
    notes = list(cluster.notes.all())
    return create(
        org=cluster.organization,
        title=cluster.name,
        what_we_do="\n".join(f"- {note.text}" for note in notes) or cluster.name,
        source=Action.Source.NOTE,
        cluster=cluster,
        evokes={cluster.brainstorm.emotion: Action.Strength.MEDIUM},
        by=by,
    )


def _short(text: str) -> str:
    first = text.strip().splitlines()[0]
    return first if len(first) <= TITLE else first[: TITLE - 1].rstrip() + "…"


def _set_emotions(action: Action, evokes: Mapping[Emotion, int]) -> None:
    if not evokes:
        raise ValidationError({"evokes": _("Choose at least one emotion that it evokes.")})
    ActionEmotion.objects.filter(action=action).delete()
    for emotion, strength in evokes.items():
        row = ActionEmotion(
            organization=action.organization, action=action, emotion=emotion, strength=strength
        )
        row.full_clean()
        row.save()


def _note_state(action: Action, by: Actor) -> None:
    ActionState.objects.create(
        organization=action.organization,
        action=action,
        state=action.state,
        decided_by=by.membership,
    )


def _plain(evokes: Mapping[Emotion, int]) -> dict[str, int]:
    return {emotion.key: strength for emotion, strength in evokes.items()}
