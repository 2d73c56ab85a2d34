"""Gives an organization its own copy of the starter lessons, to keep or to change."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import Actor, Organization
from accounts.services import events
from actions.models import Action
from emotions.models import Emotion
from training.library.entries import LessonEntry
from training.library.lessons import LESSONS
from training.models import Choice, Lesson, Scenario


@transaction.atomic
def copy_library(*, org: Organization, by: Actor) -> int:
    """Copy the lessons that are not there yet, linked by key to what they are about; return how many.

    A lesson whose emotion and action are both missing is about nothing here, and stays away.
    """
    copied = _copy_lessons(org)
    _copy_scenarios(org, copied)
    if copied:
        after = {"rows": len(copied)}
        events.record(org=org, verb="lesson_library_copied", on=org, by=by, after=after)
    return len(copied)


def _copy_lessons(org: Organization) -> list[tuple[Lesson, LessonEntry]]:
    emotions = {emotion.key: emotion for emotion in Emotion.objects.for_org(org)}
    actions = {action.library_key: action for action in Action.objects.for_org(org)}
    known = set(Lesson.objects.for_org(org).values_list("key", flat=True))
    entries = [
        entry
        for entry in LESSONS
        if entry.key not in known and (entry.emotion in emotions or entry.action in actions)
    ]
    lessons = Lesson.objects.bulk_create(
        [
            Lesson(
                organization=org,
                key=entry.key,
                title=entry.title,
                body=entry.body,
                emotion=emotions.get(entry.emotion),
                action=actions.get(entry.action),
                valid_months=entry.valid_months,
                pass_percent=entry.pass_percent,
            )
            for entry in entries
        ]
    )
    return list(zip(lessons, entries, strict=True))


def _copy_scenarios(org: Organization, copied: Sequence[tuple[Lesson, LessonEntry]]) -> None:
    rows = [
        (lesson, position, entry)
        for lesson, lesson_entry in copied
        for position, entry in enumerate(lesson_entry.scenarios)
    ]
    scenarios = Scenario.objects.bulk_create(
        [
            Scenario(
                organization=org,
                lesson=lesson,
                position=position,
                situation=entry.situation,
                cue=entry.cue,
                resolve_first=entry.resolve_first,
            )
            for lesson, position, entry in rows
        ]
    )
    Choice.objects.bulk_create(
        [
            Choice(
                organization=org,
                scenario=scenario,
                position=position,
                text=choice.text,
                effect=choice.effect,
                why=choice.why,
            )
            for scenario, (_lesson, _position, entry) in zip(scenarios, rows, strict=True)
            for position, choice in enumerate(entry.choices)
        ]
    )
