"""Questions: a construct in one version of its wording, made when it is first needed."""

from django.db import transaction
from django.utils import timezone

from emotions.models import Wording
from journeys.models import CheckWording
from surveys.models import Question


@transaction.atomic
def for_wording(*, wording: Wording) -> Question:
    """The question that asks about an emotion or an outcome in these words."""
    kind = Question.Kind.EMOTION if wording.emotion_id else Question.Kind.OUTCOME
    question, _created = Question.objects.get_or_create(
        wording=wording,
        defaults={
            "organization_id": wording.organization_id,
            "kind": kind,
            "emotion_id": wording.emotion_id,
            "outcome_id": wording.outcome_id,
        },
    )
    return question


@transaction.atomic
def for_check(*, check_wording: CheckWording) -> Question:
    """The question whether an action really happened, in these words."""
    question, _created = Question.objects.get_or_create(
        check_wording=check_wording,
        defaults={
            "organization_id": check_wording.organization_id,
            "kind": Question.Kind.CHECK,
            "stage_action_id": check_wording.stage_action_id,
        },
    )
    return question


def lock_wording(*, question: Question) -> None:
    """From its first answer on a wording is never edited again."""
    wording = question.wording or question.check_wording
    assert wording is not None
    if wording.answered_at is None:
        type(wording).objects.filter(pk=wording.pk, answered_at__isnull=True).update(
            answered_at=timezone.now()
        )
