"""A journey ready to be asked about: stages with targets, an outcome, success, a live action."""

from accounts.models import Actor
from surveys.models import Delivery, Invitation
from surveys.services import decisions, surveys
from tests.factories.emotions import EmotionFactory, OutcomeFactory, WordingFactory
from tests.factories.journeys import (
    CheckWordingFactory,
    EmotionTargetFactory,
    JourneyFactory,
    LiveIntervalFactory,
    StageActionFactory,
    StageFactory,
)
from tests.factories.surveys import CustomerFactory, InteractionFactory, SurveyFactory


class World:
    """`World(acme)` has a running survey; `ask()` makes an interaction and decides about it."""

    def __init__(self, org, *, stages=1, targets=2, checks=1, start=True, **survey):
        self.org = org
        self.journey = JourneyFactory(organization=org)
        self.outcome = OutcomeFactory(organization=org, key="recommend", scale="eleven")
        self.word_outcome(self.outcome, "After {interaction}, would you recommend us?")
        success = OutcomeFactory(organization=org, key="success", scale="three", is_predictor=True)
        self.word_outcome(success, "After {interaction}, was your problem solved?")
        self.emotions = [self.emotion() for _ in range(stages * targets)]
        self.stages = [
            self.stage(self.emotions[n * targets : (n + 1) * targets], checks)
            for n in range(stages)
        ]
        self.survey = SurveyFactory(
            organization=org,
            journey=self.journey,
            main_outcome=self.outcome,
            **{"delay_hours": 0, **survey},
        )
        if start:
            self.survey = surveys.start(survey=self.survey, by=Actor.system())

    def word_outcome(self, outcome, text):
        WordingFactory(
            organization=self.org, emotion=None, outcome=outcome, texts={"en": text, "de": text}
        )

    def emotion(self, **fields):
        emotion = EmotionFactory(organization=self.org, **fields)
        text = f"After {{interaction}}, how far did you feel {emotion.name}?"
        WordingFactory(organization=self.org, emotion=emotion, texts={"en": text})
        return emotion

    def stage(self, emotions, checks=0, **fields):
        stage = StageFactory(organization=self.org, journey=self.journey, **fields)
        for emotion in emotions:
            EmotionTargetFactory(organization=self.org, stage=stage, emotion=emotion)
        for _ in range(checks):
            action = StageActionFactory(organization=self.org, stage=stage)
            LiveIntervalFactory(organization=self.org, stage_action=action)
            CheckWordingFactory(organization=self.org, stage_action=action)
        return stage

    def interaction(self, customer=None, **fields):
        return InteractionFactory(
            organization=self.org,
            stage=fields.pop("stage", self.stages[0]),
            customer=customer or CustomerFactory(organization=self.org),
            **fields,
        )

    def ask(self, customer=None, **fields):
        """The decision about a new interaction."""
        interaction = self.interaction(customer, **fields)
        return decisions.decide(interaction_ids=[interaction.pk])[0]

    def invite(self, customer=None, **fields):
        """The invitation that follows from a new interaction."""
        return Invitation.objects.get(decision=self.ask(customer, **fields))

    def mail(self, customer=None, **fields):
        """Its outbox row."""
        return Delivery.objects.get(invitation=self.invite(customer, **fields))
