"""Somebody looks after a customer whose answer was low."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.languages import pick
from accounts.models import Actor, Membership
from accounts.services import events, versions
from surveys.models import Answer, FollowUp, Invitation, Question, Response
from surveys.selectors import scales

# On the raw scales: an emotion's 0..4 is 0/25/50/75/100.
LOW_FIVE = 1
HIGH_FIVE = 3
LOW_ELEVEN = 4


def is_low(answer: Answer) -> bool:
    """Whether somebody should look after the person who gave this answer."""
    question, value = answer.question, answer.value
    if value is None or question.kind == Question.Kind.CHECK:
        return False
    if question.emotion is not None:
        return value >= HIGH_FIVE if question.emotion.is_to_avoid else value <= LOW_FIVE
    return value <= {"eleven": LOW_ELEVEN, "five": LOW_FIVE, "three": 0}[question.scale]


def open_if_low(
    *, response: Response, answers: Sequence[Answer], invitation: Invitation
) -> FollowUp | None:
    """Open one follow-up for a response with low answers; the reason says which."""
    low = [answer for answer in answers if is_low(answer)]
    if not low:
        return None
    survey, org = invitation.survey_version.survey, response.organization
    followup = FollowUp(
        organization=org,
        response=response,
        stage_id=response.stage_id,
        reason=reason_for(low, org.language),
        owner=_owner(invitation),
        due_on=org.today() + timedelta(days=survey.followup_days),
    )
    followup.save()
    _record(followup, "followup_opened", Actor.customer(), after={"due_on": followup.due_on})
    return followup


def reason_for(low: Sequence[Answer], language: str) -> str:
    """The low answers in words: "Cared for: Not at all · Recommend: 2/10"."""
    words = [
        f"{_construct(answer.question, language)}: "
        f"{scales.label(answer.question, answer.value, language)}"
        for answer in low
    ]
    text = " · ".join(words)
    return text if len(text) <= 200 else text[:199] + "…"


@transaction.atomic
def edit(
    *,
    followup: FollowUp,
    owner: Membership | None,
    due_on: date,
    note: str,
    version: int,
    by: Actor,
) -> FollowUp:
    """Change who looks after it, until when, and what is known. Stale if others changed it."""
    current = versions.lock(followup, version)
    before, after = versions.assign(current, {"owner": owner, "due_on": due_on, "note": note})
    return _saved(current, "followup_edited", by, before, after)


@transaction.atomic
def close(*, followup: FollowUp, result: str, note: str, version: int, by: Actor) -> FollowUp:
    """Say how it ended."""
    current = versions.lock(followup, version)
    if current.closed_at is not None:
        raise ValidationError(_("This follow-up is closed already."))
    before, after = versions.assign(
        current,
        {
            "result": result,
            "note": note,
            "closed_at": timezone.now(),
            "closed_by": by.membership,
        },
    )
    return _saved(current, "followup_closed", by, before, after)


@transaction.atomic
def reopen(*, followup: FollowUp, by: Actor) -> FollowUp:
    """It was not over after all."""
    current = versions.lock(followup, None)
    before, after = versions.assign(current, {"result": "", "closed_at": None, "closed_by": None})
    return _saved(current, "followup_reopened", by, before, after)


def _saved(
    followup: FollowUp, verb: str, by: Actor, before: dict[str, Any], after: dict[str, Any]
) -> FollowUp:
    followup.version += 1
    followup.full_clean()
    followup.save()
    _record(followup, verb, by, before=before, after=after)
    return followup


def _record(followup: FollowUp, verb: str, by: Actor, **values: dict[str, Any]) -> None:
    # SECURITY: the log outlives the customer, so neither answers nor notes about them go into it.
    for changed in values.values():
        if "note" in changed:
            changed["note"] = "…"
    events.record(
        org=followup.organization,
        verb=verb,
        on=followup,
        by=by,
        label=followup.stage.name,
        **values,
    )


def _owner(invitation: Invitation) -> Membership | None:
    """The survey's, else whoever owns the touchpoint; nobody who has left."""
    touchpoint = invitation.interaction.touchpoint
    candidates = [
        invitation.survey_version.survey.followup_owner,
        touchpoint.owner if touchpoint else None,
    ]
    return next((owner for owner in candidates if owner and owner.left_at is None), None)


def _construct(question: Question, language: str) -> str:
    named = question.emotion or question.outcome
    assert named is not None
    return pick(named.names, language).capitalize()
