from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Event
from journeys.models import StageAction
from journeys.services import stage_actions
from tests.factories.actions import ActionFactory
from tests.factories.journeys import LiveIntervalFactory, StageActionFactory


@pytest.fixture
def designed(acme, stage, emotion):
    return StageActionFactory(organization=acme, stage=stage, emotion=emotion)


def days_ago(acme, days):
    return acme.today() - timedelta(days=days)


def test_an_action_is_designed_with_its_enablers(acme, stage, emotion, by):
    action = ActionFactory(organization=acme)

    stage_actions.add(
        stage=stage,
        action=action,
        emotion=emotion,
        performance_measure="Calls an hour",
        measure_effect="fights",
        by=by,
    )

    event = Event.objects.get(verb="stage_action_added")
    assert event.after["action"] == action.pk
    assert event.after["measure_effect"] == "fights"


def test_an_action_is_on_a_stage_once(acme, designed, by):
    with pytest.raises(ValidationError, match="already"):
        stage_actions.add(
            stage=designed.stage, action=designed.action, emotion=designed.emotion, by=by
        )


def test_a_retired_action_is_not_designed_in(acme, stage, emotion, by):
    retired = ActionFactory(organization=acme, state="retired")

    with pytest.raises(ValidationError, match="retired"):
        stage_actions.add(stage=stage, action=retired, emotion=emotion, by=by)


def test_live_days_are_dated(acme, designed, by):
    stage_actions.go_live(stage_action=designed, since=days_ago(acme, 30), by=by)
    stage_actions.stop(stage_action=designed, on=days_ago(acme, 10), by=by)

    def live_on(days):
        return StageAction.objects.live_on(days_ago(acme, days)).exists()

    assert [live_on(31), live_on(30), live_on(11), live_on(10)] == [False, True, True, False]


def test_an_action_goes_live_once_at_a_time(designed, by):
    stage_actions.go_live(stage_action=designed, by=by)

    with pytest.raises(ValidationError, match="live already"):
        stage_actions.go_live(stage_action=designed, by=by)


def test_nothing_is_live_in_the_future(acme, designed, by):
    with pytest.raises(ValidationError, match="today or a day in the past"):
        stage_actions.go_live(stage_action=designed, since=days_ago(acme, -1), by=by)


def test_live_intervals_do_not_overlap(acme, designed, by):
    stage_actions.go_live(stage_action=designed, since=days_ago(acme, 30), by=by)
    stage_actions.stop(stage_action=designed, on=days_ago(acme, 10), by=by)

    with pytest.raises(ValidationError, match="was live until"):
        stage_actions.go_live(stage_action=designed, since=days_ago(acme, 20), by=by)


@pytest.mark.parametrize("days", [31, -1])
def test_an_action_stops_between_its_first_day_and_today(acme, designed, by, days):
    stage_actions.go_live(stage_action=designed, since=days_ago(acme, 30), by=by)

    with pytest.raises(ValidationError, match="between"):
        stage_actions.stop(stage_action=designed, on=days_ago(acme, days), by=by)


def test_what_is_not_live_cannot_stop(designed, by):
    with pytest.raises(ValidationError, match="not live"):
        stage_actions.stop(stage_action=designed, by=by)


def test_an_archived_action_ends_and_can_be_designed_in_again(acme, designed, by):
    stage_actions.go_live(stage_action=designed, since=days_ago(acme, 30), by=by)

    stage_actions.archive(stage_action=designed, by=by)

    assert designed.live_intervals.get().ended_on == acme.today()
    stage_actions.add(stage=designed.stage, action=designed.action, emotion=designed.emotion, by=by)


def test_an_archived_action_does_not_go_live(designed, by):
    stage_actions.archive(stage_action=designed, by=by)
    designed.refresh_from_db()

    with pytest.raises(ValidationError, match="no longer on the map"):
        stage_actions.go_live(stage_action=designed, by=by)


def test_actions_move_up_within_their_stage(acme, stage, designed, by):
    second = StageActionFactory(organization=acme, stage=stage, position=1)

    stage_actions.move(stage_action=second, to=0, by=by)

    assert list(stage.stage_actions.current()) == [second, designed]


def test_what_is_taken_back_is_live_as_if_nothing_had_been(acme, stage, designed, by):
    stage_actions.go_live(stage_action=designed, since=days_ago(acme, 30), by=by)
    StageActionFactory(organization=acme, stage=stage, position=1)

    ended = stage_actions.archive(stage_action=designed, by=by)
    stage_actions.restore(stage_action=designed, live_again=ended, by=by)

    assert designed.live_intervals.get().ended_on is None
    assert stage.stage_actions.current().first() == designed


def test_a_restored_action_is_not_live_by_itself(acme, designed, by):
    stage_actions.go_live(stage_action=designed, since=days_ago(acme, 30), by=by)
    stage_actions.archive(stage_action=designed, by=by)

    stage_actions.restore(stage_action=designed, by=by)

    assert designed.live_intervals.get().ended_on == acme.today()


def test_only_what_ended_today_and_belongs_to_it_goes_on(acme, designed, by):
    stage_actions.go_live(stage_action=designed, since=days_ago(acme, 30), by=by)
    stopped = stage_actions.stop(stage_action=designed, on=days_ago(acme, 5), by=by)
    foreign = LiveIntervalFactory(ended_on=acme.today(), since=acme.today())
    stage_actions.archive(stage_action=designed, by=by)

    stage_actions.restore(stage_action=designed, live_again=[stopped.pk, foreign.pk], by=by)

    stopped.refresh_from_db()
    foreign.refresh_from_db()
    assert stopped.ended_on == days_ago(acme, 5)
    assert foreign.ended_on == acme.today()


def test_of_what_ended_today_only_the_last_goes_on(acme, designed, by):
    stage_actions.go_live(stage_action=designed, since=days_ago(acme, 30), by=by)
    stopped = stage_actions.stop(stage_action=designed, by=by)
    stage_actions.go_live(stage_action=designed, by=by)
    ended = stage_actions.archive(stage_action=designed, by=by)

    stage_actions.restore(stage_action=designed, live_again=[stopped.pk, *ended], by=by)

    assert [each.pk for each in designed.live_intervals.filter(ended_on=None)] == ended


def test_an_action_designed_in_again_meanwhile_does_not_come_twice(designed, by):
    stage_actions.archive(stage_action=designed, by=by)
    stage_actions.add(stage=designed.stage, action=designed.action, emotion=designed.emotion, by=by)

    with pytest.raises(ValidationError, match="already"):
        stage_actions.restore(stage_action=designed, by=by)


def test_a_retired_action_does_not_come_back(designed, by):
    stage_actions.archive(stage_action=designed, by=by)
    designed.action.state = "retired"
    designed.action.save()

    with pytest.raises(ValidationError, match="retired"):
        stage_actions.restore(stage_action=designed, by=by)
