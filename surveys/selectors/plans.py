"""What the map says a survey should ask now: the reading half of freezing a version."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import Organization
from emotions.models import Emotion, FocusEmotion, Outcome, Wording
from journeys.models import CheckWording, EmotionTarget, Journey, Stage, StageAction
from surveys.models import Survey

SUCCESS = "success"


@dataclass(frozen=True)
class StagePlan:
    """What is asked about one stage, in the words of today."""

    stage: Stage
    targets: list[Wording]
    checks: list[CheckWording]
    unworded: list[Emotion]  # aimed for, but nobody has written their question yet


@dataclass(frozen=True)
class Plan:
    """What a survey would ask if it were frozen now."""

    outcome: Wording | None
    success: Wording | None
    rotating: list[Wording]
    stages: list[StagePlan]


def not_ready(plan: Plan) -> str:
    """Why a survey with this plan cannot be started; nothing if it can."""
    if plan.outcome is None:
        return _("The main outcome has no question yet: write its wording first.")
    if not any(stage.targets for stage in plan.stages):
        return _(
            "No stage of the journey aims for an emotion and asks about it. Set a target first."
        )
    return ""


def plan(survey: Survey) -> Plan:
    """Read the map: seven statements, however many stages there are."""
    journey: Journey = survey.journey
    stages = list(journey.stages.filter(is_asked=True).current())
    targets = _targets(stages)
    aimed = {emotion.pk: emotion for found in targets.values() for emotion in found}
    wordings = _emotion_wordings({*aimed, *_focus(survey.organization)})
    outcomes = _outcome_wordings(survey)
    checks = _checks(survey.organization, stages)
    return Plan(
        outcome=outcomes.get(survey.main_outcome.key),
        success=outcomes.get(SUCCESS),
        rotating=[wordings[pk] for pk in sorted(wordings)],
        stages=[
            StagePlan(
                stage=stage,
                targets=[
                    wordings[emotion.pk]
                    for emotion in targets.get(stage.pk, [])
                    if emotion.pk in wordings
                ],
                checks=checks.get(stage.pk, []),
                unworded=[
                    emotion for emotion in targets.get(stage.pk, []) if emotion.pk not in wordings
                ],
            )
            for stage in stages
        ],
    )


def _targets(stages: list[Stage]) -> dict[int, list[Emotion]]:
    found: dict[int, list[Emotion]] = {}
    current = EmotionTarget.objects.current().filter(
        stage__in=stages, emotion__archived_at__isnull=True
    )
    for target in current.select_related("emotion").order_by("pk"):
        found.setdefault(target.stage_id, []).append(target.emotion)
    return found


def _focus(org: Organization) -> set[int]:
    decisions = FocusEmotion.objects.for_org(org).filter(
        ended_on__isnull=True, emotion__archived_at__isnull=True
    )
    return set(decisions.values_list("emotion_id", flat=True))


def _emotion_wordings(emotion_ids: Iterable[int]) -> dict[int, Wording]:
    rows = Wording.objects.filter(emotion__in=list(emotion_ids)).order_by("number")
    return {
        wording.emotion_id: wording
        for wording in rows.select_related("emotion")
        if wording.emotion_id is not None
    }


def _outcome_wordings(survey: Survey) -> dict[str, Wording]:
    """The latest wording of the main outcome and of success, by the outcome's key."""
    outcomes = Outcome.objects.for_org(survey.organization).filter(
        key__in=[survey.main_outcome.key, SUCCESS], archived_at__isnull=True
    )
    rows = Wording.objects.filter(outcome__in=outcomes).select_related("outcome")
    return {
        wording.outcome.key: wording
        for wording in rows.order_by("number")
        if wording.outcome is not None
    }


def _checks(org: Organization, stages: list[Stage]) -> dict[int, list[CheckWording]]:
    """The checks of what is really done: an action that is not live is not asked about."""
    live = StageAction.objects.current().live_on(org.today()).filter(stage__in=stages)
    rows = CheckWording.objects.filter(stage_action__in=live).select_related("stage_action")
    latest = {wording.stage_action_id: wording for wording in rows.order_by("number")}
    found: dict[int, list[CheckWording]] = {}
    for action in sorted(latest):
        found.setdefault(latest[action].stage_action.stage_id, []).append(latest[action])
    return found
