"""What another system reads and changes of an organization."""

import json

import pytest

from accounts.models import Actor, Event
from accounts.services import teams
from tests.accounts.api.calls import has_the_shape
from tests.factories.accounts import MembershipFactory, StaffMemberFactory, TeamFactory


def test_the_organization_is_changed_in_part(ask, acme):
    response = ask("patch", "organization/", {"asking_cap_days": 60, "version": 1})

    acme.refresh_from_db()
    assert response.json()["version"] == 2
    assert acme.asking_cap_days == 60


@pytest.mark.parametrize(
    "body",
    [
        {"languages": ["xx"]},
        {"languages": []},
        {"reporting_segments": ["a", "b", "c"]},
        {"timezone": "Mars/Olympus"},
        {"brand_colour": "red"},
        {"answer_readers": ["emperor"]},
        {"asking_cap_days": -1},
        {"version": 7, "name": "Other"},
    ],
)
def test_settings_that_cannot_be_are_refused(ask, acme, body):
    assert ask("patch", "organization/", body).status_code in (400, 409)

    acme.refresh_from_db()
    assert acme.version == 1


def test_colleagues_come_and_go_by_another_system(ask, carl):
    asked = ask("post", "invitations/", {"email": "jo@people.example", "role": "manager"}).json()
    again = ask("post", "invitations/", {"email": "jo@people.example", "role": "manager"})

    has_the_shape(again, 400, "invalid")
    assert "secret" not in json.dumps(asked)
    assert ask("get", "invitations/").json()["results"] == [asked]
    assert ask("delete", f"invitations/{asked['id']}/").status_code == 204
    assert ask("get", "invitations/").json()["count"] == 0
    assert ask("delete", f"members/{carl.pk}/").status_code == 204
    has_the_shape(ask("get", f"members/{carl.pk}/"), 404, "not_found")


def test_staff_come_from_another_system(ask, acme):
    team = TeamFactory(organization=acme)
    body = {"name": "Ana", "external_id": "A-7", "team": team.pk}

    created = ask("post", "staff/", body)

    assert created.status_code == 201
    assert ask("get", "staff/?external_id=A-7").json()["results"] == [created.json()]


def test_a_foreign_team_cannot_be_named(ask):
    response = ask("post", "staff/", {"name": "Ana", "team": TeamFactory().pk})

    assert has_the_shape(response, 400, "invalid")["fields"]["team"]


def test_only_what_is_sent_changes(ask, acme):
    team = TeamFactory(organization=acme)
    person = StaffMemberFactory(organization=acme, name="Ana", team=team, external_id="A-7")

    ask("patch", f"staff/{person.pk}/", {"name": "Ana Silva"})

    person.refresh_from_db()
    assert (person.name, person.team, person.external_id) == ("Ana Silva", team, "A-7")


def test_events_are_read_from_where_one_stopped(ask, acme, olivia):
    by = Actor.member(olivia)
    teams.create(org=acme, name="Early", by=by)
    last = Event.objects.first()
    teams.create(org=acme, name="Late", by=by)

    found = ask("get", f"events/?after_id={last.pk}&verb=team_created").json()["results"]

    assert [event["label"] for event in found] == ["Late"]


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=x", "page_size=-1", "since=never", "member=x", "object_id=" + "9" * 40],
)
def test_a_wrong_filter_is_never_a_500(ask, query):
    assert ask("get", f"events/?{query}").status_code in (200, 400, 404)


def test_lists_come_in_pages(ask, acme):
    TeamFactory.create_batch(3, organization=acme)

    page = ask("get", "teams/?page_size=2").json()

    assert (page["count"], len(page["results"])) == (3, 2)
    assert "page=2" in page["next"]


def test_a_list_shows_no_foreign_row(ask, acme):
    TeamFactory(name="Rivals")
    MembershipFactory(user__name="Rival")

    assert "Rival" not in ask("get", "teams/").text + ask("get", "members/").text


@pytest.mark.parametrize("path", ["members/", "teams/", "staff/", "events/"])
def test_twenty_rows_cost_as_many_queries_as_one(
    ask, acme, olivia, path, django_assert_max_num_queries
):
    for team in TeamFactory.create_batch(20, organization=acme):
        StaffMemberFactory(organization=acme, team=team)
        MembershipFactory(organization=acme)
        teams.rename(team=team, name=f"{team} renamed", by=Actor.member(olivia))

    with django_assert_max_num_queries(5):
        assert ask("get", path).json()["count"] >= 20
