"""A survey asks what the map says, in the words of today, and remembers what it asked."""

import pytest

from accounts.models import Actor
from emotions.models import Outcome
from journeys.models import LiveInterval, Stage
from surveys.models import Question, SurveyVersion
from surveys.selectors import plans
from surveys.services import answers, questions, surveys, versions
from tests.factories.emotions import FocusEmotionFactory, WordingFactory
from tests.factories.journeys import CheckWordingFactory
from tests.surveys.worlds import World


@pytest.fixture
def world(acme):
    return World(acme, stages=2)


def content(world):
    return versions.freeze(survey=world.survey).content


def question_of(emotion):
    return Question.objects.filter(emotion=emotion).latest("pk").pk


def test_nothing_changed_no_new_version(world):
    first = versions.freeze(survey=world.survey)
    assert versions.freeze(survey=world.survey) == first
    assert SurveyVersion.objects.count() == 1


def test_a_stage_asks_for_its_targets(world):
    stage = content(world)["stages"][str(world.stages[0].pk)]
    assert stage["targets"] == [question_of(emotion) for emotion in world.emotions[:2]]


def test_a_new_wording_makes_a_new_version(world):
    first = versions.freeze(survey=world.survey)
    emotion = world.emotions[0]
    WordingFactory(organization=world.org, emotion=emotion, number=2, texts={"en": "Anew?"})
    second = versions.freeze(survey=world.survey)
    assert (first.number, second.number) == (1, 2)
    assert question_of(emotion) in second.content["rotating"]


def test_a_focus_emotion_rotates_in_although_no_stage_aims_for_it(world):
    emotion = world.emotion()
    FocusEmotionFactory(organization=world.org, emotion=emotion)
    rotating = content(world)["rotating"]
    assert question_of(emotion) in rotating


def test_a_stage_where_solving_comes_first_is_asked_whether_it_was_solved(world):
    first, second = world.stages
    Stage.objects.filter(pk=first.pk).update(resolve_first=True)
    begins_with = [
        Question.objects.get(pk=world.invite(stage=stage).drawn[0]["question"]).outcome.key
        for stage in (first, second)
    ]
    assert begins_with == ["success", "recommend"]


def test_an_action_that_is_not_live_is_not_asked_about(world):
    LiveInterval.objects.update(ended_on=world.org.today())
    assert all(not stage["checks"] for stage in content(world)["stages"].values())


def test_a_stage_nobody_wants_to_ask_about_is_left_out(world):
    stage = world.stages[1]
    stage.is_asked = False
    stage.save()
    assert str(stage.pk) not in content(world)["stages"]


def test_the_latest_check_is_asked(world):
    action = world.stages[0].stage_actions.get()
    latest = CheckWordingFactory(organization=world.org, stage_action=action, number=2)
    checks = content(world)["stages"][str(world.stages[0].pk)]["checks"]
    assert Question.objects.get(pk=checks[0]).check_wording == latest


def test_reading_the_plan_writes_nothing(acme, django_assert_max_num_queries):
    world = World(acme, stages=4, start=False)
    with django_assert_max_num_queries(8):
        plans.plan(world.survey)
    assert not Question.objects.exists()


def test_a_wording_has_one_question_however_often_it_is_asked_for(world):
    wording = world.emotions[0].wordings.get()
    assert questions.for_wordings(wordings=[wording]) == questions.for_wordings(wordings=[wording])


def test_the_first_answer_locks_the_wording(world):
    invitation = world.invite()
    question = Question.objects.get(pk=invitation.drawn[0]["question"])
    assert not question.wording.is_locked
    answers.save(invitation=invitation, question=question, value=1)
    question.wording.refresh_from_db()
    assert question.wording.is_locked


def test_a_survey_without_worded_outcome_cannot_start(acme):
    world = World(acme, start=False)
    Outcome.objects.get(key="recommend").wordings.all().delete()
    with pytest.raises(surveys.ValidationError, match="wording"):
        surveys.start(survey=world.survey, by=Actor.system())


def test_a_survey_of_a_journey_without_targets_cannot_start(acme):
    world = World(acme, targets=0, start=False)
    with pytest.raises(surveys.ValidationError, match="target"):
        surveys.start(survey=world.survey, by=Actor.system())
