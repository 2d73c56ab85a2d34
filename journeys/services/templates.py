"""A journey template copied into an organization: stages, targets, actions and checks at once."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Actor, Organization
from actions.models import Action
from actions.services import starter
from emotions.models import Emotion, Outcome
from journeys.library.entries import JourneyTemplate, StageTemplate
from journeys.library.templates import BY_KEY
from journeys.models import Journey, Stage
from journeys.selectors.journeys import emotions_meant
from journeys.services import checks, journeys, stage_actions, stages, targets, touchpoints


@dataclass(frozen=True)
class Parts:
    """What the organization has of everything that a template names."""

    emotions: dict[str, Emotion]
    actions: dict[str, Action]
    languages: list[str]


@transaction.atomic
def create_journey(*, org: Organization, template_key: str, name: str = "", by: Actor) -> Journey:
    """Make a journey from a template, whole or not at all.

    What needs an emotion that the organization has archived or turned around is left out.
    """
    template = BY_KEY.get(template_key)
    if template is None:
        raise ValidationError({"template": _("There is no such template.")})
    journey = journeys.create(
        org=org,
        name=name or template.name,
        description=template.description,
        main_outcome=_outcome(org, template.main_outcome),
        template_key=template.key,
        by=by,
    )
    parts = Parts(emotions_meant(org=org), _actions_of(org, template, by), list(org.languages))
    for stage in template.stages:
        _copy_stage(journey, stage, parts, by)
    return journey


def _outcome(org: Organization, key: str) -> Outcome | None:
    found: Outcome | None = Outcome.objects.for_org(org).filter(key=key, archived_at=None).first()
    return found


def _actions_of(org: Organization, template: JourneyTemplate, by: Actor) -> dict[str, Action]:
    """The organization's own actions by library key, copied first where it has none yet."""
    keys = {design.action for stage in template.stages for design in stage.actions}
    starter.copy_library(org=org, by=by)
    copies = Action.objects.for_org(org).filter(library_key__in=keys)
    return {action.library_key: action for action in copies}


def _copy_stage(journey: Journey, template: StageTemplate, parts: Parts, by: Actor) -> None:
    stage = stages.add(
        journey=journey,
        name=template.name,
        customer_goal=template.customer_goal,
        asked_as=dict(template.asked_as),
        resolve_first=template.resolve_first,
        intention=template.intention,
        reality=template.reality,
        by=by,
    )
    for touchpoint in template.touchpoints:
        touchpoints.add(stage=stage, name=touchpoint.name, channel=touchpoint.channel, by=by)
    for target in template.targets:
        if emotion := parts.emotions.get(target.emotion):
            targets.aim(stage=stage, emotion=emotion, intended=target.intended, by=by)
    _copy_actions(stage, template, parts, by)


def _copy_actions(stage: Stage, template: StageTemplate, parts: Parts, by: Actor) -> None:
    for design in template.actions:
        action, emotion = parts.actions.get(design.action), parts.emotions.get(design.emotion)
        if action is None or emotion is None or action.state == Action.State.RETIRED:
            continue
        stage_action = stage_actions.add(
            stage=stage,
            action=action,
            emotion=emotion,
            time_allowed=design.time_allowed,
            performance_measure=design.performance_measure,
            measure_effect=design.measure_effect,
            authority=design.authority,
            material=design.material,
            by=by,
        )
        checks.write(
            stage_action=stage_action,
            texts=dict(design.checks),
            yes_is_good=design.yes_is_good,
            by=by,
        )
