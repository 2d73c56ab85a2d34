"""The company of the planted worlds, made through the product's own services."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import numpy as np

from accounts.models import Actor, Membership, Organization, StaffMember, Team
from accounts.permissions import Role
from accounts.services import organizations, staff, teams, users
from actions.services import actions
from emotions.models import Emotion, Outcome
from emotions.services import starter
from insights.planted import truth
from insights.planted.truth import Design
from journeys.models import Journey, Stage, StageAction
from journeys.services import beliefs, checks, journeys, stage_actions, stages, targets
from surveys.models import Customer
from surveys.services import customers, surveys
from training.models import Lesson
from training.services import lessons, scenarios
from training.services.scenarios import Option

SIZE = 3000
STAFF = 12
SCENARIOS = 3  # of a lesson
OPTIONS = (Option("This helps.", 2, "It does."), Option("This does not.", -1, "It does not."))
SOURCE = "planted"


@dataclass
class Company:
    """What every world has in common: the organization, its map, and its customers."""

    org: Organization
    by: Actor
    journey: Journey
    outcome: Outcome
    stages: list[Stage]
    emotions: list[Emotion]
    customers: list[Customer]
    owner: Membership
    members: list[Membership]
    team: Team  # serves every stage
    staff: list[StaffMember]
    lessons: list[Lesson]  # one for each of the emotions
    actions: dict[int, StageAction] = field(default_factory=dict)  # of this world, by stage

    @property
    def segments(self) -> list[str]:
        return [customer.segments["tier"] for customer in self.customers]

    def noon(self, day: date) -> datetime:
        return datetime.combine(day, time(12), self.org.zone)

    def monday(self, week: int) -> date:
        """The first day of a week; the last one ended before today."""
        today = self.org.today()
        this_monday = today - timedelta(days=today.weekday())
        return this_monday - timedelta(weeks=truth.WEEKS - week)


def found(size: int = SIZE) -> Company:
    """Six stages, 24 emotions, customers of two segments, and a team that serves them."""
    owner = users.register(email="owner@planted.example", name="Owner", password=None)
    membership = organizations.found(name="Planted", slug="planted", owner=owner)
    org, by = membership.organization, Actor.member(membership)
    org = organizations.change(org=org, fields={"reporting_segments": ["tier"]}, by=by)
    starter.copy_library(org=org, by=by)
    outcome = Outcome.objects.for_org(org).get(key="recommend")
    journey = journeys.create(org=org, name="Planted", main_outcome=outcome, by=by)
    places = [stages.add(journey=journey, name=f"Stage {letter}", by=by) for letter in "ABCDEF"]
    keyed = {emotion.key: emotion for emotion in Emotion.objects.for_org(org)}
    emotions = [keyed[key] for key in truth.EMOTIONS]
    team = teams.create(org=org, name="Everybody", by=by)
    for place in places:
        stages.set_teams(stage=place, teams=[team], by=by)
    customers.upsert_many(org=org, rows=[_person(number) for number in range(size)], by=by)
    return Company(
        org=org,
        by=by,
        journey=journey,
        outcome=outcome,
        stages=places,
        emotions=emotions,
        customers=list(Customer.objects.for_org(org).order_by("pk")),
        owner=membership,
        members=[_member(org, number) for number in range(truth.BELIEVERS)],
        team=team,
        staff=[
            staff.add(org=org, fields={"name": f"S{number}", "team": team}, by=by)
            for number in range(STAFF)
        ],
        lessons=[_lesson(emotion, by) for emotion in emotions],
    )


def _lesson(emotion: Emotion, by: Actor) -> Lesson:
    org = emotion.organization
    lesson = lessons.create(org=org, title=str(emotion), body="How.", emotion=emotion, by=by)
    for _each in range(SCENARIOS):
        scenarios.create(lesson=lesson, cue="A customer calls.", options=OPTIONS, by=by)
    return lesson


def _member(org: Organization, number: int) -> Membership:
    account = users.register(email=f"m{number}@planted.example", name=f"M{number}", password=None)
    return Membership.objects.create(organization=org, user=account, role=Role.MANAGER)


def _person(number: int) -> dict[str, object]:
    dice = np.random.default_rng(number)
    return {
        "source": SOURCE,
        "external_id": f"C{number:05}",
        "email": f"customer-{number}@customers.example",
        "segments": {
            "tier": str(dice.choice(list(truth.SEGMENTS), p=list(truth.SEGMENTS.values())))
        },
        "consent": Customer.Consent.GRANTED,
        "consent_source": "contract",
    }


def design(company: Company, plan: Design, intended: Sequence[Sequence[int]]) -> None:
    """Draw one world's targets (raw 0-100, as `plan.aims`) and actions, and start its survey."""
    for stage, aims, figures in zip(company.stages, plan.aims, intended, strict=True):
        for emotion, figure in zip(aims, figures, strict=True):
            targets.aim(
                stage=stage, emotion=company.emotions[emotion], intended=figure, by=company.by
            )
    company.actions = {act.stage: _act(company, act) for act in plan.acts}
    company.journey.refresh_from_db()
    survey = surveys.create(
        org=company.org,
        journey=company.journey,
        name="Planted",
        main_outcome=company.outcome,
        reminder_days=None,
        window_days=90,
        by=company.by,
    )
    surveys.start(survey=survey, by=company.by)


def _act(company: Company, act: truth.Act) -> StageAction:
    emotion, by = company.emotions[act.emotion], company.by
    action = actions.create(
        org=company.org,
        title=f"Action at {company.stages[act.stage]}",
        what_we_do="What is planted.",
        evokes={emotion: 3},
        by=by,
    )
    stage_action = stage_actions.add(
        stage=company.stages[act.stage], action=action, emotion=emotion, by=by
    )
    checks.write(stage_action=stage_action, texts={"en": "Did it happen?"}, by=by)
    stage_actions.go_live(stage_action=stage_action, since=company.monday(truth.TURN), by=by)
    return stage_action


def believe(company: Company, plan: Design, estimates: Sequence[Sequence[int]]) -> None:
    """A closed round: for every member the raw estimates of the cells, in the order of the aims."""
    belief_round = beliefs.open_round(
        journey=company.journey, asked=company.members, until=company.org.today(), by=company.by
    )
    cells = [
        (stage.pk, company.emotions[emotion].pk)
        for stage, aims in zip(company.stages, plan.aims, strict=True)
        for emotion in aims
    ]
    for member, values in zip(company.members, estimates, strict=True):
        beliefs.estimate(
            belief_round=belief_round,
            membership=member,
            values=dict(zip(cells, values, strict=True)),
            by=Actor.member(member),
        )
    beliefs.close(belief_round=belief_round, by=company.by)
