"""A stage whose figures have changed, and somebody who may not know it yet."""

import pytest

from tests.factories.insights import AlertFactory
from tests.factories.journeys import (
    BeliefInviteeFactory,
    BeliefRoundFactory,
    JourneyFactory,
    StageFactory,
)
from tests.insights.alerts.weeks import LOW, USUAL, live
from tests.insights.worlds import aim


@pytest.fixture
def stage(acme):
    return StageFactory(
        organization=acme, name="Waiting", journey=JourneyFactory(organization=acme)
    )


@pytest.fixture
def fallen(stage):
    """Fourteen usual weeks and six low ones."""
    question = aim(stage, 75, key="informed")
    live(stage, question, weeks=14, answers=USUAL * 6, until=7)
    live(stage, question, weeks=6, answers=LOW * 6)
    return stage


@pytest.fixture
def asked(acme, stage, mona):
    """Mona has still to estimate this journey."""
    belief_round = BeliefRoundFactory(organization=acme, journey=stage.journey)
    return BeliefInviteeFactory(organization=acme, round=belief_round, membership=mona)


@pytest.fixture
def alert(acme, stage):
    return AlertFactory(organization=acme, journey=stage.journey)
