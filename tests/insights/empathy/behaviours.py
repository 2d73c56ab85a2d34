"""A behaviour that is forecast, practised and felt by customers."""

from django.utils.timezone import now

from insights.selectors import empathy, secrecy
from surveys.services import rollups
from tests.factories.accounts import StaffMemberFactory
from tests.factories.journeys import (
    CheckWordingFactory,
    LiveIntervalFactory,
    StageActionFactory,
    StageFactory,
)
from tests.factories.surveys import AnswerFactory, QuestionFactory, ResponseFactory, SliceFactory
from tests.factories.training import (
    AttemptChoiceFactory,
    AttemptFactory,
    ChoiceFactory,
    ForecastFactory,
    LessonFactory,
    ScenarioFactory,
)

PAGE = "/acme/empathy/"
API = "/acme/api/v1/empathy-gaps/"


def behave(acme, *teams):
    """A live stage action with its check, at a stage that these teams serve."""
    stage_action = StageActionFactory(organization=acme, stage=StageFactory(organization=acme))
    stage_action.stage.teams.add(*teams)
    LiveIntervalFactory(organization=acme, stage_action=stage_action)
    CheckWordingFactory(organization=acme, stage_action=stage_action)
    return stage_action


def forecast(stage_action, team, *guesses, **options):
    for in_ten in guesses:
        ForecastFactory(
            organization=team.organization,
            stage_action=stage_action,
            team=team,
            in_ten=in_ten,
            **options,
        )


def practise(stage_action, team, *people):
    """One lesson of the behaviour; each person is given as the effects of their choices."""
    org = team.organization
    lesson = LessonFactory(organization=org, emotion=stage_action.emotion)
    for effects in people:
        person = StaffMemberFactory(organization=org, team=team)
        attempt = AttemptFactory(
            organization=org, lesson=lesson, staff_member=person, finished_at=now(), score=50
        )
        for effect in effects:
            scenario = ScenarioFactory(organization=org, lesson=lesson)
            choice = ChoiceFactory(organization=org, scenario=scenario, effect=effect)
            AttemptChoiceFactory(organization=org, attempt=attempt, choice=choice)


def ask(stage_action, team, values):
    """Customers of this team answer the behaviour's check: 2 yes, 1 partly, 0 no, None forgot.

    In a month that is settled, so that every role may see it.
    """
    org = team.organization
    day = secrecy.settled(org)
    wording = stage_action.check_wordings.first()
    question = getattr(wording, "question", None) or QuestionFactory(
        organization=org,
        kind="check",
        wording=None,
        emotion=None,
        check_wording=wording,
        stage_action=stage_action,
    )
    where = SliceFactory(organization=org, key=f"phone|{team.pk}||", team=team)
    for value in values:
        response = ResponseFactory(
            organization=org, stage=stage_action.stage, slice=where, experienced_on=day
        )
        AnswerFactory(organization=org, response=response, question=question, value=value)
    rollups.mark_dirty(org_id=org.pk, day=day)


def only_row(reader):
    [row] = empathy.rows(reader=reader)
    return row
