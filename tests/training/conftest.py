from uuid import uuid4

import pytest

from accounts.models import Actor
from tests.factories.emotions import EmotionFactory
from tests.factories.training import ChoiceFactory, LessonFactory, ScenarioFactory
from training.services import attempts


def scenario(lesson, *effects, **fields):
    """A scenario with one answer for each effect."""
    row = ScenarioFactory(organization=lesson.organization, lesson=lesson, **fields)
    for position, effect in enumerate(effects):
        ChoiceFactory(
            organization=lesson.organization,
            scenario=row,
            position=position,
            effect=effect,
            text=f"Answer {effect}",
            why=f"Because {effect}",
        )
    return row


@pytest.fixture
def lesson(acme):
    """About “listened to”, passed from 70 %, with two scenarios of four answers each."""
    emotion = EmotionFactory(organization=acme, names={"en": "listened to"})
    lesson = LessonFactory(organization=acme, title="Listen", emotion=emotion, valid_months=12)
    for position in range(2):
        scenario(lesson, -2, -1, 1, 2, position=position)
    return lesson


def choice(row, effect):
    return row.choices.get(effect=effect)


@pytest.fixture
def practise():
    """`practise(carl, lesson, 2, 1)` answers scenario after scenario by the effect of the answer."""

    def practise(membership, lesson, *effects):
        key, row = uuid4(), None
        for scenario, effect in zip(lesson.scenarios.current(), effects, strict=False):
            row = attempts.answer(
                lesson=lesson,
                membership=membership,
                key=key,
                scenario=scenario,
                choice=choice(scenario, effect),
                by=Actor.member(membership),
            )
        row.attempt.refresh_from_db()
        return row.attempt

    return practise
