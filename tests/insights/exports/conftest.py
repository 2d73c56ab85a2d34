"""A report of March with one cell of each kind."""

from datetime import date

import pytest
import time_machine

from accounts.models import Actor
from insights.services import reports
from tests.factories.journeys import JourneyFactory, StageFactory
from tests.insights.reports.months import MARCH
from tests.insights.worlds import aim, answer


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-04-07T09:00:00Z", tick=False):
        yield


@pytest.fixture
def stage(acme):
    journey = JourneyFactory(organization=acme, name="Support case", key="support-case")
    return StageFactory(organization=acme, name="=1+1 Waiting", journey=journey)


@pytest.fixture
def report(stage):
    """One cell clearly short of 75, one early signal, one withheld."""
    informed = aim(stage, 75, key="informed")
    answer(stage, informed, [4] * 40, on=date(2026, 2, 10))
    answer(stage, informed, [1, 2, 2] * 20, on=date(2026, 3, 10))
    answer(stage, aim(stage, 70, key="safe"), [2] * 12, on=date(2026, 3, 11))
    answer(stage, aim(stage, 65, key="valued"), [1] * 9, on=date(2026, 3, 12))
    return reports.make(journey=stage.journey, month=MARCH, by=Actor.system())
