"""Interactions from other systems: each once, at a stage that exists, on its local day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.timezone import now

from accounts.models import Actor, Event
from surveys.models import Customer, Decision, Interaction
from surveys.services import interactions
from tests.factories.accounts import OrganizationFactory, StaffMemberFactory, TeamFactory
from tests.factories.journeys import (
    JourneyFactory,
    PersonaFactory,
    StageFactory,
    TouchpointFactory,
)
from tests.factories.surveys import CustomerFactory
from tests.surveys.worlds import World

BY = Actor.system()


@pytest.fixture
def stage(acme):
    journey = JourneyFactory(organization=acme, key="support")
    return StageFactory(organization=acme, journey=journey, key="call")


def row(**more):
    person = {"external_id": "C1", "email": "ana@example.org"}
    when = now() - timedelta(hours=3)
    return {"external_id": "I1", "customer": person, "stage": "call", "occurred_at": when, **more}


def add(org, *rows):
    return interactions.add_many(org=org, rows=rows, by=BY)


def test_a_row_stores_the_interaction_and_its_unknown_customer(acme, stage):
    report = add(acme, row(source="crm"))

    interaction = Interaction.objects.get()
    assert report.created == 1
    assert interaction.stage == stage
    assert (interaction.customer.source, interaction.customer.external_id) == ("crm", "C1")


def test_a_touchpoint_says_at_which_stage_it_happened(acme, stage):
    TouchpointFactory(organization=acme, stage=stage, key="hotline")
    TouchpointFactory(organization=acme, key="hotline")
    ticket = row(stage="", touchpoint="hotline")

    report = add(acme, {**ticket, "journey": "support"}, ticket, row(stage=""))

    assert Interaction.objects.get().stage == stage
    several, nowhere = report.rejected
    assert (several.field, "name the stage" in several.message) == ("touchpoint", True)
    assert (nowhere.field, "stage or touchpoint" in nowhere.message) == ("stage", True)


def test_sent_twice_is_stored_once(acme, stage):
    add(acme, row())

    assert add(acme, row(), row()).repeated == 2
    assert Interaction.objects.count() == Customer.objects.count() == 1


def test_the_same_reference_of_another_source_is_another_interaction(acme, stage):
    add(acme, row(source="crm"), row(source="shop"))

    assert Interaction.objects.count() == 2


def test_only_a_newer_row_changes_what_is_there(acme, stage):
    other = StageFactory(organization=acme, journey=stage.journey, key="visit")
    add(acme, row(updated_at=now() - timedelta(days=1)))

    older = add(acme, row(stage="visit", updated_at=now() - timedelta(days=2)))
    newer = add(acme, row(stage="visit", updated_at=now()))

    assert (older.repeated, newer.updated) == (1, 1)
    assert Interaction.objects.get().stage == other


def test_a_repeat_brings_no_new_customer(acme, stage):
    add(acme, row())

    add(acme, row(customer={"email": "somebody.else@example.org"}))

    assert Customer.objects.count() == 1


def test_the_customer_is_found_by_a_number_of_another_source(acme, stage):
    customer = CustomerFactory(organization=acme, source="crm", external_id="C1")

    add(acme, row(source="helpdesk", customer="C1"))

    assert Interaction.objects.get().customer == customer


def test_a_number_that_two_sources_know_needs_its_source(acme, stage):
    CustomerFactory(organization=acme, source="crm", external_id="C1")
    CustomerFactory(organization=acme, source="shop", external_id="C1")

    report = add(acme, row(source="helpdesk", customer="C1"))

    assert "crm, shop" in report.rejected[0].message


def test_an_unknown_stage_is_refused_with_the_known_ones(acme, stage):
    StageFactory(organization=acme, journey=stage.journey, key="visit")

    (rejection,) = add(acme, row(stage="flight")).rejected

    assert rejection.field == "stage"
    assert "“flight”" in rejection.message
    assert "call, visit" in rejection.message
    assert not Customer.objects.exists()


def test_a_stage_key_of_two_journeys_needs_the_journey(acme, stage):
    other = JourneyFactory(organization=acme, key="onboarding")
    StageFactory(organization=acme, journey=other, key="call")

    refused = add(acme, row())
    stored = add(acme, row(journey="support"))

    assert "name the journey" in refused.rejected[0].message
    assert stored.created == 1
    assert Interaction.objects.get().stage == stage


def test_the_stage_of_another_organization_is_unknown(acme, stage):
    StageFactory(organization=OrganizationFactory(), key="secret")

    assert add(acme, row(stage="secret")).rejected


def test_the_day_is_the_organizations(acme, stage):
    acme.timezone = "Pacific/Auckland"
    acme.save()
    at = datetime.combine(now().date() - timedelta(days=5), datetime.min.time(), UTC)

    add(acme, row(occurred_at=at.replace(hour=20).isoformat()))

    assert Interaction.objects.get().experienced_on == at.date() + timedelta(days=1)


def test_a_time_without_a_zone_is_the_organizations(acme, stage):
    acme.timezone = "Asia/Tokyo"
    acme.save()
    day = now().date() - timedelta(days=5)

    add(acme, row(occurred_at=f"{day} 01:30"))

    stored = Interaction.objects.get()
    assert stored.experienced_on == day
    assert stored.occurred_at.astimezone(UTC).date() == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"external_id": ""}, "external_id"),
        ({"external_id": "x" * 201}, "external_id"),
        ({"customer": {}}, "customer.external_id"),
        ({"customer": None}, "customer"),
        ({"customer": {"email": "nope"}}, "customer.email"),
        ({"stage": ""}, "stage"),
        ({"stage": ["call"]}, "stage"),
        ({"touchpoint": "hotline"}, "touchpoint"),
        ({"staff_member": "E9"}, "staff_member"),
        ({"persona": "busy"}, "persona"),
        ({"occurred_at": None}, "occurred_at"),
        ({"occurred_at": "31.2.2026"}, "occurred_at"),
        ({"occurred_at": "2999-01-01"}, "occurred_at"),
        ({"occurred_at": "0001-01-01"}, "occurred_at"),
        ({"occurred_at": date(1999, 1, 1)}, "occurred_at"),
        ({"occurred_at": 12345}, "occurred_at"),
    ],
)
def test_a_bad_row_is_refused_with_its_field_and_the_rest_is_stored(acme, stage, changes, field):
    report = add(acme, row(**changes), row(external_id="I2"))

    assert field in [rejection.field for rejection in report.rejected]
    assert [rejection.row for rejection in report.rejected] == [1] * len(report.rejected)
    assert report.created == 1


def test_the_slice_freezes_channel_team_persona_and_the_reporting_segments(acme, stage):
    acme.reporting_segments = ["plan", "region"]
    acme.save()
    team = TeamFactory(organization=acme)
    StaffMemberFactory(organization=acme, external_id="E1", team=team)
    TouchpointFactory(organization=acme, stage=stage, key="hotline", channel="phone")
    persona = PersonaFactory(organization=acme, key="busy")
    CustomerFactory(organization=acme, external_id="C1", segments={"plan": "gold"})

    add(
        acme,
        row(
            customer="C1", touchpoint="hotline", staff_member="E1", persona="busy",
            segments={"region": "north"},
        ),
    )  # fmt: skip

    cut = Interaction.objects.get().slice
    assert (cut.channel, cut.team, cut.persona) == ("phone", team, persona)
    assert (cut.segment_a, cut.segment_b) == ("gold", "north")


def test_equal_slices_are_one_row(acme, stage):
    add(acme, *[row(external_id=f"I{n}") for n in range(5)])

    assert Interaction.objects.values("slice").distinct().count() == 1


def test_one_event_a_batch(acme, stage):
    add(acme, row(), row(external_id="I2"), row(external_id="I3", stage="nowhere"))

    event = Event.objects.get(verb="interactions_stored")
    assert event.after == {"created": 2, "updated": 0, "repeated": 0, "rejected": 1}


def test_a_thousand_interactions_take_a_handful_of_queries(
    acme, stage, django_assert_max_num_queries
):
    rows = [row(external_id=f"I{n}", customer={"external_id": f"C{n}"}) for n in range(1000)]

    with django_assert_max_num_queries(25):
        add(acme, *rows)


def test_one_interaction_is_decided_about_at_once(acme):
    world = World(acme)

    added = interactions.add(
        org=acme,
        row=row(stage=world.stages[0], customer=CustomerFactory(organization=acme)),
        by=BY,
    )

    assert added.result == "created"
    assert Decision.objects.get().interaction == added.interaction


def test_what_came_in_bulk_is_decided_about_by_the_worker(acme):
    world = World(acme)
    customer = CustomerFactory(organization=acme)
    add(acme, row(stage=world.stages[0], customer=customer))

    assert interactions.decide_new() == 1
    assert interactions.decide_new() == 0


def test_what_came_before_the_survey_was_started_is_not_asked_about(acme):
    world = World(acme, start=False)
    add(acme, row(stage=world.stages[0]))

    assert interactions.decide_new() == 0
