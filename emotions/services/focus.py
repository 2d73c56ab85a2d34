"""Decide which emotions drive value here, with the reason, the evidence and the date."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Actor
from accounts.services import events, versions
from emotions.models import Emotion, FocusEmotion


@transaction.atomic
def decide(
    *, emotion: Emotion, reason: str, evidence: str = "", decided_on: date, by: Actor
) -> FocusEmotion:
    """Take an emotion into focus."""
    versions.lock(emotion, None)
    if emotion.focus_decisions.filter(ended_on__isnull=True).exists():
        raise ValidationError(_("This emotion is in focus already."))
    _check_past(emotion, decided_on)
    decision = FocusEmotion(
        organization=emotion.organization,
        emotion=emotion,
        reason=reason,
        evidence=evidence,
        decided_on=decided_on,
        decided_by=by.membership,
    )
    decision.full_clean()
    decision.save()
    after = events.snapshot(decision, ["emotion", "reason", "evidence", "decided_on"])
    events.record(org=emotion.organization, verb="focus_decided", on=decision, by=by, after=after)
    return decision


@transaction.atomic
def update(
    *, decision: FocusEmotion, version: int | None = None, by: Actor, **changes: Any
) -> FocusEmotion:
    """Reword the reason or the evidence; raise versions.Stale past `version`."""
    current = versions.lock(decision, version)
    _check_past(current.emotion, changes.get("decided_on", current.decided_on))
    return versions.save(current, changes, verb="focus_changed", by=by)


@transaction.atomic
def end(*, decision: FocusEmotion, by: Actor) -> None:
    """Take an emotion out of focus; the decision stays to be read."""
    current = versions.lock(decision, None)
    if current.ended_on is None:
        current.ended_on = max(current.organization.today(), current.decided_on)
        current.version += 1
        current.full_clean()
        current.save()
        after = {"ended_on": current.ended_on}
        events.record(org=current.organization, verb="focus_ended", on=current, by=by, after=after)


def _check_past(emotion: Emotion, decided_on: date) -> None:
    if decided_on > emotion.organization.today():
        raise ValidationError({"decided_on": _("A decision cannot lie in the future.")})
