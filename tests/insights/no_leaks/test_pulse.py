"""No page, API or file shows fewer than five of the staff.

Two ways to ask. Arithmetic: whatever groups are shown, no difference of them is one to four people.
Interference: exchange what withheld people answered, and every page stays the same to the letter.
"""

import csv
import io
import itertools
import re
import zipfile
from collections import Counter

import pytest
from django.db.models import F
from hypothesis import HealthCheck, example, given, settings

from accounts.models import Actor
from insights.engine import display
from surveys.library.pulse import KEYS
from surveys.models import PulseComment, PulseTally
from surveys.services import pulse
from tests.factories.accounts import StaffMemberFactory, TeamFactory
from tests.insights.no_leaks.pulse_world import ASKED, HISTORY, lived, move
from tests.insights.no_leaks.walking import PASSING, signed_in, walk

PAGE = "/acme/pulse/"
API = "/acme/api/v1/pulses/"
FEW = range(1, 5)

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
    return figures_in(parts_of_page(client, round_id)[0])


def of_all_rounds(client, round_id):
    """What the page of a round tells of the others: the course of the whole."""
    return figures_in(parts_of_page(client, round_id)[1])


def parts_of_page(client, round_id):
    page = client.get(f"{PAGE}{round_id}/").content.decode()
    own, _mark, course = page.partition('aria-labelledby="trends"')
    return own, course


def figures_in(text):
    values = re.findall(r'hl-figure-value">(\d+)<', text)
    basis = re.findall(r'hl-figure-basis">.*?(\d+)\s+answer', text, re.DOTALL)
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
        told = {each.pk: figures_of(shown, each.pk) for each in world.rounds}

        for pk, figures in told.items():
            for source in (on_page, in_csv, in_xlsx):
                assert source(client, pk) == figures, source.__name__
            assert of_all_rounds(client, pk) <= sum(told.values(), Counter())


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


# --- every address there is -----------------------------------------------------------------------


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
