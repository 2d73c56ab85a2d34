"""A company that has done a little of each rule, so that no page of it is empty."""

from dataclasses import dataclass
from datetime import timedelta

from accounts.models import Actor, Membership, Organization
from accounts.services import users
from actions.models import Brainstorm
from actions.services import brainstorms
from config import founding
from emotions.models import Emotion
from emotions.services import focus
from journeys.models import Journey, Stage, StageAction
from journeys.services import stage_actions, templates
from surveys.models import Invitation
from surveys.services import decisions, surveys
from tests.factories.journeys import BeliefFactory, BeliefRoundFactory
from tests.factories.surveys import CustomerFactory, InteractionFactory
from tests.journeys.answers import answered, complained


@dataclass(frozen=True)
class Company:
    """Its main things, each with something in it."""

    owner: Membership
    journey: Journey
    stage: Stage
    emotion: Emotion
    brainstorm: Brainstorm
    invitation: Invitation

    @property
    def org(self) -> Organization:
        return self.owner.organization


def found():
    """One emotion through all five rules."""
    person = users.register(email="olivia@acme.example", name="Olivia Okafor", password="pages-7")
    owner = founding.found(name="Acme", slug="acme", owner=person, is_demo=True)
    by = Actor.member(owner)
    journey = templates.create_journey(org=owner.organization, template_key="support_case", by=by)
    stage = journey.stages.current().first()
    emotion = stage.targets.first().emotion
    today = owner.organization.today()
    focus.decide(emotion=emotion, reason="Customers say so.", decided_on=today, by=by)
    brainstorm = thought_aloud(emotion, by)
    for each in StageAction.objects.filter(stage=stage):
        stage_actions.go_live(stage_action=each, since=today - timedelta(days=7), by=by)
    invitation = asked(journey, stage, by)
    felt_and_believed(stage)
    return Company(owner, journey, stage, emotion, brainstorm, invitation)


def thought_aloud(emotion, by):
    org = emotion.organization
    brainstorm = brainstorms.open_brainstorm(
        org=org, emotion=emotion, title="The last good call", held_on=org.today(), by=by
    )
    texts = ["They rang me back", "They knew my name", "Somebody stayed on the line"]
    for prompt in ("memory", "ours"):
        notes = brainstorms.write_notes(brainstorm=brainstorm, prompt=prompt, texts=texts, by=by)
        brainstorms.put_into_cluster(note=notes[0], name="Calls", by=by)
        brainstorms.vote(note=notes[1], by=by)
    brainstorms.add_participant(brainstorm=brainstorm, name="Guest", level="manager", by=by)
    return brainstorm


def asked(journey, stage, by):
    """A running survey, and one customer who has not answered yet."""
    org = journey.organization
    survey = surveys.create(
        org=org, journey=journey, name="Support", main_outcome=journey.main_outcome, by=by
    )
    surveys.start(survey=survey, by=by)
    kim = CustomerFactory(organization=org, name="Kim Lee")
    met = InteractionFactory(organization=org, customer=kim, stage=stage)
    return decisions.decide(interaction_ids=[met.pk], hurry=True)[0].invitation


def felt_and_believed(stage):
    """Answers that fall short, one that is withheld, an estimate of each, and a complaint."""
    org = stage.organization
    belief_round = BeliefRoundFactory(organization=org, journey=stage.journey)
    for place, target in enumerate(stage.targets.all()):
        answered(stage, target.emotion, *[place, 1, 4] * (9 if place < 2 else 1))
        BeliefFactory(
            organization=org, round=belief_round, stage=stage, emotion=target.emotion, value=85
        )
    complained(stage)
