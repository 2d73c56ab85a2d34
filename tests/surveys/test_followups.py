"""A low answer finds somebody who looks after it."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import Actor, Event
from surveys.models import FollowUp, Question, Response
from surveys.services import answers, followups
from tests.factories.accounts import MembershipFactory
from tests.factories.emotions import OutcomeFactory, WordingFactory
from tests.factories.journeys import TouchpointFactory
from tests.factories.surveys import AnswerFactory, FollowUpFactory, QuestionFactory
from tests.surveys.worlds import World


def emotion_answer(direction, value):
    question = QuestionFactory(emotion__direction=direction, wording__emotion__direction=direction)
    return AnswerFactory(question=question, organization=question.organization, value=value)


def outcome_answer(scale, value):
    outcome = OutcomeFactory(scale=scale)
    wording = WordingFactory(emotion=None, outcome=outcome, organization=outcome.organization)
    question = QuestionFactory(
        kind="outcome",
        wording=wording,
        emotion=None,
        outcome=outcome,
        organization=outcome.organization,
    )
    return AnswerFactory(question=question, organization=outcome.organization, value=value)


@pytest.mark.parametrize(
    ("direction", "value", "low"),
    [
        ("seek", 0, True), ("seek", 1, True), ("seek", 2, False), ("seek", 4, False),
        ("avoid", 4, True), ("avoid", 3, True), ("avoid", 2, False), ("avoid", 0, False),
        ("seek", None, False), ("avoid", None, False),
    ],
)  # fmt: skip
def test_how_low_an_emotion_has_to_be(direction, value, low):
    assert followups.is_low(emotion_answer(direction, value)) is low


@pytest.mark.parametrize(
    ("scale", "value", "low"),
    [
        ("eleven", 4, True), ("eleven", 5, False), ("five", 1, True), ("five", 2, False),
        ("three", 0, True), ("three", 1, False),
    ],
)  # fmt: skip
def test_how_low_an_outcome_has_to_be(scale, value, low):
    assert followups.is_low(outcome_answer(scale, value)) is low


def answered(world, value, **interaction):
    """A response in which the main outcome has this value."""
    invitation = world.invite(**interaction)
    question = Question.objects.get(pk=invitation.drawn[0]["question"])
    answers.save(invitation=invitation, question=question, value=value)
    invitation = type(invitation).objects.get(pk=invitation.pk)
    return answers.send(invitation=invitation, comment="")


def test_a_low_answer_opens_a_follow_up_with_its_reason(acme, mona):
    world = World(acme, followup_owner=mona, followup_days=3)
    followup = answered(world, 2).followup
    assert followup.reason == "Recommend: 2/10"
    assert followup.owner == mona
    assert followup.due_on == acme.today() + timedelta(days=3)


def test_a_good_answer_opens_none(acme):
    answered(World(acme), 9)
    assert not FollowUp.objects.exists()


def test_the_owner_of_the_touchpoint_looks_after_it_where_the_survey_names_nobody(acme, carl):
    world = World(acme)
    touchpoint = TouchpointFactory(organization=acme, stage=world.stages[0], owner=carl)
    assert answered(world, 0, touchpoint=touchpoint).followup.owner == carl


def test_nobody_who_has_left_gets_a_follow_up(acme):
    gone = MembershipFactory(organization=acme, role="manager", left_at=now())
    assert answered(World(acme, followup_owner=gone), 0).followup.owner is None


def test_the_log_says_that_it_was_opened_and_not_why(acme):
    answered(World(acme), 0)
    event = Event.objects.get(verb="followup_opened")
    assert "Recommend" not in f"{event.label}{event.before}{event.after}"


def test_closing_keeps_who_and_how(acme, mona):
    followup = FollowUpFactory(organization=acme)
    closed = followups.close(
        followup=followup, result="solved", note="Called.", version=1, by=Actor.member(mona)
    )
    assert (closed.result, closed.closed_by, closed.version) == ("solved", mona, 2)
    assert "Called." not in str(Event.objects.get(verb="followup_closed").after)


def test_a_closed_follow_up_is_not_closed_again(acme, mona):
    followup = FollowUpFactory(organization=acme)
    by = Actor.member(mona)
    followups.close(followup=followup, result="solved", note="", version=1, by=by)
    with pytest.raises(followups.ValidationError):
        followups.close(followup=followup, result="solved", note="", version=2, by=by)


def test_a_follow_up_can_be_opened_again(acme, mona):
    followup = FollowUpFactory(organization=acme)
    by = Actor.member(mona)
    followups.close(followup=followup, result="solved", note="", version=1, by=by)
    assert followups.reopen(followup=followup, by=by).closed_at is None


def test_the_page_shows_the_answers_only_to_who_may_read_them(sign_in, acme, mona):
    response = answered(World(acme), 2)
    client = sign_in(mona)
    address = f"/acme/surveys/follow-ups/{response.followup.pk}/"
    assert "2/10" in client.get(address).content.decode()
    acme.answer_readers = ["owner"]
    acme.save()
    assert "2/10" not in client.get(address).content.decode()
    assert "2/10" not in client.get("/acme/surveys/follow-ups/").content.decode()


def test_a_stale_edit_is_refused_and_keeps_what_was_typed(sign_in, acme, mona):
    followup = FollowUpFactory(organization=acme)
    client, address = sign_in(mona), f"/acme/surveys/follow-ups/{followup.pk}/edit/"
    fields = {"version": 1, "owner": "", "due_on": "2026-12-01"}
    assert client.post(address, {**fields, "note": "first"}).status_code == 302
    page = client.post(address, {**fields, "note": "second"})
    assert page.status_code == 422
    assert "first" in page.content.decode()
    assert "second</textarea>" in page.content.decode()
    assert FollowUp.objects.get().note == "first"


def test_a_response_has_one_follow_up_however_many_answers_are_low(acme):
    world = World(acme)
    invitation = world.invite()
    for drawn in invitation.drawn:
        question = Question.objects.get(pk=drawn["question"])
        answers.save(
            invitation=type(invitation).objects.get(pk=invitation.pk), question=question, value=0
        )
    answers.send(invitation=type(invitation).objects.get(pk=invitation.pk), comment="")
    assert " · " in FollowUp.objects.get().reason
    assert Response.objects.get().followup
