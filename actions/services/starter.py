"""Gives an organization its own copy of the starter library of actions."""

from django.db import transaction

from accounts.models import Actor, Organization
from accounts.services import events
from actions.library.actions import ACTIONS
from actions.models import Action, ActionEmotion, ActionState
from emotions.models import Emotion


@transaction.atomic
def copy_library(*, org: Organization, by: Actor) -> int:
    """Copy the actions that are not there yet, ready to be used; return how many."""
    known = set(Action.objects.for_org(org).values_list("library_key", flat=True))
    entries = [entry for entry in ACTIONS if entry.key not in known]
    actions = Action.objects.bulk_create(
        [
            Action(
                organization=org,
                title=entry.title,
                what_we_do=entry.what_we_do,
                what_we_say=entry.what_we_say,
                state=Action.State.READY,
                source=Action.Source.LIBRARY,
                library_key=entry.key,
                cost=entry.cost,
                effort=entry.effort,
            )
            for entry in entries
        ]
    )
    ActionState.objects.bulk_create(
        [ActionState(organization=org, action=action, state=action.state) for action in actions]
    )
    emotions = {emotion.key: emotion for emotion in Emotion.objects.for_org(org)}
    ActionEmotion.objects.bulk_create(
        [
            ActionEmotion(organization=org, action=action, emotion=emotions[key], strength=strength)
            for action, entry in zip(actions, entries, strict=True)
            for key, strength in {**entry.evokes, **entry.eases}.items()
            if key in emotions
        ]
    )
    if actions:
        after = {"rows": len(actions)}
        events.record(org=org, verb="action_library_copied", on=org, by=by, after=after)
    return len(actions)
