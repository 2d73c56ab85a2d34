from datetime import UTC, datetime
from importlib import import_module

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from accounts.models import Actor, Event
from accounts.models.events import AppendOnly
from accounts.selectors import log
from accounts.services import events, organizations, staff, teams, tokens

ADDRESS = "/acme/settings/events/"


@pytest.fixture
def by(olivia):
    return Actor.member(olivia)


@pytest.fixture
def event(acme, by):
    return events.record(org=acme, verb="noted", on=acme, by=by, after={"name": "Acme"})


@pytest.fixture
def protected(db):
    """The triggers that the migration makes, in the database of this test."""
    migration = import_module("accounts.migrations.0003_append_only_events")
    with connection.cursor() as cursor:
        for statement in migration.STATEMENTS[connection.vendor][0]:
            cursor.execute(statement)


def test_the_orm_cannot_alter_an_event(event):
    event.verb = "forged"
    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        event.delete()
    with pytest.raises(AppendOnly):
        Event.objects.filter(pk=event.pk).update(verb="forged")
    with pytest.raises(AppendOnly):
        Event.objects.filter(pk=event.pk).delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_event SET verb = 'forged'",
        "UPDATE accounts_event SET after = '{}'",
        "UPDATE accounts_event SET at = '2020-01-01 00:00:00+00'",
        "UPDATE accounts_event SET id = id + 1",
        "DELETE FROM accounts_event",
    ],
)
def test_the_database_refuses_to_alter_an_event(protected, event, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)

    assert Event.objects.get(pk=event.pk).verb == "noted"


def test_an_event_is_not_moved_to_somebody_else(protected, event, carl):
    sql = "UPDATE accounts_event SET membership_id = %s"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql, [carl.pk])


def test_an_event_outlives_the_token_it_points_at(protected, acme, by):
    token, _secret = tokens.issue(org=acme, name="CRM", scope="write", by=by)
    acting = Actor(kind="token", membership=by.membership, token=token)
    event = events.record(org=acme, verb="noted", on=acme, by=acting)

    token.delete()

    event.refresh_from_db()
    assert event.token is None


def test_the_log_goes_with_its_organization_only(protected, acme, sam, event):
    kept = events.record(org=sam.organization, verb="noted", on=sam, by=Actor.member(sam))

    organizations.remove(org=acme)

    assert list(Event.objects.all()) == [kept]


def test_a_customers_values_never_reach_the_log(acme, by):
    person = staff.add(
        org=acme, fields={"name": "Ana Silva", "email": "ana@x.example", "external_id": "7"}, by=by
    )

    event = Event.objects.get(verb="staff_added")
    assert event.object_id == person.pk
    assert event.after == {"name": "…", "email": "…", "external_id": "7"}
    assert event.label == ""


def test_the_page_tells_a_change_in_words(sign_in, acme, edgar, by):
    team = teams.create(org=acme, name="Early", by=by)
    teams.rename(team=team, name="Late", by=by)

    page = sign_in(edgar).get(ADDRESS).text

    assert "The team <strong>Late</strong> was renamed" in page
    assert "<del>Early</del>" in page
    assert "<ins>Late</ins>" in page


def test_the_page_does_not_count_versions(acme, by):
    after = {"row": "stage 7", "version": 9, "goal": "Be heard"}
    events.record(org=acme, verb="stage_added", on=acme, by=by, after=after)

    [line] = log.lines(Event.objects.filter(verb="stage_added"))

    assert [change.label for change in line.changes] == ["goal"]


def test_the_page_names_what_an_event_points_at(sign_in, acme, edgar, by):
    team = teams.create(org=acme, name="Night shift", by=by)
    staff.add(org=acme, fields={"name": "Ana", "team": team}, by=by)

    assert (
        "<strong>Night shift</strong>" in sign_in(edgar).get(ADDRESS, {"kind": "staffmember"}).text
    )


def test_the_page_never_names_a_foreign_row(sign_in, acme, edgar, sam, by):
    foreign = teams.create(org=sam.organization, name="Rivals", by=Actor.member(sam))
    events.record(org=acme, verb="noted", on=edgar, by=by, after={"team": foreign.pk})
    events.record(org=acme, verb="noted", on=foreign, by=by, label="ours")

    assert "Rivals" not in sign_in(edgar).get(ADDRESS).text


def test_the_log_is_filtered_by_person_and_kind(sign_in, acme, edgar, by):
    teams.create(org=acme, name="By Olivia", by=by)
    teams.create(org=acme, name="By Edgar", by=Actor.member(edgar))

    page = sign_in(edgar).get(ADDRESS, {"person": edgar.pk, "kind": "team"}).text

    assert "By Edgar" in page
    assert "By Olivia" not in page


def test_days_are_those_of_the_organization(sign_in, acme, edgar, by):
    acme.timezone = "Asia/Tokyo"
    acme.save()
    # 2026-03-01 20:00 in UTC is the second of March in Tokyo.
    with time_machine.travel(datetime(2026, 3, 1, 20, tzinfo=UTC), tick=False):
        teams.create(org=acme, name="Dawn", by=by)
    client = sign_in(edgar)

    assert "Dawn" in client.get(ADDRESS, {"since": "2026-03-02", "until": "2026-03-02"}).text
    assert "Dawn" not in client.get(ADDRESS, {"since": "2026-03-01", "until": "2026-03-01"}).text


@pytest.mark.parametrize(
    "query",
    [
        {"since": "yesterday"},
        {"person": "0", "kind": "nonsense"},
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"page": "-7"},
        {"page": "9" * 40},
    ],
)
def test_a_wrong_filter_is_never_an_error(sign_in, acme, edgar, event, query):
    acme.timezone = "Asia/Tokyo"
    acme.save()

    response = sign_in(edgar).get(ADDRESS, query)

    assert response.status_code == 200
    assert "Noted" in response.text


def test_the_fragment_is_the_page_without_its_frame(sign_in, edgar, event):
    client = sign_in(edgar)

    fragment = client.get(ADDRESS, headers={"HX-Request": "true"}).text.strip()

    assert fragment.startswith('<div id="results">')
    assert fragment in client.get(ADDRESS).text


def test_twenty_events_cost_as_many_queries_as_two(
    sign_in, acme, edgar, by, django_assert_max_num_queries
):
    for n in range(20):
        team = teams.create(org=acme, name=f"Team {n}", by=by)
        staff.add(org=acme, fields={"name": f"Staff {n}", "team": team}, by=by)
    client = sign_in(edgar)

    with django_assert_max_num_queries(13):
        assert client.get(ADDRESS).text.count('class="hl-event"') == 40
