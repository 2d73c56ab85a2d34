from datetime import timedelta

import factory
from django.utils.timezone import now

from journeys.models import (
    Belief,
    BeliefInvitee,
    BeliefRound,
    CheckWording,
    EmotionTarget,
    Journey,
    LiveInterval,
    Persona,
    Stage,
    StageAction,
    Touchpoint,
)
from tests.factories.accounts import MembershipFactory, OwnedFactory, same
from tests.factories.actions import ActionFactory
from tests.factories.emotions import EmotionFactory


def today():
    return now().date()


class PersonaFactory(OwnedFactory):
    class Meta:
        model = Persona

    key = factory.Sequence(lambda n: f"persona-{n}")
    name = factory.Sequence(lambda n: f"Persona {n}")


class JourneyFactory(OwnedFactory):
    class Meta:
        model = Journey

    key = factory.Sequence(lambda n: f"journey-{n}")
    name = factory.Sequence(lambda n: f"Journey {n}")


class StageFactory(OwnedFactory):
    class Meta:
        model = Stage

    journey = same(JourneyFactory)
    key = factory.Sequence(lambda n: f"stage-{n}")
    name = factory.Sequence(lambda n: f"Stage {n}")
    asked_as = {"en": "your support call"}


class TouchpointFactory(OwnedFactory):
    class Meta:
        model = Touchpoint

    stage = same(StageFactory)
    key = factory.Sequence(lambda n: f"touchpoint-{n}")
    name = factory.Sequence(lambda n: f"Touchpoint {n}")
    channel = "phone"


class EmotionTargetFactory(OwnedFactory):
    class Meta:
        model = EmotionTarget

    stage = same(StageFactory)
    emotion = same(EmotionFactory)
    intended = 80
    since = factory.LazyFunction(today)


class StageActionFactory(OwnedFactory):
    class Meta:
        model = StageAction

    stage = same(StageFactory)
    action = same(ActionFactory)
    emotion = same(EmotionFactory)


class LiveIntervalFactory(OwnedFactory):
    class Meta:
        model = LiveInterval

    stage_action = same(StageActionFactory)
    since = factory.LazyFunction(today)


class CheckWordingFactory(OwnedFactory):
    class Meta:
        model = CheckWording

    stage_action = same(StageActionFactory)
    texts = {"en": "Did the person repeat back what you needed?"}


class BeliefRoundFactory(OwnedFactory):
    class Meta:
        model = BeliefRound

    journey = same(JourneyFactory)
    until = factory.LazyFunction(lambda: today() + timedelta(days=7))


class BeliefInviteeFactory(OwnedFactory):
    class Meta:
        model = BeliefInvitee

    round = same(BeliefRoundFactory)
    membership = same(MembershipFactory)


class BeliefFactory(OwnedFactory):
    class Meta:
        model = Belief

    round = same(BeliefRoundFactory)
    membership = same(MembershipFactory)
    stage = same(StageFactory)
    emotion = same(EmotionFactory)
    value = 70
