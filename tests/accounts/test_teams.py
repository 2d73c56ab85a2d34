import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Actor, Event, StaffMember, Team
from accounts.services import staff, teams
from tests.factories.accounts import MembershipFactory, StaffMemberFactory, TeamFactory


@pytest.fixture
def by(mona):
    return Actor.member(mona)


def address(route, thing=None):
    return reverse(f"accounts:{route}", args=["acme", *([thing.pk] if thing else [])])


def test_a_team_name_is_taken_once(sign_in, acme, mona):
    TeamFactory(organization=acme, name="Support")

    response = sign_in(mona).post(address("team-create"), {"name": "Support"})

    assert response.status_code == 422
    assert "a team of that name already" in response.text


def test_two_organizations_may_have_a_team_of_the_same_name(sign_in, mona):
    TeamFactory(name="Support")

    assert sign_in(mona).post(address("team-create"), {"name": "Support"}).status_code == 302


def test_a_team_with_people_is_not_archived(acme, by):
    team = TeamFactory(organization=acme)
    StaffMemberFactory(organization=acme, team=team)

    with pytest.raises(ValidationError, match="another team first"):
        teams.archive(team=team, by=by)


def test_an_archived_team_is_out_of_the_choices_and_can_come_back(sign_in, acme, mona, by):
    team = TeamFactory(organization=acme, name="Night shift")
    client = sign_in(mona)

    client.post(address("team-archive", team))
    assert "Night shift" not in client.get(address("staff-create")).text

    client.post(address("team-restore", team))
    assert "Night shift" in client.get(address("staff-create")).text


def test_two_tabs_on_one_team(sign_in, acme, mona):
    team = TeamFactory(organization=acme, name="Early")
    client = sign_in(mona)
    client.post(address("team-edit", team), {"name": "Dawn", "version": 1})

    second = client.post(address("team-edit", team), {"name": "Morning", "version": 1})

    team.refresh_from_db()
    assert second.status_code == 409
    assert "Dawn</ins>" in second.text
    assert 'value="Morning"' in second.text
    assert team.name == "Dawn"


def test_two_tabs_on_one_person(sign_in, acme, mona):
    support, sales = TeamFactory(organization=acme, name="Support"), TeamFactory(organization=acme)
    person = StaffMemberFactory(organization=acme, name="Ana")
    client = sign_in(mona)
    client.post(address("staff-edit", person), {"name": "Ana", "team": support.pk, "version": 1})

    typed = {"name": "Ana Silva", "team": sales.pk, "version": 1}
    second = client.post(address("staff-edit", person), typed)

    person.refresh_from_db()
    assert second.status_code == 409
    assert "Support</ins>" in second.text
    assert 'value="Ana Silva"' in second.text
    assert person.team == support


def test_a_foreign_team_or_member_cannot_be_chosen(sign_in, acme, mona, sam):
    typed = {"name": "Ana", "team": TeamFactory().pk, "membership": sam.pk}

    response = sign_in(mona).post(address("staff-create"), typed)

    assert response.status_code == 422
    assert not StaffMember.objects.exists()


def test_a_staff_number_is_taken_once(acme, by):
    StaffMemberFactory(organization=acme, external_id="7")

    with pytest.raises(ValidationError, match="number is taken"):
        staff.add(org=acme, fields={"name": "Ana", "external_id": "7"}, by=by)


def test_many_people_have_no_staff_number(acme, by):
    for name in ("Ana", "Bilal"):
        staff.add(org=acme, fields={"name": name, "external_id": ""}, by=by)

    assert StaffMember.objects.count() == 2


def test_one_login_serves_customers_as_one_person(acme, carl, by):
    staff.add(org=acme, fields={"name": "Carl", "membership": carl}, by=by)

    with pytest.raises(ValidationError):
        staff.add(org=acme, fields={"name": "Carl too", "membership": carl}, by=by)


def test_who_left_is_listed_apart(sign_in, acme, mona, by):
    person = StaffMemberFactory(organization=acme, name="Ana Silva")
    client = sign_in(mona)

    client.post(address("staff-leave", person))

    assert "Ana Silva" not in client.get(address("staff-list"), {"q": ""}).text.split("results")[1]
    assert "Ana Silva" in client.get(address("staff-list"), {"gone": "1"}).text


def test_leaving_twice_is_recorded_once(acme, by):
    person = StaffMemberFactory(organization=acme)

    staff.leave(person=person, by=by)
    staff.leave(person=person, by=by)

    assert Event.objects.filter(verb="staff_left").count() == 1


@pytest.mark.parametrize("route", ["staff-list", "member-list"])
def test_a_search_finds_a_part_of_a_name(sign_in, acme, mona, route):
    StaffMemberFactory(organization=acme, name="Ana Silva")
    MembershipFactory(organization=acme, user__name="Ana Silva")
    MembershipFactory(organization=acme, user__name="Bilal")
    client = sign_in(mona)

    assert "Ana Silva" in client.get(address(route), {"q": "silv"}).text
    assert "Ana Silva" not in client.get(address(route), {"q": "bilal"}).text


@pytest.mark.parametrize("route", ["staff-list", "member-list"])
@pytest.mark.parametrize("q", ["x" * 10_000, "🎉", "مرحبا", "%_'\"", "\\"])
def test_a_search_takes_anything(sign_in, mona, route, q):
    assert sign_in(mona).get(address(route), {"q": q}).status_code == 200


def test_a_null_byte_in_an_address_is_a_bad_request(sign_in, mona):
    assert sign_in(mona).get(address("staff-list") + "?q=a%00b").status_code == 400


@pytest.mark.parametrize("route", ["staff-list", "member-list"])
def test_the_fragment_is_the_page_without_its_frame(sign_in, acme, mona, route):
    StaffMemberFactory.create_batch(3, organization=acme)
    client = sign_in(mona)

    fragment = client.get(address(route), headers={"HX-Request": "true"}).text.strip()

    assert fragment.startswith('<div id="results">')
    assert fragment in client.get(address(route)).text


@pytest.mark.parametrize(
    ("route", "most"), [("staff-list", 7), ("member-list", 7), ("team-list", 7)]
)
def test_twenty_rows_cost_as_many_queries_as_one(
    sign_in, acme, vera, django_assert_max_num_queries, route, most
):
    for team in TeamFactory.create_batch(20, organization=acme):
        StaffMemberFactory.create_batch(2, organization=acme, team=team)
        MembershipFactory(organization=acme)
    client = sign_in(vera)

    with django_assert_max_num_queries(most):
        assert client.get(address(route)).status_code == 200


@pytest.mark.parametrize("name", ["", " ", "x" * 101, "a\0b"])
def test_a_team_needs_a_name_that_fits(sign_in, mona, name):
    assert sign_in(mona).post(address("team-create"), {"name": name}).status_code == 422
    assert not Team.objects.exists()


def test_a_row_is_looked_for_where_only_its_id_is_known(acme, django_assert_num_queries):
    team = TeamFactory(organization=acme)

    with django_assert_num_queries(0):
        StaffMember(organization=acme, team=team, name="Ada").clean_fields()
    with pytest.raises(ValidationError) as refused:
        StaffMember(organization=acme, team_id=team.pk + 1, name="Ada").clean_fields()

    assert list(refused.value.message_dict) == ["team"]
