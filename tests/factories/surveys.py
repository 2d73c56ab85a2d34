from datetime import timedelta

import factory
from django.utils.timezone import now

from surveys.models import (
    Answer,
    Customer,
    Decision,
    Delivery,
    DesignFactor,
    FollowUp,
    Interaction,
    Invitation,
    Question,
    Response,
    Slice,
    Survey,
    SurveyVersion,
    address_hash,
)
from tests.factories.accounts import OwnedFactory, same
from tests.factories.emotions import OutcomeFactory, WordingFactory
from tests.factories.journeys import JourneyFactory, StageFactory


class CustomerFactory(OwnedFactory):
    class Meta:
        model = Customer

    external_id = factory.Sequence(lambda n: f"C{n}")
    name = factory.Sequence(lambda n: f"Customer {n}")
    email = factory.Sequence(lambda n: f"customer{n}@customers.example")
    email_hash = factory.LazyAttribute(lambda customer: address_hash(customer.email))
    language = "en"
    consent = "granted"


class SliceFactory(OwnedFactory):
    class Meta:
        model = Slice
        django_get_or_create = ["organization", "key"]

    key = "phone|||"
    channel = "phone"


class InteractionFactory(OwnedFactory):
    class Meta:
        model = Interaction

    customer = same(CustomerFactory)
    external_id = factory.Sequence(lambda n: f"I{n}")
    stage = same(StageFactory)
    slice = same(SliceFactory)
    occurred_at = factory.LazyFunction(now)
    experienced_on = factory.LazyAttribute(lambda i: i.organization.local_date(i.occurred_at))


class SurveyFactory(OwnedFactory):
    class Meta:
        model = Survey

    journey = same(JourneyFactory)
    key = factory.Sequence(lambda n: f"survey-{n}")
    name = factory.Sequence(lambda n: f"Survey {n}")
    main_outcome = same(OutcomeFactory)


class SurveyVersionFactory(OwnedFactory):
    class Meta:
        model = SurveyVersion

    survey = same(SurveyFactory)
    number = 1
    content = {"stages": {}, "rotating": []}


class QuestionFactory(OwnedFactory):
    class Meta:
        model = Question

    kind = "emotion"
    wording = same(WordingFactory)
    emotion = factory.SelfAttribute("wording.emotion")


class DecisionFactory(OwnedFactory):
    class Meta:
        model = Decision

    survey = same(SurveyFactory)
    interaction = same(InteractionFactory)
    verdict = "asked"
    rule = "ask"


class InvitationFactory(OwnedFactory):
    class Meta:
        model = Invitation

    decision = same(DecisionFactory)
    survey_version = same(SurveyVersionFactory)
    interaction = factory.SelfAttribute("decision.interaction")
    customer = factory.SelfAttribute("decision.interaction.customer")
    language = "en"
    drawn = []
    expires_at = factory.LazyFunction(lambda: now() + timedelta(days=14))


class DeliveryFactory(OwnedFactory):
    class Meta:
        model = Delivery

    invitation = same(InvitationFactory)
    message_id = factory.Sequence(lambda n: f"<{n}@heartline.example>")


class ResponseFactory(OwnedFactory):
    class Meta:
        model = Response

    stage = same(StageFactory)
    slice = same(SliceFactory)
    experienced_on = factory.LazyFunction(lambda: now().date())
    language = "en"
    state = "sent"
    is_counted = True
    sent_at = factory.LazyFunction(now)


class AnswerFactory(OwnedFactory):
    class Meta:
        model = Answer

    response = same(ResponseFactory)
    question = same(QuestionFactory)
    value = 3


class FollowUpFactory(OwnedFactory):
    class Meta:
        model = FollowUp

    response = same(ResponseFactory)
    stage = factory.SelfAttribute("response.stage")
    reason = "Felt rushed"
    due_on = factory.LazyFunction(lambda: now().date() + timedelta(days=2))


class DesignFactorFactory(OwnedFactory):
    class Meta:
        model = DesignFactor

    stage = same(StageFactory)
    value = 1.0
