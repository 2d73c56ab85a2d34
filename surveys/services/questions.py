"""Questions: a construct in one version of its wording, made when it is first needed."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from emotions.models import Wording
from journeys.models import CheckWording
from surveys.models import Question


@transaction.atomic
def for_wordings(*, wordings: Iterable[Wording]) -> dict[int, int]:
    """The question of each wording, made where there is none: {wording: question}."""
    wanted = {wording.pk: wording for wording in wordings}
    found = _known("wording", wanted)
    missing = [wording for pk, wording in wanted.items() if pk not in found]
    if not missing:
        return found
    _make(
        Question(
            organization_id=wording.organization_id,
            kind=Question.Kind.EMOTION if wording.emotion_id else Question.Kind.OUTCOME,
            wording=wording,
            emotion_id=wording.emotion_id,
            outcome_id=wording.outcome_id,
        )
        for wording in missing
    )
    return _known("wording", wanted)


@transaction.atomic
def for_checks(*, check_wordings: Iterable[CheckWording]) -> dict[int, int]:
    """The same for action checks: {check wording: question}."""
    wanted = {check.pk: check for check in check_wordings}
    found = _known("check_wording", wanted)
    missing = [check for pk, check in wanted.items() if pk not in found]
    if not missing:
        return found
    _make(
        Question(
            organization_id=check.organization_id,
            kind=Question.Kind.CHECK,
            check_wording=check,
            stage_action_id=check.stage_action_id,
        )
        for check in missing
    )
    return _known("check_wording", wanted)


def lock_wording(*, question: Question) -> None:
    """From its first answer on a wording is never edited again."""
    wording = question.wording or question.check_wording
    assert wording is not None
    if wording.answered_at is None:
        type(wording).objects.filter(pk=wording.pk, answered_at__isnull=True).update(
            answered_at=timezone.now()
        )


def _make(questions: Iterable[Question]) -> None:
    # Somebody else may make the same one at this moment; theirs is as good.
    Question.objects.bulk_create(list(questions), ignore_conflicts=True)


def _known(field: str, pks: Iterable[int]) -> dict[int, int]:
    rows = Question.objects.filter(**{f"{field}__in": list(pks)})
    return dict(rows.values_list(f"{field}_id", "pk"))
