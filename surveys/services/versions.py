"""What a survey asks, taken from the map and frozen."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from emotions.models import Emotion, FocusEmotion, Outcome, Wording
from journeys.models import CheckWording, EmotionTarget, Stage, StageAction
from surveys.models import Survey, SurveyVersion
from surveys.services import questions

SUCCESS = "success"


@transaction.atomic
def freeze(*, survey: Survey) -> SurveyVersion:
    """The version that asks what the map says now: the last one if nothing has changed since."""
    # Two at once must not both find that a new version is needed.
    Survey.objects.select_for_update().get(pk=survey.pk)
    content = content_of(survey)
    fingerprint = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    latest: SurveyVersion | None = survey.versions.first()
    if latest is not None and latest.fingerprint == fingerprint:
        return latest
    highest = survey.versions.aggregate(number=Max("number"))["number"] or 0
    version = SurveyVersion(
        organization_id=survey.organization_id,
        survey=survey,
        number=highest + 1,
        content=content,
        fingerprint=fingerprint,
    )
    version.full_clean()
    version.save()
    return version


def content_of(survey: Survey) -> dict[str, Any]:
    """The questions for each stage that is asked about, as SurveyVersion describes them."""
    stages = list(
        Stage.objects.filter(journey_id=survey.journey_id, is_asked=True).current().order_by("pk")
    )
    targets = _targets(stages)
    checks = _checks(survey, stages)
    in_use = {emotion for found in targets.values() for emotion in found} | _focus(survey)
    asked = _emotion_questions(in_use)
    success = Outcome.objects.filter(
        organization_id=survey.organization_id, key=SUCCESS, archived_at__isnull=True
    ).first()
    return {
        "outcome": _outcome_question(survey.main_outcome_id),
        "success": _outcome_question(success.pk) if success else None,
        "rotating": sorted(asked.values()),
        "stages": {
            str(stage.pk): {
                "targets": [asked[pk] for pk in targets.get(stage.pk, []) if pk in asked],
                "checks": checks.get(stage.pk, []),
                "resolve_first": stage.resolve_first,
            }
            for stage in stages
        },
    }


def _targets(stages: list[Stage]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    current = EmotionTarget.objects.current().filter(
        stage__in=stages, emotion__archived_at__isnull=True
    )
    for target in current.order_by("pk"):
        found.setdefault(target.stage_id, []).append(target.emotion_id)
    return found


def _focus(survey: Survey) -> set[int]:
    return set(
        FocusEmotion.objects.filter(
            organization_id=survey.organization_id,
            ended_on__isnull=True,
            emotion__archived_at__isnull=True,
        ).values_list("emotion_id", flat=True)
    )


def _emotion_questions(emotion_ids: Iterable[int]) -> dict[int, int]:
    """Emotion to question; an emotion nobody has worded yet cannot be asked about."""
    latest: dict[int, Wording] = {}
    for wording in Wording.objects.filter(emotion__in=Emotion.objects.filter(pk__in=emotion_ids)):
        assert wording.emotion_id is not None
        known = latest.get(wording.emotion_id)
        if known is None or known.number < wording.number:
            latest[wording.emotion_id] = wording
    known_questions = _known(latest.values())
    return {
        emotion: known_questions.get(wording.pk) or questions.for_wording(wording=wording).pk
        for emotion, wording in latest.items()
    }


def _known(wordings: Iterable[Wording]) -> dict[int, int]:
    pks = [wording.pk for wording in wordings]
    rows = questions.Question.objects.filter(wording__in=pks).values_list("wording_id", "pk")
    return {wording: question for wording, question in rows if wording is not None}


def _outcome_question(outcome_id: int) -> int | None:
    wording = Wording.objects.filter(outcome_id=outcome_id).order_by("-number").first()
    return questions.for_wording(wording=wording).pk if wording else None


def _checks(survey: Survey, stages: list[Stage]) -> dict[int, list[int]]:
    """The checks of what is really done: an action that is not live is not asked about."""
    today = survey.organization.today()
    live = StageAction.objects.current().live_on(today).filter(stage__in=stages)
    latest: dict[int, CheckWording] = {}
    wordings = CheckWording.objects.filter(stage_action__in=live).select_related("stage_action")
    for wording in wordings.order_by("number"):
        latest[wording.stage_action_id] = wording
    found: dict[int, list[int]] = {}
    for wording in sorted(latest.values(), key=lambda wording: wording.stage_action_id):
        question = questions.for_check(check_wording=wording)
        found.setdefault(wording.stage_action.stage_id, []).append(question.pk)
    return found
