from datetime import timedelta

import pytest
from django.utils.timezone import now

from journeys.selectors import beliefs, targets
from tests.factories.accounts import MembershipFactory
from tests.factories.journeys import (
    BeliefFactory,
    BeliefInviteeFactory,
    BeliefRoundFactory,
    EmotionTargetFactory,
    StageFactory,
)


def estimated(stage, emotion, *values, days_ago=1, closed=True):
    org = stage.organization
    closed_at = now() - timedelta(days=days_ago) if closed else None
    belief_round = BeliefRoundFactory(organization=org, journey=stage.journey, closed_at=closed_at)
    for value in values:
        BeliefFactory(
            organization=org, round=belief_round, stage=stage, emotion=emotion, value=value
        )
    return belief_round


def test_the_believed_value_is_the_mean_of_a_closed_round(journey, stage, emotion):
    estimated(stage, emotion, 60, 70, 80)

    found = beliefs.believed(journey=journey)[stage.pk, emotion.pk]

    assert (found.mean, found.n, found.sd) == (70, 3, pytest.approx(10))


def test_a_later_round_replaces_an_earlier_one(journey, stage, emotion):
    estimated(stage, emotion, 10, 10, 10, days_ago=1)
    estimated(stage, emotion, 90, 90, 90, days_ago=5)

    assert beliefs.believed(journey=journey)[stage.pk, emotion.pk].mean == 10


def test_two_people_do_not_replace_what_three_believed(journey, stage, emotion):
    estimated(stage, emotion, 60, 70, 80, days_ago=5)
    estimated(stage, emotion, 0, 0, days_ago=1)

    assert beliefs.believed(journey=journey)[stage.pk, emotion.pk].mean == 70


def test_fewer_than_three_estimates_have_no_spread(journey, stage, emotion):
    estimated(stage, emotion, 60, 80)

    found = beliefs.believed(journey=journey)[stage.pk, emotion.pk]

    assert (found.n, found.sd, found.is_company_belief) == (2, None, False)


def test_an_open_round_tells_nobody_what_others_estimated(journey, stage, emotion):
    estimated(stage, emotion, 60, 70, 80, closed=False)

    assert beliefs.believed(journey=journey) == {}


def asked(journey, membership, **fields):
    belief_round = BeliefRoundFactory(organization=journey.organization, journey=journey)
    return BeliefInviteeFactory(
        organization=journey.organization, round=belief_round, membership=membership, **fields
    )


def test_somebody_asked_may_not_see_what_is_felt(journey, carl):
    asked(journey, carl)

    assert not beliefs.may_see_felt(journey=journey, membership=carl)
    assert beliefs.blind_journeys(membership=carl) == {journey.pk}


@pytest.mark.parametrize("how", ["estimated_at", "revealed_at"])
def test_whoever_estimated_or_asked_to_be_shown_sees_it(journey, carl, how):
    asked(journey, carl, **{how: now()})

    assert beliefs.may_see_felt(journey=journey, membership=carl)
    assert beliefs.blind_journeys(membership=carl) == frozenset()


def test_whoever_was_not_asked_sees_it(journey, carl):
    asked(journey, MembershipFactory(organization=journey.organization))

    assert beliefs.may_see_felt(journey=journey, membership=carl)


def test_a_closed_round_hides_nothing(journey, carl):
    invitee = asked(journey, carl)
    invitee.round.closed_at = now()
    invitee.round.save()

    assert beliefs.may_see_felt(journey=journey, membership=carl)


def test_current_targets_leave_out_ended_ones_and_archived_stages(journey, stage, emotion):
    org = journey.organization
    target = EmotionTargetFactory(organization=org, stage=stage, emotion=emotion)
    EmotionTargetFactory(organization=org, stage=stage, ended_on=now().date())
    archived = StageFactory(organization=org, journey=journey, archived_at=now())
    EmotionTargetFactory(organization=org, stage=archived, emotion=emotion)

    assert targets.current(journey=journey) == {(stage.pk, emotion.pk): target}
