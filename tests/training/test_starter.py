"""Rule 4 begins with ten lessons that an organization may keep or change."""

from accounts.models import Actor, Event
from actions.services import starter as actions
from emotions.services import starter as emotions
from training.library.lessons import LESSONS
from training.models import Choice, Lesson, Scenario
from training.services import starter

SYSTEM = Actor.system()


def fill(org):
    emotions.copy_library(org=org, by=SYSTEM)
    actions.copy_library(org=org, by=SYSTEM)
    return starter.copy_library(org=org, by=SYSTEM)


def test_the_library_is_copied_once(acme):
    assert fill(acme) == len(LESSONS)

    assert starter.copy_library(org=acme, by=SYSTEM) == 0
    assert Event.objects.for_org(acme).filter(verb="lesson_library_copied").count() == 1


def test_a_copied_lesson_hangs_on_its_emotion_and_action(acme):
    fill(acme)

    for entry in LESSONS:
        lesson = Lesson.objects.for_org(acme).get(key=entry.key)
        assert (lesson.emotion.key, lesson.action.library_key) == (entry.emotion, entry.action)


def test_every_scenario_and_answer_is_copied_in_its_order(acme):
    fill(acme)

    copied = [
        (s.cue, s.resolve_first, [(c.effect, c.text, c.why) for c in s.choices.all()])
        for lesson in LESSONS
        for s in Scenario.objects.for_org(acme).filter(lesson__key=lesson.key)
    ]
    written = [
        (s.cue, s.resolve_first, [(c.effect, c.text, c.why) for c in s.choices])
        for lesson in LESSONS
        for s in lesson.scenarios
    ]
    assert copied == written


def test_every_copied_row_is_valid(acme):
    fill(acme)

    for model in (Lesson, Scenario, Choice):
        for row in model.objects.for_org(acme):
            row.full_clean()


def test_a_lesson_about_nothing_here_stays_away(acme):
    assert starter.copy_library(org=acme, by=SYSTEM) == 0
