"""An action that works, and what was promised of it."""

import pytest

from tests.insights.planted import world


@pytest.fixture
def planted(acme):
    return world(acme, effect=15)


@pytest.fixture
def registration(planted, edgar):
    return planted.register(edgar)
