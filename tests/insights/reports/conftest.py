"""A journey in April, with two months that are over."""

from datetime import date

import pytest
import time_machine

from tests.factories.journeys import JourneyFactory, StageFactory
from tests.insights.worlds import aim, answer

TODAY = "2026-04-07T09:00:00Z"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def stage(acme):
    journey = JourneyFactory(organization=acme, name="Support case", key="support-case")
    return StageFactory(organization=acme, name="Waiting", journey=journey)


@pytest.fixture
def informed(stage):
    """February 60 of 100, March 37.5, both with many answers; 75 is intended."""
    question = aim(stage, 75, key="informed")
    answer(stage, question, [2, 3] * 20, on=date(2026, 2, 10))
    answer(stage, question, [1, 2] * 20, on=date(2026, 3, 10))
    return question
