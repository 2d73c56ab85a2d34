"""What really happened in the employee pulse: random histories, lived through the services."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from hypothesis import strategies as st

from accounts.models import StaffMember, Team
from surveys.library.pulse import KEYS
from surveys.models import PulseRound, PulseTally
from surveys.services import pulse

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


def move(pulse_round, item, team, out, into):
    tally = PulseTally.objects.filter(group__round=pulse_round, group__team=team, item=item)
    tally.update(**{f"c{out}": F(f"c{out}") - 1, f"c{into}": F(f"c{into}") + 1})
