from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Actor, Event
from journeys.models import Belief
from journeys.selectors import beliefs as selectors
from journeys.services import beliefs
from tests.factories.accounts import MembershipFactory
from tests.factories.journeys import EmotionTargetFactory


@pytest.fixture
def target(acme, stage, emotion):
    return EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion)


@pytest.fixture
def opened(acme, journey, target, mona, carl, by):
    return beliefs.open_round(
        journey=journey, asked=[mona, carl], until=acme.today() + timedelta(days=7), by=by
    )


def estimate(belief_round, membership, cell, value):
    beliefs.estimate(
        belief_round=belief_round,
        membership=membership,
        values={cell: value},
        by=Actor.member(membership),
    )


def test_estimates_become_the_believed_value_when_the_round_closes(
    journey, opened, target, mona, carl, by
):
    cell = (target.stage_id, target.emotion_id)
    estimate(opened, mona, cell, 80)
    estimate(opened, carl, cell, 60)
    assert selectors.believed(journey=journey) == {}

    beliefs.close(belief_round=opened, by=by)

    assert selectors.believed(journey=journey)[cell].mean == 70


def test_whoever_estimated_sees_what_is_felt(journey, opened, target, mona, carl):
    estimate(opened, mona, (target.stage_id, target.emotion_id), 80)

    assert selectors.may_see_felt(journey=journey, membership=mona)
    assert not selectors.may_see_felt(journey=journey, membership=carl)


def test_estimates_are_given_once(opened, target, mona):
    cell = (target.stage_id, target.emotion_id)
    estimate(opened, mona, cell, 80)

    with pytest.raises(ValidationError, match="already"):
        estimate(opened, mona, cell, 20)


def test_looking_is_recorded_and_ends_estimating(journey, opened, target, mona):
    beliefs.reveal(belief_round=opened, membership=mona, by=Actor.member(mona))

    assert Event.objects.get(verb="beliefs_revealed").membership == mona
    assert selectors.may_see_felt(journey=journey, membership=mona)
    with pytest.raises(ValidationError, match="no longer estimate"):
        estimate(opened, mona, (target.stage_id, target.emotion_id), 80)


def test_only_those_asked_estimate(opened, target, edgar):
    with pytest.raises(ValidationError, match="not asked"):
        estimate(opened, edgar, (target.stage_id, target.emotion_id), 80)


def test_a_closed_round_takes_no_more_estimates(opened, target, mona, by):
    beliefs.close(belief_round=opened, by=by)

    with pytest.raises(ValidationError, match="closed"):
        estimate(opened, mona, (target.stage_id, target.emotion_id), 80)


@pytest.mark.parametrize("value", [101, -1])
def test_an_estimate_lies_between_0_and_100(opened, target, mona, value):
    with pytest.raises(ValidationError):
        estimate(opened, mona, (target.stage_id, target.emotion_id), value)

    assert not Belief.objects.exists()


def test_only_targets_are_estimated(opened, target, mona):
    with pytest.raises(ValidationError, match="targets of this journey have changed"):
        estimate(opened, mona, (target.stage_id, 4711), 50)


def test_the_log_does_not_tell_how_somebody_estimated(opened, target, mona):
    estimate(opened, mona, (target.stage_id, target.emotion_id), 83)

    event = Event.objects.get(verb="beliefs_estimated")
    assert event.after == {"journey": opened.journey_id, "estimates": 1}


def test_one_round_of_a_journey_is_open(acme, journey, opened, mona, by):
    with pytest.raises(ValidationError, match="open already"):
        beliefs.open_round(journey=journey, asked=[mona], until=acme.today(), by=by)


def test_without_targets_there_is_nothing_to_estimate(acme, journey, mona, by):
    with pytest.raises(ValidationError, match="Set a target"):
        beliefs.open_round(journey=journey, asked=[mona], until=acme.today(), by=by)


@pytest.mark.parametrize("days", [-1, 91, 40000])
def test_a_round_ends_within_three_months(acme, journey, target, mona, by, days):
    with pytest.raises(ValidationError, match="three months"):
        beliefs.open_round(
            journey=journey, asked=[mona], until=acme.today() + timedelta(days=days), by=by
        )


def test_a_viewer_is_not_asked(acme, journey, target, vera, by):
    with pytest.raises(ValidationError, match="not estimate"):
        beliefs.open_round(journey=journey, asked=[vera], until=acme.today(), by=by)


def test_a_stranger_is_not_asked(acme, journey, target, by):
    stranger = MembershipFactory(role="editor")

    with pytest.raises(ValidationError, match="own organization"):
        beliefs.open_round(journey=journey, asked=[stranger], until=acme.today(), by=by)


def test_a_round_closes_when_its_last_day_is_over(acme, opened):
    assert beliefs.close_due() == 0
    opened.until = acme.today() - timedelta(days=1)
    opened.save()

    assert beliefs.close_due() == 1
    opened.refresh_from_db()
    assert opened.closed_at is not None
