"""Every interaction is asked about, held or skipped, by the first rule that speaks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.utils.timezone import now

from accounts.models import Actor, Event
from surveys.models import Customer, Decision, Delivery, Invitation, Suppression
from surveys.services import decisions, surveys
from tests.factories.surveys import CustomerFactory
from tests.surveys.worlds import World


@pytest.fixture
def world(acme):
    return World(acme)


def customer(world, **fields):
    return CustomerFactory(organization=world.org, **fields)


def test_whoever_no_rule_speaks_against_is_asked(world):
    decision = world.ask()
    assert (decision.verdict, decision.rule) == ("asked", "ask")
    assert Delivery.objects.get(invitation__decision=decision).state == "queued"


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"erased_at": now(), "email": "", "consent": "refused"}, "erased"),
        ({"email": "", "consent": "refused"}, "no_email"),
        ({"consent": "refused"}, "no_consent"),
        ({"consent": "unknown"}, "no_consent"),
        ({"last_asked_at": now() - timedelta(days=29)}, "cap"),
    ],
)
def test_a_customer_is_skipped_by_the_first_rule_that_objects(world, fields, rule):
    decision = world.ask(customer(world, **fields))
    assert (decision.verdict, decision.rule) == ("skipped", rule)
    assert not Invitation.objects.exists()


def test_a_suppressed_address_is_skipped(world):
    person = customer(world)
    Suppression.objects.create(
        organization=world.org, email_hash=person.email_hash, reason="unsubscribed"
    )
    assert world.ask(person).rule == "suppressed"


def test_a_suppression_of_another_organization_does_not_count(world, sam):
    person = customer(world)
    Suppression.objects.create(
        organization=sam.organization, email_hash=person.email_hash, reason="unsubscribed"
    )
    assert world.ask(person).rule == "ask"


def test_an_interaction_of_long_ago_is_skipped(world):
    assert world.ask(occurred_at=now() - timedelta(days=15)).rule == "too_old"


def test_a_stage_that_is_not_asked_about_is_skipped(world):
    stage = world.stages[0]
    stage.is_asked = False
    stage.save()
    assert world.ask().rule == "stage_not_asked"


def test_a_customer_asked_longer_ago_than_the_cap_is_asked(world):
    assert world.ask(customer(world, last_asked_at=now() - timedelta(days=31))).rule == "ask"


def test_the_cap_names_the_day(world):
    decision = world.ask(customer(world, last_asked_at=now()))
    assert now().date().isoformat() in decision.reason


def test_the_cap_does_not_hold_at_a_complaint_stage(acme):
    world = World(acme)
    world.survey.uncapped_stages = [world.stages[0].key]
    world.survey.save()
    assert world.ask(customer(world, last_asked_at=now())).rule == "ask"


def test_two_interactions_of_one_customer_in_one_batch_ask_once(world):
    person = customer(world)
    pks = [world.interaction(person).pk for _ in range(3)]
    rules = sorted(decision.rule for decision in decisions.decide(interaction_ids=pks))
    assert rules == ["ask", "cap", "cap"]


def test_an_interaction_is_held_until_its_time_and_then_asked(acme):
    world = World(acme, delay_hours=2)
    decision = world.ask()
    assert (decision.verdict, decision.rule) == ("held", "delay")
    assert not Invitation.objects.exists()
    with time_machine.travel(now() + timedelta(hours=3)):
        assert decisions.decide_due() == 1
    decision.refresh_from_db()
    assert (decision.verdict, decision.held_until) == ("asked", None)


def test_what_is_held_is_judged_anew_when_its_time_has_come(acme):
    world = World(acme, delay_hours=2)
    decision = world.ask()
    Customer.objects.update(consent="refused")
    with time_machine.travel(now() + timedelta(hours=3)):
        decisions.decide_due()
    decision.refresh_from_db()
    assert decision.rule == "no_consent"


def test_ask_now_does_not_wait_for_the_delay(acme, edgar):
    world = World(acme, delay_hours=2)
    world.ask()
    assert decisions.ask_now(org=acme, by=Actor.member(edgar)) == 1
    assert Delivery.objects.get().state == "queued"


def test_a_paused_survey_holds_and_goes_on_where_it_stopped(world):
    surveys.pause(survey=world.survey, by=Actor.system())
    decision = world.ask()
    assert (decision.verdict, decision.rule) == ("held", "paused")
    surveys.start(survey=world.survey, by=Actor.system())
    decisions.decide_due()
    decision.refresh_from_db()
    assert decision.verdict == "asked"


def test_what_an_ended_survey_held_is_skipped(acme):
    world = World(acme, delay_hours=2)
    decision = world.ask()
    surveys.end(survey=world.survey, by=Actor.system())
    with time_machine.travel(now() + timedelta(hours=3)):
        decisions.decide_due()
    decision.refresh_from_db()
    assert (decision.verdict, decision.rule) == ("skipped", "stage_not_asked")


def test_a_journey_without_running_survey_gets_no_decision(acme):
    world = World(acme, start=False)
    assert decisions.decide(interaction_ids=[world.interaction().pk]) == []


def test_deciding_twice_changes_nothing(world):
    interaction = world.interaction()
    decisions.decide(interaction_ids=[interaction.pk])
    assert decisions.decide(interaction_ids=[interaction.pk]) == []
    assert Delivery.objects.count() == 1


def test_the_sample_is_kept_and_always_the_same(acme):
    world = World(acme, sample_percent=30)
    places = [decisions.sample_place(world.survey, world.interaction()) for _ in range(200)]
    assert 30 <= sum(place < 30 for place in places) <= 90
    assert all(0 <= place < 100 for place in places)
    interaction = world.interaction()
    assert decisions.sample_place(world.survey, interaction) == decisions.sample_place(
        world.survey, interaction
    )


def test_whoever_is_not_drawn_is_told_so(acme):
    world = World(acme, sample_percent=1)
    rules = {world.ask().rule for _ in range(6)}
    assert "sampled_out" in rules


def test_a_batch_leaves_one_event(world):
    decisions.decide(interaction_ids=[world.interaction().pk for _ in range(5)])
    assert Event.objects.get(verb="decided").after == {"asked": 5}


def test_a_hundred_interactions_take_as_many_statements_as_ten(
    world, django_assert_max_num_queries
):
    pks = [world.interaction().pk for _ in range(100)]
    with django_assert_max_num_queries(40):
        decisions.decide(interaction_ids=pks)


@pytest.mark.parametrize(
    ("language", "expected"), [("de", "de"), ("ar", "ar"), ("", "en"), ("fr", "en")]
)
def test_a_customer_is_written_to_in_a_language_the_organization_writes(acme, language, expected):
    acme.languages = ["en", "de", "ar"]
    acme.save()
    world = World(acme)
    assert world.invite(customer(world, language=language)).language == expected


def test_the_probability_of_each_question_is_kept(world):
    drawn = world.invite().drawn
    assert drawn[0]["probability"] == 1
    assert all(0 < question["probability"] <= 1 for question in drawn)


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_never_ask_one_customer_twice(acme):
    world = World(acme)
    for _ in range(5):
        person = customer(world)
        pks = [world.interaction(person).pk for _ in range(4)]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(decide_in_thread, pks))
        rules = sorted(Decision.objects.filter(interaction__in=pks).values_list("rule", flat=True))
        assert rules == ["ask", "cap", "cap", "cap"]


def decide_in_thread(pk):
    try:
        decisions.decide(interaction_ids=[pk])
    finally:
        connections.close_all()
