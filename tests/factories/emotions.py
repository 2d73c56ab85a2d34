import factory
from django.utils.timezone import now

from emotions.models import Emotion, FocusEmotion, Outcome, Wording
from tests.factories.accounts import OwnedFactory, same


class EmotionFactory(OwnedFactory):
    class Meta:
        model = Emotion

    key = factory.Sequence(lambda n: f"emotion_{n}")
    names = factory.LazyAttribute(lambda emotion: {"en": emotion.key.replace("_", " ")})
    group = "belonging"
    direction = "seek"


class FocusEmotionFactory(OwnedFactory):
    class Meta:
        model = FocusEmotion

    emotion = same(EmotionFactory)
    reason = "It brings people back."
    decided_on = factory.LazyFunction(lambda: now().date())


class OutcomeFactory(OwnedFactory):
    class Meta:
        model = Outcome

    key = factory.Sequence(lambda n: f"outcome_{n}")
    names = factory.LazyAttribute(lambda outcome: {"en": outcome.key.replace("_", " ")})
    scale = "eleven"
    benefit = "direct"


class WordingFactory(OwnedFactory):
    """The wording of an emotion; `WordingFactory(emotion=None, outcome=…)` for an outcome."""

    class Meta:
        model = Wording

    emotion = same(EmotionFactory)
    texts = {"en": "After {interaction}, how far did you feel cared for?"}
