import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Actor, Event
from accounts.services import members
from tests.factories.accounts import ApiTokenFactory, MembershipFactory
from tests.factories.actions import ActionFactory
from tests.factories.journeys import TouchpointFactory


@pytest.fixture
def by(olivia):
    return Actor.member(olivia)


def leave_address(membership):
    return reverse("accounts:member-leave", args=[membership.organization.slug, membership.pk])


def test_an_organization_keeps_an_owner(olivia, by):
    with pytest.raises(ValidationError, match="make another person owner first"):
        members.change_role(membership=olivia, role="viewer", by=by)
    with pytest.raises(ValidationError, match="make another person owner first"):
        members.leave(membership=olivia, successor=None, by=by)


def test_one_of_two_owners_may_go(acme, olivia, by):
    MembershipFactory(organization=acme, role="owner")

    members.leave(membership=olivia, successor=None, by=by)

    olivia.refresh_from_db()
    assert olivia.left_at is not None


def test_a_role_changes_with_before_and_after(carl, by):
    members.change_role(membership=carl, role="manager", by=by)

    event = Event.objects.get(verb="member_role_changed")
    assert (event.before, event.after) == ({"role": "contributor"}, {"role": "manager"})


def test_work_goes_to_whoever_takes_over(acme, edgar, mona, by):
    action = ActionFactory(organization=acme, owner=edgar)
    touchpoint = TouchpointFactory(organization=acme, owner=edgar)

    members.leave(membership=edgar, successor=mona, by=by)

    action.refresh_from_db()
    touchpoint.refresh_from_db()
    assert (action.owner, touchpoint.owner) == (mona, mona)


def test_every_field_that_names_who_looks_after_something_is_handed_over():
    found = {f"{model._meta.label}.{field.name}" for model, field in members._work_fields()}

    assert found >= {
        "actions.Action.owner",
        "journeys.StageAction.owner",
        "journeys.Touchpoint.owner",
        "surveys.FollowUp.owner",
        "surveys.Survey.followup_owner",
    }


def test_an_edit_form_opened_before_the_hand_over_is_stale(acme, edgar, mona, by):
    action = ActionFactory(organization=acme, owner=edgar)

    members.leave(membership=edgar, successor=mona, by=by)

    action.refresh_from_db()
    assert action.version == 2


def test_work_stays_inside_the_organization(edgar, sam, by):
    with pytest.raises(ValidationError):
        members.leave(membership=edgar, successor=sam, by=by)


def test_a_leaver_cannot_take_over_from_themselves(edgar, by):
    with pytest.raises(ValidationError, match="somebody who stays"):
        members.leave(membership=edgar, successor=edgar, by=by)


def test_tokens_of_a_leaver_open_nothing(client, acme, edgar, by):
    ApiTokenFactory(organization=acme, membership=edgar, secret="hl_edgar")

    members.leave(membership=edgar, successor=None, by=by)

    headers = {"Authorization": "Bearer hl_edgar"}
    assert client.get("/acme/api/v1/me/", headers=headers).status_code == 401


def test_a_leaver_is_shown_out_at_once(sign_in, edgar, by):
    client = sign_in(edgar)

    members.leave(membership=edgar, successor=None, by=by)

    assert client.get("/acme/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_sessions_of_a_leaver_end(client, edgar, by):
    edgar.user.set_password("correct horse battery")
    edgar.user.save()
    typed = {"login": edgar.user.email, "password": "correct horse battery"}
    client.post("/accounts/login/", typed)
    assert client.get("/acme/").status_code == 200

    members.leave(membership=edgar, successor=None, by=by)

    assert "/accounts/login/" in client.get("/").headers["Location"]


@pytest.mark.django_db(transaction=True)
def test_a_member_of_two_organizations_stays_signed_in(client, edgar, by):
    MembershipFactory(user=edgar.user, organization__slug="second")
    client.force_login(edgar.user)

    members.leave(membership=edgar, successor=None, by=by)

    assert client.get("/second/").status_code == 200


def test_everybody_may_leave_by_themselves(sign_in, carl):
    response = sign_in(carl).post(leave_address(carl))

    carl.refresh_from_db()
    assert response.status_code == 302
    assert carl.left_at is not None


def test_nobody_but_an_owner_sends_others_away(sign_in, edgar, carl):
    assert sign_in(edgar).post(leave_address(carl)).status_code == 403


def test_the_page_says_what_has_to_be_handed_over(sign_in, acme, olivia, edgar):
    ActionFactory(organization=acme, owner=edgar)

    page = sign_in(olivia).get(leave_address(edgar)).text

    assert "1 actions" in page


def test_an_unknown_role_is_refused_with_the_form(sign_in, olivia, carl):
    address = reverse("accounts:member-detail", args=["acme", carl.pk])

    response = sign_in(olivia).post(address, {"role": "emperor"})

    carl.refresh_from_db()
    assert response.status_code == 422
    assert carl.role == "contributor"


def test_two_owners_give_somebody_two_roles(sign_in, olivia, carl, by):
    address = reverse("accounts:member-detail", args=["acme", carl.pk])
    typed = {"role": "manager", "was": "contributor"}
    members.change_role(membership=carl, role="editor", by=by)

    stale = sign_in(olivia).post(address, typed)

    assert stale.status_code == 409
    assert "Editor</ins>" in stale.text
    assert '<option value="manager" selected>' in stale.text
    assert sign_in(olivia).post(address, {**typed, "was": "editor"}).status_code == 302
