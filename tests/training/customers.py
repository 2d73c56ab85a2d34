"""Customers' answers to the question whether an action really happened."""

from django.utils.timezone import now

from surveys.services import rollups
from tests.factories.journeys import CheckWordingFactory
from tests.factories.surveys import AnswerFactory, QuestionFactory, ResponseFactory, SliceFactory

NO, YES = 0, 2


def checked(stage_action, team, *, yes, no, yes_is_good=True):
    """So many customers of a team answered yes and no; the day becomes dirty."""
    org = stage_action.organization
    wording = CheckWordingFactory(
        organization=org, stage_action=stage_action, yes_is_good=yes_is_good
    )
    question = QuestionFactory(
        organization=org,
        kind="check",
        wording=None,
        emotion=None,
        check_wording=wording,
        stage_action=stage_action,
    )
    where = SliceFactory(organization=org, key=f"|{team.pk}||", channel="", team=team)
    for value in [YES] * yes + [NO] * no:
        response = ResponseFactory(organization=org, stage=stage_action.stage, slice=where)
        AnswerFactory(organization=org, response=response, question=question, value=value)
    rollups.mark_dirty(org_id=org.pk, day=now().date())
