import uuid
from datetime import timedelta

import factory
from django.utils.timezone import now

from surveys.models import PulseComment, PulseGroup, PulseInvitee, PulseRound, PulseTally
from tests.factories.accounts import OwnedFactory, StaffMemberFactory, TeamFactory, same


class PulseRoundFactory(OwnedFactory):
    """An open round; `closed_on=…` is one with figures."""

    class Meta:
        model = PulseRound
        django_get_or_create = ["organization", "closed_on"]  # only one is ever open

    opened_on = factory.LazyFunction(lambda: now().date())
    closes_on = factory.LazyFunction(lambda: now().date() + timedelta(days=10))
    closed_on = None


class PulseGroupFactory(OwnedFactory):
    class Meta:
        model = PulseGroup

    round = same(PulseRoundFactory)
    team = same(TeamFactory)
    asked = 10


class PulseTallyFactory(OwnedFactory):
    class Meta:
        model = PulseTally

    group = same(PulseGroupFactory)
    item = "valued"


class PulseInviteeFactory(OwnedFactory):
    class Meta:
        model = PulseInvitee

    group = same(PulseGroupFactory)
    round = factory.SelfAttribute("group.round")
    staff_member = same(StaffMemberFactory)
    code_hash = factory.LazyFunction(lambda: uuid.uuid4().hex)


class PulseCommentFactory(OwnedFactory):
    class Meta:
        model = PulseComment

    round = same(PulseRoundFactory)
    text = "A quiet room would help."
