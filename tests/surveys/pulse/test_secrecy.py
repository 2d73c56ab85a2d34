"""Nothing is kept of the pulse that leads to anybody."""

import pytest
from django.db import models

from accounts.models import Actor, Event
from surveys.models import PulseComment, PulseGroup, PulseInvitee, PulseRound, PulseTally
from surveys.selectors import pulse as found
from surveys.services import pulse
from tests.surveys.pulse.asking import FULL


def fields_of(model):
    return model._meta.concrete_fields


@pytest.mark.parametrize("model", [PulseTally, PulseGroup, PulseComment], ids=lambda m: m.__name__)
def test_answers_are_stored_without_a_person(model):
    links = {field.related_model.__name__ for field in fields_of(model) if field.related_model}

    assert links <= {"Organization", "Team", "PulseRound", "PulseGroup"}


@pytest.mark.parametrize(
    "model",
    [PulseTally, PulseGroup, PulseComment, PulseInvitee, PulseRound],
    ids=lambda m: m.__name__,
)
def test_no_time_is_finer_than_the_round(model):
    assert not [field for field in fields_of(model) if isinstance(field, models.DateTimeField)]


def test_comments_have_no_team_and_no_order():
    names = {field.name for field in fields_of(PulseComment)}

    assert names == {"id", "organization", "round", "text"}
    assert isinstance(PulseComment._meta.pk, models.UUIDField)
    assert list(PulseComment._meta.ordering) == ["id"]


def test_an_answer_adds_no_row_but_a_comment(opened):
    tables = (PulseTally, PulseGroup, PulseInvitee, Event)
    before = [model.objects.count() for model in tables]

    pulse.answer(invitee=opened.invitees.first(), values=FULL)

    assert [model.objects.count() for model in tables] == before


def test_who_took_part_is_forgotten_when_the_round_closes(opened, olivia):
    pulse.answer(invitee=opened.invitees.first(), values=FULL)

    pulse.close(pulse_round=opened, by=Actor.member(olivia))

    assert not PulseInvitee.objects.exists()
    assert opened.groups.get().answered == 1


def test_the_log_says_that_a_round_closed_and_not_how_many_answered(opened, olivia):
    pulse.answer(invitee=opened.invitees.first(), values=FULL)
    pulse.close(pulse_round=opened, by=Actor.member(olivia))

    event = Event.objects.filter(verb="pulse_closed").get()

    assert (event.before, event.after) == ({}, {})


def test_the_code_lies_in_no_table(opened):
    for invitee in opened.invitees.all():
        stored = {str(getattr(invitee, field.attname)) for field in fields_of(PulseInvitee)}
        assert invitee.code not in stored


def test_how_many_answered_is_told_from_five_on(opened):
    invitees = list(opened.invitees.all())
    for invitee in invitees[:4]:
        pulse.answer(invitee=invitee, values=FULL)
    assert found.state(opened).answered is None

    pulse.answer(invitee=invitees[4], values=FULL)

    assert found.state(opened).answered == 5
