"""One interaction typed in by hand: its customer found or added, and decided about at once."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils.timezone import now

from surveys.models import Customer, Decision, Interaction
from tests.factories.accounts import StaffMemberFactory
from tests.factories.journeys import StageFactory, TouchpointFactory
from tests.factories.surveys import CustomerFactory
from tests.surveys.worlds import World

INTERACTIONS = "/acme/customers/interactions/"


def typed(stage, **more):
    return {
        "reference": "r1",
        "who": "ana@example.org",
        "name": "Ana",
        "consent": "granted",
        "stage": stage.pk,
        "occurred_at": (now() - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"),
        **more,
    }


def test_an_interaction_brings_its_customer_and_is_decided_about(sign_in, mona, acme):
    stage = World(acme).stages[0]
    touchpoint = TouchpointFactory(organization=acme, stage=stage)
    staff = StaffMemberFactory(organization=acme)

    response = sign_in(mona).post(
        f"{INTERACTIONS}new/",
        typed(stage, touchpoint=touchpoint.pk, staff_member=staff.pk),
        follow=True,
    )

    interaction = Interaction.objects.get()
    assert (interaction.touchpoint, interaction.staff_member) == (touchpoint, staff)
    assert interaction.customer.email == "ana@example.org"
    assert Decision.objects.get().verdict == "asked"
    assert "The customer is asked." in response.content.decode()


def test_of_a_known_customer_only_what_happened_is_asked(sign_in, mona, acme):
    customer = CustomerFactory(organization=acme, consent="refused")
    address = f"{INTERACTIONS}new/?customer={customer.pk}"
    client = sign_in(mona)
    form = BeautifulSoup(client.get(address).content, "html.parser").select_one("main form")

    posted = typed(StageFactory(organization=acme))
    answer = client.post(form["hx-post"], {**posted, "name": "Eve", "consent": "granted"})

    assert not form.select("[name=who], [name=name], [name=consent]")
    assert answer.url == f"/acme/customers/{customer.pk}/"
    customer.refresh_from_db()
    assert (customer.interactions.count(), customer.consent) == (1, "refused")


def test_opened_from_a_customer_it_is_about_nobody_else(sign_in, mona, acme):
    theirs, _other = (
        CustomerFactory(organization=acme, source=source, external_id="7")
        for source in ("crm", "erp")
    )

    address = f"{INTERACTIONS}new/?customer={theirs.pk}"
    sign_in(mona).post(address, typed(StageFactory(organization=acme)))

    assert Interaction.objects.get().customer == theirs


def test_pressing_twice_stores_once(sign_in, mona, acme):
    stage = StageFactory(organization=acme)
    client = sign_in(mona)

    for _ in range(2):
        client.post(f"{INTERACTIONS}new/", typed(stage))

    assert Interaction.objects.count() == Customer.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"who": ""}, "who"),
        ({"stage": ""}, "stage"),
        ({"who": "not@an@address"}, "who"),
        ({"occurred_at": "9999-12-31T23:59"}, "occurred_at"),
        ({"occurred_at": "0001-01-01T00:00"}, "occurred_at"),
        ({"occurred_at": "soon"}, "occurred_at"),
        ({"stage": "99999"}, "stage"),
        ({"name": "x" * 300}, "name"),
        ({"name": "nul\0l"}, "name"),
    ],
)
def test_a_bad_interaction_is_refused_at_its_field(sign_in, mona, acme, changes, field):
    stage = StageFactory(organization=acme)

    response = sign_in(mona).post(f"{INTERACTIONS}new/", typed(stage) | changes)

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Interaction.objects.exists()


def test_the_touchpoint_alone_says_where_it_happened(sign_in, mona, acme):
    touchpoint = TouchpointFactory(organization=acme)

    posted = {**typed(touchpoint.stage, touchpoint=touchpoint.pk), "stage": ""}
    sign_in(mona).post(f"{INTERACTIONS}new/", posted)

    assert Interaction.objects.get().stage == touchpoint.stage


def test_the_touchpoint_has_to_be_one_of_the_stage(sign_in, mona, acme):
    stage = StageFactory(organization=acme)
    foreign = TouchpointFactory(organization=acme)

    response = sign_in(mona).post(f"{INTERACTIONS}new/", typed(stage, touchpoint=foreign.pk))

    assert "touchpoint" in response.context["form"].errors


@pytest.mark.parametrize("hour", ["01", "23"])
def test_what_is_typed_is_the_organizations_time(sign_in, mona, acme, hour):
    acme.timezone = "Asia/Tokyo"
    acme.save()
    stage = StageFactory(organization=acme)
    day = now().date() - timedelta(days=3)

    sign_in(mona).post(f"{INTERACTIONS}new/", typed(stage, occurred_at=f"{day}T{hour}:00"))

    assert Interaction.objects.get().experienced_on == day


def test_an_hour_that_the_clock_leaves_out_is_refused(sign_in, mona, acme):
    acme.timezone = "Europe/Berlin"
    acme.save()
    stage = StageFactory(organization=acme)

    response = sign_in(mona).post(
        f"{INTERACTIONS}new/", typed(stage, occurred_at="2026-03-29T02:30")
    )

    assert "occurred_at" in response.context["form"].errors
