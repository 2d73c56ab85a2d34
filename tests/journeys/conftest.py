import pytest

from accounts.models import Actor
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import JourneyFactory, StageFactory


@pytest.fixture
def journey(acme):
    return JourneyFactory(organization=acme, name="Support case")


@pytest.fixture
def stage(acme, journey):
    return StageFactory(organization=acme, journey=journey, name="The call")


@pytest.fixture
def emotion(acme):
    return EmotionFactory(
        organization=acme, key="cared_for", names={"en": "cared for", "de": "umsorgt"}
    )


@pytest.fixture
def strain(acme):
    return EmotionFactory(
        organization=acme,
        key="frustrated",
        names={"en": "frustrated"},
        group="strain",
        direction="avoid",
    )


@pytest.fixture
def by(edgar):
    """Edgar, as services know him."""
    return Actor.member(edgar)
