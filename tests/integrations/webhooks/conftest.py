import pytest
from django.test import Client

from tests.factories.insights import AlertFactory
from tests.factories.integrations import WebhookEndpointFactory
from tests.factories.journeys import JourneyFactory
from tests.integrations.receiver import receiver


@pytest.fixture
def client():
    """Nobody has signed in yet."""
    return Client()


@pytest.fixture
def there():
    """Another system that answers 200."""
    with receiver() as server:
        yield server


@pytest.fixture
def allowed(settings):
    """Whoever runs this server trusts the local machine."""
    settings.WEBHOOK_PRIVATE_HOSTS = ["127.0.0.1"]


@pytest.fixture
def endpoint(acme, there, allowed):
    return WebhookEndpointFactory(organization=acme, url=there.url)


@pytest.fixture
def alert(acme, endpoint):
    return AlertFactory(organization=acme, journey=JourneyFactory(organization=acme))
