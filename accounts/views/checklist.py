"""The way of a new organization through the five rules, computed from what is there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from actions.models import Action
from emotions.models import FocusEmotion
from journeys.models import EmotionTarget
from surveys.models import Response, Survey
from training.models import Assignment


@dataclass(frozen=True)
class Task:
    """One thing to do once: `is_done` looks, `next` says what comes first."""

    label: str | Promise
    next: str | Promise
    done: str | Promise
    route: str
    is_done: Callable[[Organization], bool]


def _has_focus(org: Organization) -> bool:
    return FocusEmotion.objects.for_org(org).filter(ended_on=None).exists()


def _has_own_action(org: Organization) -> bool:
    own = Action.objects.for_org(org).exclude(source=Action.Source.LIBRARY)
    return own.exists() or _has_placed_action(org)


def _has_placed_action(org: Organization) -> bool:
    return Action.objects.for_org(org).filter(stage_actions__isnull=False).exists()


def _has_target(org: Organization) -> bool:
    return EmotionTarget.objects.for_org(org).current().exists()


def _has_assignment(org: Organization) -> bool:
    return Assignment.objects.for_org(org).filter(withdrawn_at=None).exists()


def _has_running_survey(org: Organization) -> bool:
    return Survey.objects.for_org(org).running().exists()


def _has_answers(org: Organization) -> bool:
    return Response.objects.for_org(org).counted().exists()


TASKS = (
    Task(
        _("Choose a focus emotion"),
        _("Pick the one feeling your customers should leave with, and write down why."),
        _("You know which emotion drives value here."),
        "emotions:emotion-list",
        _has_focus,
    ),
    Task(
        _("Find an action that evokes it"),
        _("Take one from the starter library, or hold a brainstorm."),
        _("You know what you will do and say."),
        "actions:action-list",
        _has_own_action,
    ),
    Task(
        _("Design it into a journey"),
        _("Start from a template and give a stage its target emotion."),
        _("A stage aims for an emotion."),
        "journeys:journey-list",
        _has_target,
    ),
    Task(
        _("Train your people"),
        _("Assign a lesson to those who serve customers at that stage."),
        _("Somebody is practising."),
        "training:lesson-list",
        _has_assignment,
    ),
    Task(
        _("Ask your customers"),
        _("Make a survey from the journey and start it."),
        _("The first answers are in."),
        "surveys:survey-list",
        _has_answers,
    ),
)


def steps(org: Organization) -> list[dict[str, Any]]:
    """What stepper.html draws: the first thing that is not done yet is the one to do now."""
    found: list[dict[str, Any]] = []
    states = [task.is_done(org) for task in TASKS]
    now = states.index(False) if False in states else None
    for position, (task, done) in enumerate(zip(TASKS, states, strict=True)):
        found.append(
            {
                "label": task.label,
                "text": task.done if done else _next(task, org),
                "href": reverse(task.route, args=[org.slug]),
                "state": "done" if done else "now" if position == now else "todo",
            }
        )
    return found


def _next(task: Task, org: Organization) -> str | Promise:
    """A running survey without answers needs interactions, not another survey."""
    if task.is_done is _has_answers and _has_running_survey(org):
        return _("The survey runs. Add interactions, and the customers are asked.")
    return task.next
