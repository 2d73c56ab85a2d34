from datetime import timedelta

import factory
from django.utils.timezone import now

from tests.factories.accounts import (
    MembershipFactory,
    OwnedFactory,
    StaffMemberFactory,
    TeamFactory,
    same,
)
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import StageActionFactory
from training.models import (
    Assignment,
    Attempt,
    AttemptChoice,
    Choice,
    Forecast,
    Lesson,
    Scenario,
)


class LessonFactory(OwnedFactory):
    class Meta:
        model = Lesson

    key = factory.Sequence(lambda n: f"lesson-{n}")
    title = factory.Sequence(lambda n: f"Lesson {n}")
    body = "Listen first."
    emotion = same(EmotionFactory)


class ScenarioFactory(OwnedFactory):
    class Meta:
        model = Scenario

    lesson = same(LessonFactory)
    cue = "I have called four times already."


class ChoiceFactory(OwnedFactory):
    class Meta:
        model = Choice

    scenario = same(ScenarioFactory)
    text = "Let me solve that now."
    effect = 2
    why = "It ends the worry."


class AssignmentFactory(OwnedFactory):
    class Meta:
        model = Assignment

    lesson = same(LessonFactory)
    role = "contributor"
    due_on = factory.LazyFunction(lambda: now().date() + timedelta(days=14))


class AttemptFactory(OwnedFactory):
    class Meta:
        model = Attempt

    lesson = same(LessonFactory)
    staff_member = same(StaffMemberFactory)


class AttemptChoiceFactory(OwnedFactory):
    class Meta:
        model = AttemptChoice

    choice = same(ChoiceFactory)
    scenario = factory.SelfAttribute("choice.scenario")
    attempt = same(AttemptFactory, lesson=factory.SelfAttribute("..choice.scenario.lesson"))


class ForecastFactory(OwnedFactory):
    class Meta:
        model = Forecast

    stage_action = same(StageActionFactory)
    team = same(TeamFactory)
    membership = same(MembershipFactory)
    in_ten = 8
    forecast_on = factory.LazyFunction(lambda: now().date())
