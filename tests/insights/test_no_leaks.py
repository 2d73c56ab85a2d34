"""No page, API or file shows fewer than five of the staff, nor a single customer to those who may not.

Two ways to ask. Arithmetic: whatever groups are shown, no difference of them is one to four people.
Interference: exchange what withheld people answered, and every page stays the same to the letter.
"""

import csv
import io
import itertools
import re
import zipfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F
from django.test import Client
from django.utils.timezone import now
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.models import Actor, StaffMember, Team
from insights.engine import display
from surveys.library.pulse import KEYS
from surveys.models import Answer, PulseComment, PulseRound, PulseTally, Response
from surveys.services import pulse, rollups
from tests import matrix
from tests.factories.accounts import StaffMemberFactory, TeamFactory
from tests.factories.emotions import EmotionFactory, WordingFactory
from tests.factories.journeys import (
    CheckWordingFactory,
    EmotionTargetFactory,
    JourneyFactory,
    LiveIntervalFactory,
    StageActionFactory,
    StageFactory,
)
from tests.factories.surveys import (
    AnswerFactory,
    FollowUpFactory,
    InteractionFactory,
    QuestionFactory,
    ResponseFactory,
    SliceFactory,
)
from tests.test_permissions import ROWS, ask

PAGE = "/acme/pulse/"
API = "/acme/api/v1/pulses/"
READING = [row for row in ROWS if row.method == "get" and row.make is matrix.nothing]
# What differs from one request to the next, whoever asks.
PASSING = re.compile(
    rb'nonce="[^"]*"|name="csrf[^>]*>|hx-headers=.[^>]*>|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{32}'
    rb'|<time.*?</time>|value="20[0-9-]{8}T[^"]*"|value="[0-9:]{5,8}"',
    re.DOTALL,
)
FEW = range(1, 5)

# --- random histories -----------------------------------------------------------------------------

VALUES = st.lists(st.sampled_from([None, 0, 1, 2, 3, 4]), min_size=2, max_size=2)
PEOPLE = st.lists(st.none() | VALUES, max_size=7)  # None: this person does not answer
HISTORY = st.lists(st.lists(PEOPLE, min_size=1, max_size=3), min_size=1, max_size=2)
ASKED = KEYS[:2]


@dataclass
class World:
    """What really happened: for each round and item, who of which team answered what."""

    rounds: list[PulseRound]
    answered: list[dict[str, dict[int, dict[int, int]]]]  # round, item, team, person -> value


@contextmanager
def lived(org, history, by):
    """The history, through the services, and gone afterwards."""
    with transaction.atomic():
        yield live_through(org, history, by)
        transaction.set_rollback(True)


def live_through(org, history, by):
    world = World([], [])
    for teams in history:
        made = hire(org, teams)
        if sum(map(len, teams)) < pulse.SMALLEST:
            continue
        opened = pulse.open_round(
            org=org, teams=[team for team, _people in made], closes_on=org.today(), by=by
        )
        world.answered.append(answer_all(opened, made))
        pulse.close(pulse_round=opened, by=by)
        world.rounds.append(PulseRound.objects.get(pk=opened.pk))
        StaffMember.objects.update(team=None)
    return world


def hire(org, teams):
    """Teams of the organization with as many people as the history wants."""
    made = []
    for number, people in enumerate(teams):
        team, _new = Team.objects.get_or_create(organization=org, name=f"Team {number}")
        staff = StaffMember.objects.bulk_create(
            StaffMember(organization=org, name=f"Person {number}.{place}", team=team)
            for place in range(len(people))
        )
        made.append((team, list(zip(staff, people, strict=True))))
    return made


def answer_all(opened, made):
    given_ = {item: {team.pk: {} for team, _people in made} for item in ASKED}
    invitees = {row.staff_member_id: row for row in opened.invitees.all()}
    for team, people in made:
        for person, values in people:
            if values is None or values == [None, None]:
                continue
            pulse.answer(invitee=invitees[person.pk], values=dict(zip(ASKED, values, strict=True)))
            for item, value in zip(ASKED, values, strict=True):
                if value is not None:
                    given_[item][team.pk][person.pk] = value
    return given_


# --- what is shown --------------------------------------------------------------------------------


def from_api(client):
    """{(round id, item): (whole, {team id: figure})}, as the API tells it."""
    return {
        (shown["id"], item["key"]): (
            item["whole"],
            {each["team"]: each["figure"] for each in item["teams"]},
        )
        for shown in client.get(API).json()
        for item in shown["items"]
    }


def rounded(mean):
    """As pages write it: half a point goes up."""
    return int(mean + 0.5)


def figures_of(shown, round_id):
    """All figures of a round as (mean, n), in no order."""
    found = [
        figure
        for (pk, _item), (whole, teams) in shown.items()
        if pk == round_id
        for figure in (whole, *teams.values())
        if figure
    ]
    return Counter((rounded(figure["mean"]), figure["n"]) for figure in found)


def on_page(client, round_id):
    page = client.get(f"{PAGE}{round_id}/").content.decode()
    values = re.findall(r'hl-figure-value">(\d+)<', page)
    basis = re.findall(r'hl-figure-basis">.*?(\d+)\s+answer', page, re.DOTALL)
    return Counter(zip(map(int, values), map(int, basis), strict=True))


def in_csv(client, round_id):
    text = client.get(f"{PAGE}{round_id}/files/csv/").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    return Counter((rounded(float(row[2])), int(row[5])) for row in rows if row[2])


def in_xlsx(client, round_id):
    """(mean, n) of the rows of the sheet: four numbers a row, mean, low, high, n."""
    content = client.get(f"{PAGE}{round_id}/files/xlsx/").content
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    numbers = [
        float(v) for v in re.findall(r"<c r=\"[C-F]\d+\"(?: s=\"\d+\")?><v>(.*?)</v>", sheet)
    ]
    return Counter(
        (rounded(mean), int(n)) for mean, n in zip(numbers[::4], numbers[3::4], strict=True)
    )


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


@settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(history=HISTORY)
@example(history=[[[[4, 4]] * 4, [[0, 0]] * 6]])
@example(history=[[[[4, 4]] * 6, [[0, 0]] * 9, [[2, 2]]]])
@example(history=[[[[4, None]] * 5, [[0, 4]] * 5, [[1, 1]] * 5]])
@example(history=[[[[4, 4]] * 5], [[[0, 0]] * 6]])
def test_no_difference_of_what_is_shown_is_fewer_than_five(acme, olivia, vera, history):
    with lived(acme, history, Actor.member(olivia)) as world:
        shown = from_api(signed_in(vera))

        for pulse_round, answered in zip(world.rounds, world.answered, strict=True):
            for item in ASKED:
                whole, teams = shown[pulse_round.pk, item]
                people = {team: frozenset(given_) for team, given_ in answered[item].items()}
                sets = [people[team] for team, figure in teams.items() if figure]
                sets += [frozenset().union(*people.values())] if whole else []
                differences = [a - b for a, b in itertools.permutations([*sets, frozenset()], 2)]
                assert not [part for part in differences if len(part) in FEW]
                assert display.revealed(sets) == frozenset()


@settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(history=HISTORY)
def test_page_and_files_show_what_the_api_shows(acme, olivia, history):
    with lived(acme, history, Actor.member(olivia)) as world:
        client = signed_in(olivia)
        shown = from_api(client)

        for pulse_round in world.rounds:
            told = figures_of(shown, pulse_round.pk)
            for source in (on_page, in_csv, in_xlsx):
                assert source(client, pulse_round.pk) == told, source.__name__


@settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(history=HISTORY)
def test_who_of_the_withheld_answered_what_cannot_be_seen(acme, olivia, history):
    with lived(acme, history, Actor.member(olivia)) as world:
        client = signed_in(olivia)
        shown = from_api(client)

        for pulse_round, answered in zip(world.rounds, world.answered, strict=True):
            before = everything_of(client, pulse_round)
            for item in ASKED:
                _whole, teams = shown[pulse_round.pk, item]
                withheld = [team for team, figure in teams.items() if figure is None]
                exchange(pulse_round, item, withheld, answered[item])
            assert everything_of(client, pulse_round) == before


def everything_of(client, pulse_round):
    own = f"{PAGE}{pulse_round.pk}/"
    pages = [client.get(address) for address in (own, f"{own}export/?kind=csv", API, PAGE)]
    return [PASSING.sub(b"", page.content) for page in pages]


def exchange(pulse_round, item, teams, answered):
    """Two people of different withheld teams swap their answers."""
    given_ = [(team, value) for team in teams for value in answered[team].values()]
    for (first, one), (second, other) in itertools.combinations(given_, 2):
        if first != second and one != other:
            move(pulse_round, item, first, one, other)
            move(pulse_round, item, second, other, one)
            return


def move(pulse_round, item, team, out, into):
    tally = PulseTally.objects.filter(group__round=pulse_round, group__team=team, item=item)
    tally.update(**{f"c{out}": F(f"c{out}") - 1, f"c{into}": F(f"c{into}") + 1})


# --- every address there is -----------------------------------------------------------------------


def walk(client, acme, extra=()):
    """The body of every page, API and file that opens without naming a row, and of some that do."""
    bodies = {}
    for row in READING:
        response = ask(client, row, acme, {})
        if response.status_code == 200:
            bodies[row.route] = PASSING.sub(b"", b"".join(response))
    for address in extra:
        bodies[address] = PASSING.sub(b"", client.get(address).content)
    return bodies


@pytest.fixture
def staffed(acme, olivia):
    """Two teams of four and six, of whom everybody has answered; the round is open."""
    teams = [TeamFactory(organization=acme, name=name) for name in ("Assessors", "Claims")]
    for team, size in zip(teams, (4, 6), strict=True):
        StaffMemberFactory.create_batch(size, organization=acme, team=team)
    opened = pulse.open_round(
        org=acme, teams=teams, closes_on=acme.today(), by=Actor.member(olivia)
    )
    for place, invitee in enumerate(opened.invitees.order_by("pk")):
        values = dict.fromkeys(KEYS, 4 if place % 2 else 0)
        pulse.answer(invitee=invitee, values=values, comment=f"Planted staff words {place}")
    return opened


def test_nothing_is_seen_of_an_open_round(acme, olivia, staffed):
    client = signed_in(olivia)
    own = [f"/acme/surveys/pulse/{staffed.pk}/"]
    before = walk(client, acme, own)

    PulseTally.objects.update(c0=F("c4"), c4=F("c0") + 1)
    PulseComment.objects.update(text="Other words")

    after = walk(client, acme, own)
    assert [route for route, body in after.items() if body != before[route]] == []
    assert not any(b"Planted staff words" in body for body in before.values())


def test_no_page_tells_who_of_a_withheld_team_said_what(acme, olivia, staffed):
    pulse.close(pulse_round=staffed, by=Actor.member(olivia))
    client = signed_in(olivia)
    own = [f"{PAGE}{staffed.pk}/", f"{PAGE}{staffed.pk}/files/csv/"]
    before = walk(client, acme, own)

    teams = [group.team_id for group in staffed.groups.all()]
    for item in KEYS:
        move(staffed, item, teams[0], 0, 4)
        move(staffed, item, teams[1], 4, 0)

    after = walk(client, acme, own)
    assert [route for route, body in after.items() if body != before[route]] == []


# --- customers' single answers --------------------------------------------------------------------

WORDS = "Planted words of a customer"


@pytest.fixture
def asked(acme):
    """Four customers answered about one emotion and one behaviour of a stage; four are too few."""
    journey = JourneyFactory(organization=acme)
    stage = StageFactory(organization=acme, journey=journey)
    team = TeamFactory(organization=acme, name="Service line")
    stage.teams.add(team)
    questions = [emotion_question(acme, stage), check_question(acme, stage)]
    where = SliceFactory(organization=acme, key=f"phone|{team.pk}||", team=team)
    for place in range(4):
        response = ResponseFactory(
            organization=acme,
            stage=stage,
            slice=where,
            interaction=InteractionFactory(organization=acme, stage=stage, slice=where),
            comment=f"{WORDS} {place}",
        )
        for question in questions:
            AnswerFactory(organization=acme, response=response, question=question, value=2)
        FollowUpFactory(organization=acme, response=response)
    rollups.mark_dirty(org_id=acme.pk, day=now().date())
    return stage


def emotion_question(acme, stage):
    emotion = EmotionFactory(organization=acme)
    EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion)
    return QuestionFactory(
        organization=acme, wording=WordingFactory(organization=acme, emotion=emotion)
    )


def check_question(acme, stage):
    stage_action = StageActionFactory(organization=acme, stage=stage)
    LiveIntervalFactory(organization=acme, stage_action=stage_action)
    wording = CheckWordingFactory(organization=acme, stage_action=stage_action)
    return QuestionFactory(
        organization=acme,
        kind="check",
        wording=None,
        emotion=None,
        check_wording=wording,
        stage_action=stage_action,
    )


def addresses(stage):
    """Every page about these answers that names a row."""
    responses = Response.objects.filter(stage=stage)
    emotion = stage.targets.first().emotion
    named = [f"/acme/surveys/responses/{row.pk}/" for row in responses]
    named += [f"/acme/api/v1/responses/{row.pk}/" for row in responses]
    named += [f"/acme/surveys/follow-ups/{row.followup.pk}/" for row in responses]
    named += [f"/acme/customers/{row.interaction.customer_id}/" for row in responses]
    named += [
        f"/acme/gaps/stages/{stage.pk}/emotions/{emotion.pk}/",
        f"/acme/journeys/{stage.journey_id}/",
        f"/acme/journeys/stages/{stage.pk}/",
        f"/acme/emotions/{emotion.pk}/",
        f"/acme/api/v1/gaps/?journey={stage.journey.key}",
        f"/acme/gaps/?period=own&since={now().date()}&until={now().date() + timedelta(days=1)}",
    ]
    return named


@pytest.mark.parametrize("person", ["carl", "vera"])
def test_roles_without_permission_see_no_single_answer(
    request, acme, olivia, asked, staffed, person
):
    pulse.close(pulse_round=staffed, by=Actor.member(olivia))
    client = signed_in(request.getfixturevalue(person))
    before = walk(client, acme, addresses(asked))

    Answer.objects.filter(response__stage=asked).update(value=0)
    Response.objects.filter(stage=asked).update(comment="Changed")
    PulseComment.objects.update(text="Changed")

    after = walk(client, acme, addresses(asked))
    assert [route for route, body in after.items() if body != before[route]] == []
    assert not [route for route, body in before.items() if b"Planted" in body]


def test_the_walk_finds_what_it_looks_for(acme, olivia, asked):
    """Without it, a walk that opens nothing would find nothing."""
    bodies = walk(signed_in(olivia), acme, addresses(asked))

    assert sum(WORDS.encode() in body for body in bodies.values()) > 4
    assert len(bodies) > 40
