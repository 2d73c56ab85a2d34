from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Event
from accounts.services.versions import Stale
from journeys.models import EmotionTarget
from journeys.services import targets
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import EmotionTargetFactory


@pytest.fixture
def since_last_week(acme, stage, emotion):
    return EmotionTargetFactory(
        organization=acme,
        stage=stage,
        emotion=emotion,
        intended=60,
        since=acme.today() - timedelta(days=7),
    )


def test_a_stage_aims_for_three_emotions_at_most(acme, stage, by):
    for emotion in EmotionFactory.create_batch(3, organization=acme):
        targets.aim(stage=stage, emotion=emotion, intended=80, by=by)

    with pytest.raises(ValidationError, match="three emotions"):
        targets.aim(stage=stage, emotion=EmotionFactory(organization=acme), intended=80, by=by)


def test_an_ended_target_makes_room(acme, stage, by):
    for emotion in EmotionFactory.create_batch(3, organization=acme):
        target = targets.aim(stage=stage, emotion=emotion, intended=80, by=by)
    targets.end(target=target, by=by)

    targets.aim(stage=stage, emotion=EmotionFactory(organization=acme), intended=80, by=by)

    assert stage.targets.current().count() == 3


def test_a_stage_aims_for_an_emotion_once(stage, emotion, by):
    targets.aim(stage=stage, emotion=emotion, intended=80, by=by)

    with pytest.raises(ValidationError, match="already aims"):
        targets.aim(stage=stage, emotion=emotion, intended=70, by=by)


@pytest.mark.parametrize("intended", [101, -1, 2**40])
def test_intended_lies_between_0_and_100(stage, emotion, by, intended):
    with pytest.raises(ValidationError) as refused:
        targets.aim(stage=stage, emotion=emotion, intended=intended, by=by)

    assert "intended" in refused.value.message_dict


def test_of_an_emotion_to_avoid_at_most_half_is_accepted(acme, stage, by):
    rushed = EmotionFactory(organization=acme, direction="avoid")
    targets.aim(stage=stage, emotion=rushed, intended=50, by=by)

    with pytest.raises(ValidationError, match="to be avoided") as refused:
        targets.change(target=stage.targets.get(), intended=75, by=by)

    assert "intended" in refused.value.message_dict


def test_an_emotion_of_another_organization_is_refused(stage, by):
    with pytest.raises(ValidationError, match="another organization"):
        targets.aim(stage=stage, emotion=EmotionFactory(), intended=80, by=by)


def test_a_change_ends_one_target_and_begins_another(acme, stage, since_last_week, by):
    targets.change(target=since_last_week, intended=75, by=by)

    held, holds = stage.targets.order_by("pk")
    assert (held.intended, held.ended_on) == (60, acme.today())
    assert (holds.intended, holds.since, holds.ended_on) == (75, acme.today(), None)


def test_each_day_knows_what_was_intended_on_it(acme, stage, since_last_week, by):
    targets.change(target=since_last_week, intended=75, by=by)

    yesterday = acme.today() - timedelta(days=1)
    assert EmotionTarget.objects.on(yesterday).get().intended == 60
    assert EmotionTarget.objects.on(acme.today()).get().intended == 75


def test_a_second_change_on_the_same_day_replaces_the_first(stage, since_last_week, by):
    target = targets.change(target=since_last_week, intended=75, by=by)
    targets.change(target=target, intended=90, by=by)

    assert list(stage.targets.order_by("pk").values_list("intended", flat=True)) == [60, 90]


def test_a_target_that_somebody_changed_meanwhile_is_stale(since_last_week, by):
    targets.change(target=since_last_week, intended=75, by=by)

    with pytest.raises(Stale) as refused:
        targets.change(target=since_last_week, intended=50, was=60, by=by)

    assert refused.value.current.intended == 75


def test_a_change_on_the_same_day_is_stale_by_what_was_seen(stage, emotion, by):
    target = targets.aim(stage=stage, emotion=emotion, intended=60, by=by)
    targets.change(target=target, intended=75, was=60, by=by)

    with pytest.raises(Stale):
        targets.change(target=target, intended=50, was=60, by=by)


def test_an_ended_target_stays_in_history(acme, stage, since_last_week, by):
    targets.end(target=since_last_week, by=by)

    assert stage.targets.get().ended_on == acme.today()
    assert Event.objects.get(verb="target_ended").before["intended"] == 60


def test_what_was_ended_today_holds_again_as_if_it_never_had(stage, since_last_week, by):
    targets.end(target=since_last_week, by=by)

    targets.resume(target=since_last_week, by=by)

    assert stage.targets.get().ended_on is None
    assert Event.objects.filter(verb="target_resumed").count() == 1


def test_a_target_that_ended_before_today_is_history(acme, since_last_week, by):
    since_last_week.ended_on = acme.today() - timedelta(days=1)
    since_last_week.save()

    with pytest.raises(ValidationError, match="another day"):
        targets.resume(target=since_last_week, by=by)


def test_a_target_does_not_come_back_beside_its_successor(stage, since_last_week, emotion, by):
    targets.end(target=since_last_week, by=by)
    targets.aim(stage=stage, emotion=since_last_week.emotion, intended=80, by=by)

    with pytest.raises(ValidationError, match="already aims"):
        targets.resume(target=since_last_week, by=by)


def test_a_fourth_target_does_not_come_back(acme, stage, since_last_week, by):
    targets.end(target=since_last_week, by=by)
    EmotionTargetFactory.create_batch(3, organization=acme, stage=stage)

    with pytest.raises(ValidationError, match="three emotions"):
        targets.resume(target=since_last_week, by=by)
