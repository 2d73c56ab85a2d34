"""Customers' answers for the tests of pages that show what is felt."""

from surveys.models import DirtyDay, Question
from tests.factories.surveys import (
    AnswerFactory,
    FollowUpFactory,
    QuestionFactory,
    ResponseFactory,
    WordingFactory,
)


def answered(stage, emotion, *values):
    """One counted response today for each answer (0 to 4) about an emotion at a stage."""
    org = stage.organization
    wording = emotion.wordings.first() or WordingFactory(organization=org, emotion=emotion)
    question = Question.objects.filter(wording=wording).first() or QuestionFactory(
        organization=org, wording=wording
    )
    responses = [
        ResponseFactory(organization=org, stage=stage, experienced_on=org.today()) for _ in values
    ]
    for response, value in zip(responses, values, strict=True):
        AnswerFactory(organization=org, response=response, question=question, value=value)
    DirtyDay.objects.create(organization=org, day=org.today())
    return responses


def complained(stage):
    """A follow-up is open at the stage."""
    response = ResponseFactory(organization=stage.organization, stage=stage)
    return FollowUpFactory(organization=stage.organization, response=response)
