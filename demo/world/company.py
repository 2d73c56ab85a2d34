"""The sample company before anything happens: its people, maps, focus and beliefs."""

from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from accounts.models import Actor, Membership, Organization, StaffMember, Team, User
from accounts.services import organizations, staff, teams, users
from actions.models import Action, Brainstorm
from actions.services import actions, brainstorms
from config import founding
from demo.world import cast, plot
from demo.world.simulate import Aim, Truth
from emotions.models import Emotion
from emotions.services import focus
from journeys.library.templates import BY_KEY
from journeys.models import Journey, Persona, Stage, StageAction
from journeys.selectors import targets
from journeys.services import beliefs, journeys, personas, stage_actions, stages, templates


@dataclass
class Company:
    """Everything that the year needs to know of the company."""

    org: Organization
    by: Actor
    members: dict[str, Membership] = field(default_factory=dict)
    staff: dict[str, list[StaffMember]] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    emotions: dict[str, Emotion] = field(default_factory=dict)
    personas: list[Persona] = field(default_factory=list)
    journeys: dict[str, Journey] = field(default_factory=dict)
    stages: dict[tuple[str, str], Stage] = field(default_factory=dict)


def found(password: str) -> Company:
    """Found the company with its five people, teams and staff."""
    first, *others = cast.PEOPLE
    owner = _account(first, password)
    membership = founding.found(
        name=plot.COMPANY,
        slug=plot.SLUG,
        owner=owner,
        time_zone=plot.TIME_ZONE,
        languages=plot.LANGUAGES,
        is_demo=True,
    )
    company = Company(membership.organization, Actor.member(membership))
    company.members[first.name] = membership
    for person in others:
        company.members[person.name] = Membership.objects.create(
            organization=company.org, user=_account(person, None), role=person.role
        )
    # To work a password out takes half a second, and everybody has the same.
    newcomers = User.objects.filter(memberships__organization=company.org)
    newcomers = newcomers.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    newcomers.update(password=owner.password)
    company.org = organizations.change(
        org=company.org,
        fields={
            "reporting_segments": ["tier"],
            "sender_name": plot.COMPANY,
            "sender_email": f"hello@{plot.SLUG}.example",
            "postal_address": "12 Orchard Lane, Larkfield",
            "privacy_url": f"https://{plot.SLUG}.example/privacy",
        },
        by=company.by,
    )
    _staff(company)
    company.emotions = {each.key: each for each in Emotion.objects.for_org(company.org)}
    company.personas = [
        personas.add(org=company.org, name=name, description=text, by=company.by)
        for name, text in plot.PERSONAS.items()
    ]
    return company


def _account(person: cast.Person, password: str | None) -> User:
    """Their account; it is there already if they founded something before the sample was removed."""
    known = User.objects.filter(email=person.email).first()
    return known or users.register(email=person.email, name=person.name, password=password)


def _staff(company: Company) -> None:
    for name, people in cast.TEAMS.items():
        team = teams.create(org=company.org, name=name, by=company.by)
        members = [person for person in cast.PEOPLE if person.team == name]
        fields = [{"name": each, "team": team} for each in people]
        fields += [
            {"name": each.name, "team": team, "membership": company.members[each.name]}
            for each in members
        ]
        company.teams[name] = team
        company.staff[name] = [
            staff.add(org=company.org, fields=each, by=company.by) for each in fields
        ]


def draw_maps(company: Company) -> None:
    """Two journeys from templates, the planted actions among what is designed in."""
    for key in plot.JOURNEYS:
        journey = templates.create_journey(org=company.org, template_key=key, by=company.by)
        journey = journeys.update(journey=journey, personas=company.personas, by=company.by)
        company.journeys[key] = journey
        own = [company.teams[name] for name in cast.TEAM_OF_JOURNEY[key]]
        for drawn, stage in zip(BY_KEY[key].stages, journey.stages.current(), strict=True):
            company.stages[key, drawn.key] = stage
            stages.set_teams(stage=stage, teams=own, by=company.by)
    _go_live(company)


def _go_live(company: Company) -> None:
    """The planted ones since week 27; of the others most all year, the rest still planned."""
    start = company.org.today() - timedelta(weeks=plot.WEEKS)
    turn = start + timedelta(weeks=plot.TURN)
    dice = np.random.default_rng(1)
    for stage_action in StageAction.objects.for_org(company.org).select_related("stage", "action"):
        if planted_at(company, stage_action) is not None:
            stage_actions.go_live(stage_action=stage_action, since=turn, by=company.by)
        elif dice.random() < plot.ALREADY_LIVE:
            stage_actions.go_live(stage_action=stage_action, since=start, by=company.by)


def planted_at(company: Company, stage_action: StageAction) -> plot.Planted | None:
    """The planted action that a stage action is, if it is one."""
    places = {stage.pk: place for place, stage in company.stages.items()}
    place = places[stage_action.stage_id]
    for planted in plot.PLANTED:
        if (
            planted.journey,
            planted.stage,
            planted.action,
        ) == (*place, stage_action.action.library_key):
            return planted
    return None


def truth_of(company: Company, seed: int) -> Truth:
    aims = []
    for key, journey in company.journeys.items():
        current = targets.current(journey=journey)
        for (journey_key, stage_key), stage in company.stages.items():
            if journey_key == key:
                intended = {
                    target.emotion.key: target.intended
                    for (stage_pk, _emotion), target in current.items()
                    if stage_pk == stage.pk
                }
                aims.append(Aim(key, stage_key, intended))
    avoid = [each.key for each in company.emotions.values() if each.is_to_avoid]
    seek = [each.key for each in company.emotions.values() if not each.is_to_avoid]
    return Truth(aims, avoid, seek, seed)


def think_aloud(company: Company) -> None:
    """Focus decisions, and a brainstorm that led to an action."""
    editor = Actor.member(company.members["Edgar Lindqvist"])
    start = company.org.today() - timedelta(weeks=plot.WEEKS)
    for key, (reason, evidence) in plot.FOCUS.items():
        focus.decide(
            emotion=company.emotions[key],
            reason=reason,
            evidence=evidence,
            decided_on=start,
            by=editor,
        )
    room = brainstorms.open_brainstorm(
        org=company.org,
        emotion=company.emotions["listened_to"],
        title="Listened to on the service line",
        held_on=start + timedelta(weeks=plot.TURN - 3),
        by=editor,
    )
    _fill(company, room)


MEMORIES = (
    "My doctor put the pen down before she asked how I was.",
    "The bicycle shop repeated my noise back to me: “so it only clicks uphill?”",
    "A waiter remembered that my son cannot have nuts. We had been there once.",
)
OURS = {
    "Let them finish": (
        "Count to three before answering. Always.",
        "No typing while somebody tells what happened.",
    ),
    "Say it back": (
        "“If I got you right, the water came from above?”",
        "Write the customer's own words into the case, so that the next one reads them.",
    ),
    "": ("Rubber duck on every desk: explain it to the duck first.",),
}


def _fill(company: Company, room: Brainstorm) -> None:
    carl = Actor.member(company.members["Carl Berg"])
    mona = Actor.member(company.members["Mona Haddad"])
    guest = brainstorms.add_participant(
        brainstorm=room, name="Amira Nasser", level="front_line", function="Service line", by=carl
    )
    brainstorms.add_participant(
        brainstorm=room, name="Olivia Lark", level="executive", function="Management",
        membership=company.members["Olivia Lark"], by=company.by,
    )  # fmt: skip
    brainstorms.write_notes(
        brainstorm=room, prompt="memory", texts=list(MEMORIES), participant=guest, by=carl
    )
    for cluster, texts in OURS.items():
        notes = brainstorms.write_notes(brainstorm=room, prompt="ours", texts=list(texts), by=mona)
        for note in notes:
            if cluster:
                brainstorms.put_into_cluster(note=note, name=cluster, by=mona)
        brainstorms.vote(note=notes[0], by=carl)
    said_back = room.clusters.get(name="Say it back")
    action = actions.from_cluster(cluster=said_back, by=mona)
    actions.set_state(action=action, state=Action.State.READY, by=mona)


def believe(company: Company, truth: Truth) -> None:
    """A closed belief round for each journey: they think that it is better than it is."""
    dice = truth.dice
    last = plot.WEEKS - 1
    believers = [m for name, m in company.members.items() if name != "Vera Santos"]
    for key, journey in company.journeys.items():
        belief_round = beliefs.open_round(
            journey=journey, asked=believers, until=company.org.today(), by=company.by
        )
        cells = targets.current(journey=journey)
        places = {stage.pk: place for place, stage in company.stages.items() if place[0] == key}
        for member in believers:
            values = {}
            for cell, target in cells.items():
                felt = truth.felt(places[cell[0]], last)[truth.place[target.emotion.key]]
                better = -1 if target.emotion.is_to_avoid else 1
                guess = felt + better * dice.normal(plot.OVER_BELIEF, plot.BELIEF_SPREAD)
                values[cell] = int(np.clip(np.rint(guess), 0, 100))
            beliefs.estimate(
                belief_round=belief_round, membership=member, values=values, by=Actor.member(member)
            )
        beliefs.close(belief_round=belief_round, by=company.by)
