from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import Event
from accounts.views import checklist
from journeys.models import BeliefInvitee, BeliefRound
from tests.factories.actions import ActionFactory
from tests.factories.emotions import FocusEmotionFactory
from tests.factories.journeys import EmotionTargetFactory, JourneyFactory
from tests.factories.surveys import FollowUpFactory
from tests.factories.training import AssignmentFactory
from tests.insights.board_world import World


def states(acme):
    return [step["state"] for step in checklist.steps(acme)]


def test_a_new_organization_begins_with_the_first_rule(acme):
    assert states(acme) == ["now", "todo", "todo", "todo", "todo"]


def test_a_copied_library_is_not_yet_an_action_of_ones_own(acme):
    ActionFactory(organization=acme, source="library", library_key="listen")

    assert states(acme)[1] == "todo"


def test_each_rule_is_done_when_something_of_it_is_there(acme):
    FocusEmotionFactory(organization=acme)
    ActionFactory(organization=acme)
    EmotionTargetFactory(organization=acme)
    assert states(acme) == ["done", "done", "done", "now", "todo"]

    AssignmentFactory(organization=acme)
    assert states(acme)[3:] == ["done", "now"]


def test_what_others_have_done_does_not_count(acme):
    FocusEmotionFactory()

    assert states(acme)[0] == "now"


def test_each_step_has_one_next_step(sign_in, acme, olivia):
    page = sign_in(olivia).get("/acme/").text

    for step in checklist.steps(acme):
        assert str(step["label"]) in page
        assert step["href"] in page


@pytest.mark.parametrize(("role", "is_led"), [("mona", True), ("carl", False), ("vera", False)])
def test_the_checklist_leads_those_who_may_take_a_step(sign_in, request, role, is_led):
    page = sign_in(request.getfixturevalue(role)).get("/acme/")

    assert bool(page.context["steps"]) is is_led


def test_an_owner_hides_the_checklist_and_brings_it_back(sign_in, olivia):
    client = sign_in(olivia)
    client.post("/acme/checklist/hide/")
    assert "Choose a focus emotion" not in client.get("/acme/").text

    client.post("/acme/checklist/show/")
    assert "Choose a focus emotion" in client.get("/acme/").text
    assert set(Event.objects.values_list("verb", flat=True)) == {
        "checklist_hidden",
        "checklist_shown",
    }


def test_who_was_asked_to_estimate_finds_it_here(sign_in, acme, carl, vera):
    journey = JourneyFactory(organization=acme, name="Support case")
    asked = BeliefRound.objects.create(organization=acme, journey=journey, until=now().date())
    BeliefInvitee.objects.create(organization=acme, round=asked, membership=carl)

    assert "Support case" in sign_in(carl).get("/acme/").text
    assert "Support case" not in sign_in(vera).get("/acme/").text


def test_follow_ups_are_for_those_who_may_work_on_them(sign_in, mona, carl):
    assert "Follow-ups" in sign_in(mona).get("/acme/").text
    assert 'id="followups"' not in sign_in(carl).get("/acme/").text


@pytest.fixture
def late(acme):
    return FollowUpFactory(
        organization=acme,
        reason="Felt not at all cared for",
        due_on=now().date() - timedelta(days=3),
        owner=None,
    )


def test_a_customer_nobody_looks_after_stands_out(sign_in, mona, late):
    page = sign_in(mona).get("/acme/").text

    assert "Felt not at all cared for" in page
    assert "was due" in page
    assert "1 customer waits" in page


def test_a_customer_of_a_colleague_does_not_crowd_the_page(sign_in, mona, edgar, late):
    late.owner = edgar
    late.save()

    page = sign_in(mona).get("/acme/").text

    assert "Felt not at all cared for" not in page
    assert "1 customer is with a colleague" in page


def test_the_overview_costs_the_same_with_many_rows(
    sign_in, acme, mona, django_assert_max_num_queries
):
    FocusEmotionFactory.create_batch(20, organization=acme)
    ActionFactory.create_batch(20, organization=acme)
    JourneyFactory.create_batch(20, organization=acme)
    client = sign_in(mona)

    with django_assert_max_num_queries(21):
        client.get("/acme/")


def test_a_lesson_that_is_due_waits_here(sign_in, acme, carl, vera):
    AssignmentFactory(organization=acme, role="contributor", lesson__title="Listening first")

    page = sign_in(carl).get("/acme/").text

    assert "Listening first" in page
    assert "1 lesson waits for you" in page
    assert "Listening first" not in sign_in(vera).get("/acme/").text


def test_the_widest_gap_stands_here_with_its_range_and_its_answers(sign_in, acme, mona):
    world = World(acme, name="Waiting")
    world.answer(world.aim(intended=75), [1, 2] * 20)

    page = sign_in(mona).get("/acme/").content.decode()

    assert "38 felt, 75 intended" in page
    assert '<bdi dir="ltr">33–42</bdi> · 40 answers' in page
