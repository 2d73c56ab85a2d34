from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.models import Actor
from tests.factories.accounts import TeamFactory
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import LiveIntervalFactory
from tests.factories.training import LessonFactory
from tests.training.worlds import choice, scenario
from training.services import attempts, forecasts


@pytest.fixture
def lesson(acme):
    """About “listened to”, passed from 70 %, with two scenarios of four answers each."""
    emotion = EmotionFactory(organization=acme, names={"en": "listened to"})
    lesson = LessonFactory(organization=acme, title="Listen", emotion=emotion, valid_months=12)
    for position in range(2):
        scenario(lesson, -2, -1, 1, 2, position=position)
    return lesson


@pytest.fixture
def practise():
    """`practise(carl, lesson, 2, 1)` answers scenario after scenario by the effect of the answer."""

    def practise(membership, lesson, *effects):
        key, row = uuid4(), None
        for asked, effect in zip(lesson.scenarios.current(), effects, strict=False):
            row = attempts.answer(
                lesson=lesson,
                membership=membership,
                key=key,
                scenario=asked,
                choice=choice(asked, effect),
                by=Actor.member(membership),
            )
        row.attempt.refresh_from_db()
        return row.attempt

    return practise


@pytest.fixture
def team(acme):
    return TeamFactory(organization=acme, name="Front desk")


@pytest.fixture
def behaviour(acme, team):
    """A stage action, live for a while, at a stage that the team serves."""
    since = acme.today() - timedelta(days=30)
    row = LiveIntervalFactory(organization=acme, since=since).stage_action
    row.stage.teams.add(team)
    return row


@pytest.fixture
def give(behaviour, team):
    def give(membership, in_ten=8):
        return forecasts.give(
            stage_action=behaviour,
            team=team,
            membership=membership,
            in_ten=in_ten,
            by=Actor.member(membership),
        )

    return give
