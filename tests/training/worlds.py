"""What lessons, attempts and customers' answers are made of in these tests."""

from bs4 import BeautifulSoup
from django.utils.timezone import now

from surveys.services import rollups
from tests.factories.accounts import StaffMemberFactory
from tests.factories.journeys import CheckWordingFactory
from tests.factories.surveys import AnswerFactory, QuestionFactory, ResponseFactory, SliceFactory
from tests.factories.training import (
    AttemptFactory,
    ChoiceFactory,
    LessonFactory,
    ScenarioFactory,
)
from training.models import AttemptChoice

NO, YES = 0, 2


def scenario(lesson, *effects, **fields):
    """A scenario with one answer for each effect."""
    row = ScenarioFactory(organization=lesson.organization, lesson=lesson, **fields)
    for position, effect in enumerate(effects):
        ChoiceFactory(
            organization=lesson.organization,
            scenario=row,
            position=position,
            effect=effect,
            text=f"Answer {effect}",
            why=f"Because {effect}",
        )
    return row


def choice(row, effect):
    return row.choices.get(effect=effect)


def practised(behaviour, team, *shown, **fields):
    """One person of the team, and for each scenario whether the answer evoked the emotion."""
    org = behaviour.organization
    lesson = LessonFactory(organization=org, action=behaviour.action)
    person = StaffMemberFactory(organization=org, team=team)
    return attempt(lesson, person, *shown, **fields)


def attempt(lesson, person, *shown, **fields):
    org = lesson.organization
    fields = {"finished_at": now(), "score": 50, **fields}
    row = AttemptFactory(organization=org, lesson=lesson, staff_member=person, **fields)
    for good in shown:
        asked = scenario(lesson, -1, 2)
        picked = asked.choices.get(effect=2 if good else -1)
        AttemptChoice.objects.create(organization=org, attempt=row, scenario=asked, choice=picked)
    return row


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


def part(answer, name):
    found = BeautifulSoup(answer.content, "html.parser").select_one(f"#{name}")
    for token in found.select("[name=csrfmiddlewaretoken]"):
        token.decompose()
    return found.prettify()
