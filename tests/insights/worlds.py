"""Small planted worlds for the tests of reports and alerts."""

from datetime import date, timedelta

from surveys.models import Decision, Delivery, Interaction, Invitation, Response
from surveys.services import rollups
from tests.factories.emotions import EmotionFactory, WordingFactory
from tests.factories.journeys import EmotionTargetFactory
from tests.factories.rows import store
from tests.factories.surveys import (
    AnswerFactory,
    CustomerFactory,
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
    response = ResponseFactory.build(
        organization=org, stage=stage, slice=SliceFactory(organization=org), experienced_on=on
    )
    responses = store(response, [], [()] * len(values))
    answered = AnswerFactory.build(organization=org, response=None, question=question)
    store(answered, ["response_id", "value"], zip(responses, values, strict=True))
    rollups.mark_dirty(org_id=org.pk, day=on)


def ask(stage, how_many, answered, on: date):
    """Mails about experiences of that day, so many of them answered."""
    org = stage.organization
    survey = SurveyFactory(organization=org, journey=stage.journey)
    version = SurveyVersionFactory(organization=org, survey=survey)
    here = {"organization": org, "stage": stage, "slice": SliceFactory(organization=org)}
    interactions = Interaction.objects.bulk_create(
        InteractionFactory.build_batch(
            how_many, **here, customer=CustomerFactory(organization=org), experienced_on=on
        )
    )
    decisions = Decision.objects.bulk_create(
        DecisionFactory.build(organization=org, survey=survey, interaction=each)
        for each in interactions
    )
    invitations = Invitation.objects.bulk_create(
        InvitationFactory.build(organization=org, decision=each, survey_version=version)
        for each in decisions
    )
    Delivery.objects.bulk_create(
        DeliveryFactory.build(
            organization=org, invitation=each, state="sent", sent_at=each.created_at
        )
        for each in invitations
    )
    Response.objects.bulk_create(
        ResponseFactory.build(**here, invitation=each, experienced_on=on)
        for each in invitations[:answered]
    )


def weeks_ago(today: date, weeks: int) -> date:
    """A Tuesday, so many whole weeks back."""
    return today - timedelta(days=today.weekday() - 1 + 7 * weeks)
