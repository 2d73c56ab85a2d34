"""Small planted worlds for the tests of reports and alerts."""

from datetime import date, timedelta

from surveys.services import rollups
from tests.factories.emotions import EmotionFactory, WordingFactory
from tests.factories.journeys import EmotionTargetFactory
from tests.factories.surveys import (
    AnswerFactory,
    DecisionFactory,
    DeliveryFactory,
    InteractionFactory,
    InvitationFactory,
    QuestionFactory,
    ResponseFactory,
    SliceFactory,
    SurveyFactory,
    SurveyVersionFactory,
)


def aim(stage, intended, **emotion):
    """A target at the stage; returns the question that asks for it."""
    org = stage.organization
    emotion = EmotionFactory(organization=org, **emotion)
    EmotionTargetFactory(organization=org, stage=stage, emotion=emotion, intended=intended)
    return QuestionFactory(
        organization=org, wording=WordingFactory(organization=org, emotion=emotion)
    )


def answer(stage, question, values, on: date):
    """One response with one answer for each value, experienced on that day."""
    org = stage.organization
    where = SliceFactory(organization=org)
    for value in values:
        response = ResponseFactory(organization=org, stage=stage, slice=where, experienced_on=on)
        AnswerFactory(organization=org, response=response, question=question, value=value)
    rollups.mark_dirty(org_id=org.pk, day=on)


def ask(stage, how_many, answered, on: date):
    """Mails about experiences of that day, so many of them answered."""
    org = stage.organization
    survey = SurveyFactory(organization=org, journey=stage.journey)
    version = SurveyVersionFactory(organization=org, survey=survey)
    for number in range(how_many):
        interaction = InteractionFactory(organization=org, stage=stage, experienced_on=on)
        decision = DecisionFactory(organization=org, survey=survey, interaction=interaction)
        invitation = InvitationFactory(organization=org, decision=decision, survey_version=version)
        DeliveryFactory(
            organization=org,
            invitation=invitation,
            state="sent",
            sent_at=invitation.created_at,
        )
        if number < answered:
            ResponseFactory(
                organization=org,
                stage=stage,
                slice=interaction.slice,
                invitation=invitation,
                experienced_on=on,
            )


def weeks_ago(today: date, weeks: int) -> date:
    """A Tuesday, so many whole weeks back."""
    return today - timedelta(days=today.weekday() - 1 + 7 * weeks)
