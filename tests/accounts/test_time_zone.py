"""Pages show and read times as the organization's clock does."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from accounts.models import Membership
from tests.factories.surveys import InteractionFactory

NEW_YEAR = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)


@pytest.fixture
def tokyo(acme):
    acme.timezone = "Asia/Tokyo"
    acme.save()
    return acme


def test_a_page_shows_the_organizations_day(sign_in, olivia, edgar, tokyo):
    Membership.objects.filter(pk=edgar.pk).update(created_at=NEW_YEAR)

    page = sign_in(olivia).get(f"/acme/settings/members/{edgar.pk}/").content.decode()

    assert "1 January 2027" in page
    assert "31 December 2026" not in page


def test_the_zone_ends_with_the_request(sign_in, olivia, tokyo):
    sign_in(olivia).get("/acme/settings/events/")

    assert timezone.get_current_timezone_name() == "UTC"


def test_the_zone_ends_with_a_request_that_fails(sign_in, olivia, tokyo):
    sign_in(olivia).get("/acme/journeys/999999/")

    assert timezone.get_current_timezone_name() == "UTC"


def test_the_api_says_every_time_in_utc(sign_in, olivia, tokyo):
    InteractionFactory(organization=tokyo, occurred_at=NEW_YEAR)

    [row] = sign_in(olivia).get("/acme/api/v1/interactions/").json()["results"]

    assert row["occurred_at"] == "2026-12-31T16:30:00Z"
