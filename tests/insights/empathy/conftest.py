"""A team, and a behaviour at a stage that it serves."""

import pytest

from tests.factories.accounts import TeamFactory
from tests.insights.empathy.behaviours import behave


@pytest.fixture
def team(acme):
    return TeamFactory(organization=acme, name="Service line")


@pytest.fixture
def behaviour(acme, team):
    return behave(acme, team)
