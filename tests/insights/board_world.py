"""A small world for the pages of the gap board: a stage, what it aims for, and answers by the day."""

from datetime import timedelta

from django.utils.timezone import now

from surveys.models import Answer, DirtyDay
from surveys.services import rollups
from tests.factories.emotions import EmotionFactory, WordingFactory
from tests.factories.journeys import BeliefInviteeFactory, EmotionTargetFactory, StageFactory
from tests.factories.rows import store
from tests.factories.surveys import QuestionFactory, ResponseFactory, SliceFactory


class World:
    """One journey of one organization; stages and emotions are added as a test needs them."""

    def __init__(self, organization, **stage):
        self.organization = organization
        self.stage = StageFactory(organization=organization, **stage)
        self.journey = self.stage.journey
        self.today = organization.today()

    def aim(self, key="informed", intended=75, stage=None, **emotion):
        """A target and the question that asks for it."""
        emotion = EmotionFactory(organization=self.organization, key=key, **emotion)
        EmotionTargetFactory(
            organization=self.organization,
            stage=stage or self.stage,
            emotion=emotion,
            intended=intended,
        )
        wording = WordingFactory(organization=self.organization, emotion=emotion)
        return QuestionFactory(organization=self.organization, wording=wording)

    def answer(self, question, values, *, days_ago=0, channel="phone", also=None, **response):
        """One response a value; `also` is (question, value) answered in the same response."""
        where = SliceFactory(organization=self.organization, key=f"{channel}|||", channel=channel)
        day = self.today - timedelta(days=days_ago)
        one = ResponseFactory.build(
            organization=self.organization,
            **{"stage": self.stage, "slice": where, "experienced_on": day, **response},
        )
        responses = store(one, [], [()] * len(values))
        answers = [(pk, question.pk, value) for pk, value in zip(responses, values, strict=True)]
        if also:
            beside, again = also
            answers += [(pk, beside.pk, again) for pk in responses]
        store(
            Answer(organization=self.organization), ["response_id", "question_id", "value"], answers
        )
        rollups.mark_dirty(org_id=self.organization.pk, day=day)

    def roll_up(self):
        """What the worker does after a while."""
        days = list(
            DirtyDay.objects.filter(organization=self.organization)
            .values_list("day", flat=True)
            .distinct()
        )
        rollups.refresh_days(org_id=self.organization.pk, days=days)

    def ask_blind(self, membership):
        """Open a belief round in which this member has still to estimate."""
        return BeliefInviteeFactory(
            organization=self.organization,
            round__journey=self.journey,
            round__until=now().date() + timedelta(days=7),
            membership=membership,
        )
