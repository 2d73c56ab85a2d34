"""What the tests of the pulse do all the time."""

from datetime import timedelta

from accounts.models import Actor
from surveys.library.pulse import KEYS
from surveys.models import PulseTally
from surveys.services import pulse

ENTRY = "/s/pulse/"
FULL = dict.fromkeys(KEYS, 3)


def open_pulse(acme, olivia, teams, **options):
    return pulse.open_round(
        org=acme,
        teams=teams,
        closes_on=acme.today() + timedelta(days=7),
        by=Actor.member(olivia),
        **options,
    )


def address(invitee):
    return f"/s/pulse-{invitee.code}/"


def counts(item="valued"):
    return PulseTally.objects.get(item=item).counts
