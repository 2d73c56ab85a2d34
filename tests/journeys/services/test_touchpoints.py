import pytest
from django.core.exceptions import ValidationError

from accounts.models import Event
from journeys.services import stages, touchpoints
from tests.factories.journeys import StageFactory, TouchpointFactory


@pytest.fixture
def call(stage, by):
    return touchpoints.add(stage=stage, name="Call", channel="phone", by=by)


@pytest.fixture
def chat(stage, call, by):
    return touchpoints.add(stage=stage, name="Chat", channel="chat", by=by)


def names(stage):
    return [touchpoint.name for touchpoint in stage.touchpoints.current()]


def test_a_touchpoint_moves_within_its_stage(stage, call, chat, by):
    touchpoints.move(touchpoint=chat, to=0, by=by)

    assert names(stage) == ["Chat", "Call"]


def test_a_touchpoint_moves_to_another_stage(acme, journey, stage, call, chat, by):
    later = StageFactory(organization=acme, journey=journey)

    touchpoints.move(touchpoint=call, to_stage=later, to=0, by=by)

    assert (names(stage), names(later)) == (["Chat"], ["Call"])
    event = Event.objects.get(verb="touchpoint_moved")
    assert (event.before["stage"], event.after["stage"]) == (stage.pk, later.pk)


def test_a_moved_touchpoint_keeps_its_key(acme, journey, stage, by):
    touchpoint = TouchpointFactory(organization=acme, stage=stage, key="front-desk", name="Desk")
    later = StageFactory(organization=acme, journey=journey)

    moved = touchpoints.move(touchpoint=touchpoint, to_stage=later, to=0, by=by)

    assert moved.key == "front-desk"


def test_a_moved_touchpoint_does_not_take_the_key_of_another(acme, journey, call, by):
    later = StageFactory(organization=acme, journey=journey)
    TouchpointFactory(organization=acme, stage=later, key="call")

    moved = touchpoints.move(touchpoint=call, to_stage=later, to=0, by=by)

    assert moved.key == "call-2"


def test_a_touchpoint_stays_in_its_journey(acme, call, by):
    with pytest.raises(ValidationError, match="this journey"):
        touchpoints.move(touchpoint=call, to_stage=StageFactory(organization=acme), to=0, by=by)


def test_an_unknown_channel_is_refused(stage, by):
    with pytest.raises(ValidationError) as refused:
        touchpoints.add(stage=stage, name="Fax", channel="fax", by=by)

    assert "channel" in refused.value.message_dict


def test_an_archived_touchpoint_leaves_the_map(stage, call, chat, by):
    touchpoints.archive(touchpoint=call, by=by)

    assert names(stage) == ["Chat"]
    assert Event.objects.filter(verb="touchpoint_archived").count() == 1


def test_a_restored_touchpoint_has_kept_its_place(stage, call, chat, by):
    touchpoints.archive(touchpoint=call, by=by)
    for _twice in range(2):
        touchpoints.restore(touchpoint=call, by=by)

    assert names(stage) == ["Call", "Chat"]
    assert Event.objects.filter(verb="touchpoint_restored").count() == 1


def test_a_touchpoint_does_not_come_back_before_its_stage(stage, call, by):
    touchpoints.archive(touchpoint=call, by=by)
    stages.archive(stage=stage, by=by)

    with pytest.raises(ValidationError, match="restore the stage first"):
        touchpoints.restore(touchpoint=call, by=by)


def test_a_full_stage_takes_no_touchpoint_back(acme, stage, call, by, monkeypatch):
    touchpoints.archive(touchpoint=call, by=by)
    TouchpointFactory(organization=acme, stage=stage)
    monkeypatch.setattr(touchpoints, "MOST", 1)

    with pytest.raises(ValidationError, match="at most 1"):
        touchpoints.restore(touchpoint=call, by=by)
