"""Saved views: one's own or shared, and honest about what is gone."""

import pytest

from accounts.models import Event, Membership
from insights.models import SavedView
from tests.factories.accounts import MembershipFactory, TeamFactory
from tests.factories.journeys import PersonaFactory
from tests.factories.saved_views import SavedViewFactory
from tests.factories.surveys import SliceFactory
from tests.insights.board_world import World

VIEWS = "/acme/gaps/views/"


@pytest.fixture
def world(acme):
    world = World(acme)
    world.answer(world.aim(), [3] * 12)
    return world


def keep(client, world, name="Phone this month", page="now", **filters):
    query = {"page": page, "journey": world.journey.pk, "period": "30", **filters}
    address = f"{VIEWS}new/?" + "&".join(f"{key}={value}" for key, value in query.items())
    return client.post(address, {"name": name})


def test_a_view_opens_the_page_with_its_filters(sign_in, mona, world):
    client = sign_in(mona)
    keep(client, world, page="compared", channel="phone")
    view = SavedView.objects.get()

    response = client.get(f"{VIEWS}{view.pk}/", follow=True)

    assert response.redirect_chain[0][0].startswith("/acme/gaps/compared/?")
    assert response.context["form"].cleaned_data["channel"] == "phone"
    assert response.context["view"] == view


def test_what_a_form_does_not_accept_is_not_kept(sign_in, mona, world):
    response = keep(sign_in(mona), world, period="forever")

    assert response.status_code == 422
    assert not SavedView.objects.exists()


def test_only_fields_of_the_form_are_kept(sign_in, mona, world):
    keep(sign_in(mona), world, colour="red")

    assert set(SavedView.objects.get().filters) == {"journey", "period"}


@pytest.mark.parametrize("what", ["team", "persona"])
def test_a_filter_that_is_gone_is_told_and_never_an_error(sign_in, mona, acme, world, what):
    row = {"team": TeamFactory, "persona": PersonaFactory}[what](organization=acme)
    SliceFactory(organization=acme, key=f"x{what}", **{what: row})
    view = SavedViewFactory(
        organization=acme,
        owner=mona,
        filters={"journey": str(world.journey.pk), "period": "30", what: "987654"},
    )

    response = sign_in(mona).get(f"{VIEWS}{view.pk}/", follow=True)

    assert response.status_code == 200
    assert "its choice is no longer there" in response.content.decode()


def test_a_split_that_nothing_is_told_apart_by_any_more_is_told(sign_in, mona, acme, world):
    filters = {"journey": str(world.journey.pk), "segment_b": "gold"}
    view = SavedViewFactory(organization=acme, owner=mona, filters=filters)

    page = sign_in(mona).get(f"{VIEWS}{view.pk}/", follow=True).content.decode()

    assert "no longer told apart" in page


def test_a_stale_filter_keeps_the_journey(sign_in, mona, acme, world):
    other = World(acme)
    other.aim(key="other")
    filters = {"journey": str(other.journey.pk), "channel": "carrier pigeon"}
    view = SavedViewFactory(organization=acme, owner=mona, filters=filters)

    response = sign_in(mona).get(f"{VIEWS}{view.pk}/", follow=True)

    assert response.context["journey"] == other.journey


@pytest.mark.parametrize("view", ["0", "999999", "x", "9" * 30, "-1", "١"])
def test_a_view_that_nobody_has_is_ignored(sign_in, mona, world, view):
    assert sign_in(mona).get("/acme/gaps/", {"view": view}).status_code == 200


def test_one_s_own_views_are_nobody_elses(sign_in, edgar, mona, acme, world):
    view = SavedViewFactory(organization=acme, owner=mona, name="Mine alone")
    client = sign_in(edgar)

    assert client.get(f"{VIEWS}{view.pk}/").status_code == 404
    assert "Mine alone" not in client.get(VIEWS).content.decode()
    assert "Mine alone" not in client.get("/acme/gaps/", {"view": view.pk}).content.decode()


def test_a_shared_view_is_everybodys_to_open_and_its_owners_to_change(sign_in, vera, mona, acme):
    view = SavedViewFactory(organization=acme, owner=mona, is_shared=True)
    client = sign_in(vera)

    assert client.get(f"{VIEWS}{view.pk}/").status_code == 302
    assert client.post(f"{VIEWS}{view.pk}/edit/", {"name": "x"}).status_code == 403
    assert client.post(f"{VIEWS}{view.pk}/delete/").status_code == 403


def test_a_shared_view_stays_when_its_owner_leaves(sign_in, vera, acme):
    leaver = MembershipFactory(organization=acme, role="manager")
    view = SavedViewFactory(organization=acme, owner=leaver, is_shared=True)
    Membership.objects.filter(pk=leaver.pk).delete()

    assert sign_in(vera).get(f"{VIEWS}{view.pk}/").status_code == 302


@pytest.mark.parametrize(("person", "shared"), [("mona", True), ("carl", False), ("vera", False)])
def test_sharing_takes_a_role_that_may(request, sign_in, world, person, shared):
    client = sign_in(request.getfixturevalue(person))

    client.post(
        f"{VIEWS}new/?page=now&journey={world.journey.pk}", {"name": "V", "is_shared": "on"}
    )

    assert SavedView.objects.get().is_shared is shared


def test_the_service_refuses_to_share_for_a_role_that_may_not(sign_in, vera, world):
    filters = {"journey": str(world.journey.pk)}
    body = {"name": "V", "filters": filters, "is_shared": True}

    response = sign_in(vera).post(
        "/acme/api/v1/saved-views/", body, content_type="application/json"
    )

    assert response.status_code == 400
    assert not SavedView.objects.exists()


def test_a_stale_rename_says_what_changed(sign_in, mona, acme):
    view = SavedViewFactory(organization=acme, owner=mona, name="Old")
    client = sign_in(mona)
    client.post(f"{VIEWS}{view.pk}/edit/", {"name": "Newer", "version": 1})

    late = client.post(f"{VIEWS}{view.pk}/edit/", {"name": "Late", "version": 1})

    assert late.status_code == 422
    assert "Newer" in late.content.decode()
    view.refresh_from_db()
    assert view.name == "Newer"


def test_two_of_one_s_views_do_not_share_a_name(sign_in, mona, world):
    client = sign_in(mona)
    keep(client, world)

    assert keep(client, world).status_code == 422
    assert SavedView.objects.count() == 1


def test_a_view_is_forgotten_after_one_is_asked(sign_in, mona, acme):
    view = SavedViewFactory(organization=acme, owner=mona)
    client = sign_in(mona)

    asked = client.get(f"{VIEWS}{view.pk}/delete/")
    assert SavedView.objects.exists()
    client.post(f"{VIEWS}{view.pk}/delete/")

    assert asked.status_code == 200
    assert not SavedView.objects.exists()
    assert Event.objects.filter(verb="saved_view_removed").exists()


def test_twenty_views_take_as_many_statements_as_two(
    sign_in, mona, acme, django_assert_max_num_queries
):
    for number in range(20):
        owner = MembershipFactory(organization=acme)
        SavedViewFactory(organization=acme, owner=owner, is_shared=True, name=f"V{number}")
    client = sign_in(mona)
    client.get(VIEWS)

    with django_assert_max_num_queries(8):
        assert client.get(VIEWS).status_code == 200
