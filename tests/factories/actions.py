import factory
from django.utils.timezone import now

from actions.models import Action, ActionEmotion, Brainstorm, Cluster, Note, Participant
from tests.factories.accounts import OwnedFactory, same
from tests.factories.emotions import EmotionFactory


class BrainstormFactory(OwnedFactory):
    class Meta:
        model = Brainstorm

    title = factory.Sequence(lambda n: f"Brainstorm {n}")
    emotion = same(EmotionFactory)
    memory_prompt = "When did somebody make you feel it?"
    version_prompt = "What would our version be?"
    held_on = factory.LazyFunction(lambda: now().date())


class ParticipantFactory(OwnedFactory):
    class Meta:
        model = Participant

    brainstorm = same(BrainstormFactory)
    name = factory.Sequence(lambda n: f"Guest {n}")
    level = "front_line"


class ClusterFactory(OwnedFactory):
    class Meta:
        model = Cluster

    brainstorm = same(BrainstormFactory)
    name = factory.Sequence(lambda n: f"Cluster {n}")


class NoteFactory(OwnedFactory):
    class Meta:
        model = Note

    brainstorm = same(BrainstormFactory)
    prompt = "ours"
    text = factory.Sequence(lambda n: f"Note {n}")


class ActionFactory(OwnedFactory):
    class Meta:
        model = Action

    title = factory.Sequence(lambda n: f"Action {n}")
    what_we_do = "Call back within the hour."


class ActionEmotionFactory(OwnedFactory):
    class Meta:
        model = ActionEmotion

    action = same(ActionFactory)
    emotion = same(EmotionFactory)
