from datetime import timedelta

import factory

from insights.models import Amendment, Registration
from tests.factories.accounts import OwnedFactory, same
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import StageActionFactory, today


class RegistrationFactory(OwnedFactory):
    """Registered today for an action that starts tomorrow."""

    class Meta:
        model = Registration

    stage_action = same(StageActionFactory)
    stage = factory.SelfAttribute("stage_action.stage")
    emotion = same(EmotionFactory)
    expected_points = 6
    planned_start = factory.LazyFunction(lambda: today() + timedelta(days=1))
    baseline_since = factory.LazyAttribute(lambda row: row.planned_start - timedelta(weeks=20))
    evaluate_on = factory.LazyAttribute(lambda row: row.planned_start + timedelta(weeks=13))
    weekly_answers = 12


class AmendmentFactory(OwnedFactory):
    class Meta:
        model = Amendment

    registration = same(RegistrationFactory)
    because = "Fewer answers than planned"
    expected_points = 6
    evaluate_on = factory.SelfAttribute("registration.evaluate_on")
