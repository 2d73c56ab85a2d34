"""Gives an organization its own copy of the starter library, to keep or to change."""

from django.db import transaction

from accounts.models import Actor, Organization
from accounts.services import events
from emotions.library.emotions import EMOTIONS
from emotions.library.outcomes import OUTCOMES
from emotions.models import Emotion, Outcome, Wording


@transaction.atomic
def copy_library(*, org: Organization, by: Actor) -> int:
    """Copy the emotions and outcomes that are not there yet; return how many there were to copy."""
    copied = _copy_emotions(org) + _copy_outcomes(org)
    if copied:
        events.record(org=org, verb="library_copied", on=org, by=by, after={"rows": copied})
    return copied


def _copy_emotions(org: Organization) -> int:
    known = set(Emotion.objects.for_org(org).values_list("key", flat=True))
    entries = [entry for entry in EMOTIONS if entry.key not in known]
    emotions = Emotion.objects.bulk_create(
        [
            Emotion(
                organization=org,
                key=entry.key,
                names=dict(entry.names),
                definitions=dict(entry.definitions),
                group=entry.group,
                direction=entry.direction,
            )
            for entry in entries
        ]
    )
    Wording.objects.bulk_create(
        [
            Wording(organization=org, emotion=emotion, texts=dict(entry.wordings))
            for emotion, entry in zip(emotions, entries, strict=True)
        ]
    )
    return len(entries)


def _copy_outcomes(org: Organization) -> int:
    known = set(Outcome.objects.for_org(org).values_list("key", flat=True))
    entries = [entry for entry in OUTCOMES if entry.key not in known]
    outcomes = Outcome.objects.bulk_create(
        [
            Outcome(
                organization=org,
                key=entry.key,
                names=dict(entry.names),
                scale=entry.scale,
                benefit=entry.benefit,
                is_predictor=entry.is_predictor,
                higher_is_better=entry.higher_is_better,
            )
            for entry in entries
        ]
    )
    Wording.objects.bulk_create(
        [
            Wording(organization=org, outcome=outcome, texts=dict(entry.wordings))
            for outcome, entry in zip(outcomes, entries, strict=True)
            if entry.wordings
        ]
    )
    return len(entries)
