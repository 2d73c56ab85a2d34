"""What a container engine is told, and what goes on while a part is away."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils.timezone import now

from bin.processes import free_port
from config.caches import ForgivingCache
from tests.factories.accounts import ApiTokenFactory
from tests.factories.surveys import DeliveryFactory


@pytest.fixture
def nowhere():
    """The address of a Redis that is away."""
    return f"redis://127.0.0.1:{free_port()}/0"


def refuse(*_statement):
    raise OperationalError("the database is away")


def test_the_process_is_well_without_any_other_part(client, settings, nowhere):
    settings.REDIS_URL = nowhere
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_says_how_long_the_oldest_mail_has_waited(client):
    DeliveryFactory(due_at=now() - timedelta(hours=1))
    DeliveryFactory(due_at=now() + timedelta(hours=1))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["outbox_age_seconds"] == pytest.approx(3600, abs=30)


@pytest.mark.django_db
def test_without_redis_it_is_not_ready(client, settings, nowhere):
    settings.REDIS_URL = nowhere
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json()["database"], answer.json()["redis"]) == (True, False)


@pytest.mark.django_db
def test_without_a_database_it_is_not_ready(client):
    with connection.execute_wrapper(refuse):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert (answer.json()["database"], answer.json()["redis"]) == (False, True)


def test_a_cache_that_is_away_finds_nothing_and_stops_nobody(nowhere):
    cache = ForgivingCache(nowhere, {})
    cache.set("a", 1)
    assert cache.get("a", "nothing") == "nothing"
    assert cache.add("a", 1) is True
    assert cache.delete("a") is False


@pytest.mark.django_db
def test_whoever_asks_with_a_token_is_answered_without_redis(client, settings, olivia, nowhere):
    settings.CACHES = {"default": {"BACKEND": "config.caches.ForgivingCache", "LOCATION": nowhere}}
    ApiTokenFactory(organization=olivia.organization, membership=olivia, secret="hl_key")
    answer = client.get("/acme/api/v1/me/", headers={"Authorization": "Bearer hl_key"})
    assert answer.status_code == 200
