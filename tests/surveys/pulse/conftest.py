import pytest

from tests.factories.accounts import StaffMemberFactory, TeamFactory
from tests.surveys.pulse.asking import open_pulse


@pytest.fixture
def team(acme):
    team = TeamFactory(organization=acme, name="Service line")
    StaffMemberFactory.create_batch(6, organization=acme, team=team)
    return team


@pytest.fixture
def opened(acme, olivia, team):
    return open_pulse(acme, olivia, [team])


@pytest.fixture
def freeze(monkeypatch):
    def freeze(moment):
        monkeypatch.setattr("accounts.models.organizations.now", lambda: moment)

    return freeze
