"""A statement that is built once reads what its queryset would read."""

import uuid

import pytest

from surveys.models import Invitation, Question
from surveys.selectors import answering
from surveys.services import answers
from tests.surveys.worlds import World


@pytest.fixture
def world(acme):
    return World(acme)


def known(row):
    """What was read of a row, and of the rows joined to it."""
    joined = {name: known(other) for name, other in row._state.fields_cache.items() if other}
    own = {name: value for name, value in vars(row).items() if name != "_state"}
    return {"row": row, "adding": row._state.adding, **own, "joined": joined}


def by_queryset(invitation):
    rows = Invitation.objects.select_related(*answering.JOINS).only(*answering.NAMES)
    return rows.get(pk=invitation.pk)


def test_an_unanswered_invitation_is_read_whole(world):
    invitation = world.invite()
    found = answering.invitation_of(invitation.public_id)
    assert known(found) == known(by_queryset(invitation))
    assert answering.response_of(found) is None


def test_a_draft_comes_with_its_invitation(world):
    invitation = world.invite()
    asked = Question.objects.get(pk=invitation.drawn[0]["question"])
    draft = answers.save(invitation=invitation, question=asked, value=1)
    found = answering.invitation_of(invitation.public_id)
    assert answering.response_of(found) == draft
    assert set(found._state.fields_cache) == set(by_queryset(invitation)._state.fields_cache)


def test_each_invitation_is_read_as_its_own(world):
    asked = [world.invite() for _ in range(3)]
    found = [answering.invitation_of(invitation.public_id) for invitation in asked]
    assert found == asked
    assert [one.customer for one in found] == [one.customer for one in asked]


def test_an_id_that_nobody_has_finds_nothing(world):
    world.invite()
    assert answering.invitation_of(uuid.uuid4()) is None
