"""The room: several people, notes of their own, votes that are counted."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Actor, Event
from actions.models import Note
from actions.selectors.brainstorms import room
from actions.services import brainstorms
from tests.factories.actions import (
    ActionFactory,
    BrainstormFactory,
    ClusterFactory,
    NoteFactory,
    ParticipantFactory,
)
from tests.factories.emotions import EmotionFactory


@pytest.fixture
def brainstorm(acme):
    return BrainstormFactory(organization=acme, votes_each=2)


def test_the_questions_come_from_the_emotion(acme, edgar):
    emotion = EmotionFactory(organization=acme, names={"en": "listened to"})

    brainstorm = brainstorms.open_brainstorm(
        org=acme, emotion=emotion, title="Calls", held_on=acme.today(), by=Actor.member(edgar)
    )

    assert "make you feel “listened to”" in brainstorm.memory_prompt
    assert brainstorm.version_prompt


def test_of_an_emotion_to_avoid_nobody_is_asked_for_a_version(acme):
    sought, avoided = (
        EmotionFactory(organization=acme, direction=direction) for direction in ("seek", "avoid")
    )

    assert "our version" in brainstorms.prompts(sought)[1]
    assert "instead" in brainstorms.prompts(avoided)[1]


def test_pasted_lines_are_notes_of_their_own(brainstorm, carl):
    notes = brainstorms.write_notes(
        brainstorm=brainstorm, prompt="ours", texts=["one", "", "  two "], by=Actor.member(carl)
    )

    assert [note.text for note in notes] == ["one", "two"]


def test_one_does_not_touch_somebody_else_s_note(acme, brainstorm, carl, mona):
    note = NoteFactory(organization=acme, brainstorm=brainstorm, written_by=mona)

    for change in (
        lambda: brainstorms.edit_note(
            note=note, text="mine", may_edit_all=False, by=Actor.member(carl)
        ),
        lambda: brainstorms.remove_note(note=note, may_edit_all=False, by=Actor.member(carl)),
    ):
        with pytest.raises(ValidationError, match="somebody else"):
            change()


def test_votes_are_counted_and_limited(acme, brainstorm, carl):
    first, second, third = NoteFactory.create_batch(3, organization=acme, brainstorm=brainstorm)
    by = Actor.member(carl)

    assert brainstorms.vote(note=first, by=by)
    assert brainstorms.vote(note=second, by=by)
    with pytest.raises(ValidationError, match="2 votes"):
        brainstorms.vote(note=third, by=by)
    assert not brainstorms.vote(note=first, by=by)
    assert brainstorms.vote(note=third, by=by)


def test_the_most_voted_cluster_lies_first_and_loose_notes_last(acme, brainstorm, carl, mona):
    loose, one, other = NoteFactory.create_batch(3, organization=acme, brainstorm=brainstorm)
    by = Actor.member(carl)
    brainstorms.put_into_cluster(note=one, name="Waiting", by=by)
    brainstorms.put_into_cluster(note=other, name="Calls", by=by)
    brainstorms.vote(note=other, by=by)

    groups = room(brainstorm=brainstorm, membership=mona).groups

    assert [str(group.cluster) for group in groups] == ["Calls", "Waiting", "None"]
    assert groups[-1].notes == [loose]


def test_everybody_in_the_room_sees_what_became_of_a_note(acme, brainstorm, carl, sign_in):
    cluster = ClusterFactory(organization=acme, brainstorm=brainstorm)
    note = NoteFactory(organization=acme, brainstorm=brainstorm, cluster=cluster)
    made = [
        ActionFactory(organization=acme, note=note),
        ActionFactory(organization=acme, cluster=cluster),
    ]

    wall = sign_in(carl).get(reverse("actions:brainstorm-detail", args=["acme", brainstorm.pk]))

    for action in made:
        assert reverse("actions:action-detail", args=["acme", action.pk]) in wall.text
    assert "an action</button>" not in wall.text


def test_an_empty_cluster_goes_away(acme, brainstorm, edgar):
    note = NoteFactory(organization=acme, brainstorm=brainstorm)
    by = Actor.member(edgar)

    brainstorms.put_into_cluster(note=note, name="Calls", by=by)
    brainstorms.put_into_cluster(note=note, name="", by=by)

    assert not brainstorm.clusters.exists()


def test_a_closed_brainstorm_takes_no_notes(brainstorm, carl, edgar):
    brainstorms.close(brainstorm=brainstorm, by=Actor.member(edgar))
    brainstorm.refresh_from_db()

    with pytest.raises(ValidationError, match="closed"):
        brainstorms.write_notes(
            brainstorm=brainstorm, prompt="ours", texts=["late"], by=Actor.member(carl)
        )


def test_the_log_does_not_repeat_what_was_said(acme, brainstorm, carl):
    [note] = brainstorms.write_notes(
        brainstorm=brainstorm, prompt="ours", texts=["my boss hides"], by=Actor.member(carl)
    )
    brainstorms.edit_note(note=note, text="secret", may_edit_all=False, by=Actor.member(carl))

    assert "boss" not in str(list(Event.objects.values()))
    assert "secret" not in str(list(Event.objects.values()))


def test_a_note_that_is_too_long_keeps_what_was_typed(brainstorm, carl, sign_in):
    answer = sign_in(carl).post(
        reverse("actions:note-create", args=["acme", brainstorm.pk]),
        {"prompt": "ours", "text": "x" * 501},
    )

    assert answer.status_code == 422
    assert "x" * 501 in answer.text
    assert not Note.objects.exists()


@pytest.mark.parametrize("text", ["\x00", "   \n  "])
def test_an_empty_or_broken_note_is_refused_with_a_message(brainstorm, carl, sign_in, text):
    answer = sign_in(carl).post(
        reverse("actions:note-create", args=["acme", brainstorm.pk]),
        {"prompt": "ours", "text": text},
    )

    assert answer.status_code == 422


def test_somebody_joins_the_room_once(brainstorm, carl, sign_in):
    client = sign_in(carl)
    address = reverse("actions:participant-create", args=["acme", brainstorm.pk])
    me = {"name": "Carl", "level": "front_line", "me": 1}

    assert client.post(address, me).status_code == 302
    assert client.post(address, me).status_code == 422


def test_wall_query_count(acme, brainstorm, vera, sign_in, django_assert_num_queries):
    NoteFactory.create_batch(20, organization=acme, brainstorm=brainstorm)
    ParticipantFactory.create_batch(5, organization=acme, brainstorm=brainstorm)
    client = sign_in(vera)

    # session, user, membership, switcher, brainstorm, notes, their actions, people, clusters, votes
    with django_assert_num_queries(10):
        client.get(reverse("actions:brainstorm-detail", args=["acme", brainstorm.pk]))


def test_another_system_reads_the_room_with_its_votes(acme, brainstorm, vera, carl, sign_in):
    cluster = ClusterFactory(organization=acme, brainstorm=brainstorm, name="Calls")
    guest = ParticipantFactory(organization=acme, brainstorm=brainstorm, level="executive")
    note = NoteFactory(
        organization=acme, brainstorm=brainstorm, cluster=cluster, participant=guest, text="Ring"
    )
    brainstorms.vote(note=note, by=Actor.member(carl))
    address = reverse("api:brainstorm-detail", args=["acme", brainstorm.pk])

    wall = sign_in(vera).get(address).json()
    [read] = sign_in(vera).get(f"{address}notes/").json()

    assert [(each["id"], each["level"]) for each in wall["participants"]] == [
        (guest.pk, "executive")
    ]
    assert wall["clusters"] == [{"id": cluster.pk, "name": "Calls"}]
    assert (read["cluster"], read["participant"], read["votes"]) == (cluster.pk, guest.pk, 1)
