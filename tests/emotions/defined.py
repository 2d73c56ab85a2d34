"""An emotion as an organization defines it."""

from accounts.models import Actor
from emotions.services import emotions

SYSTEM = Actor.system()
ASK = {"en": "After {interaction}, how far did you feel looked after?"}


def define(acme, name="looked after", **fields):
    return emotions.create(
        org=acme,
        **{
            "names": {"en": name},
            "definitions": {},
            "group": "belonging",
            "direction": "seek",
            "wording": ASK,
            **fields,
        },
        by=SYSTEM,
    )
