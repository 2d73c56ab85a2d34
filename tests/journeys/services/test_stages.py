from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Event
from accounts.services.versions import Stale
from journeys.services import edits, stages
from tests.factories.accounts import TeamFactory
from tests.factories.journeys import LiveIntervalFactory, StageActionFactory, StageFactory


def names(journey):
    return [stage.name for stage in journey.stages.current()]


@pytest.fixture
def three(journey, by):
    return [stages.add(journey=journey, name=name, by=by) for name in ("Ask", "Wait", "Solved")]


def test_a_stage_is_added_at_the_end_or_in_between(journey, three, by):
    stages.add(journey=journey, name="Call", at=1, by=by)
    stages.add(journey=journey, name="Goodbye", by=by)

    assert names(journey) == ["Ask", "Call", "Wait", "Solved", "Goodbye"]
    assert [stage.position for stage in journey.stages.current()] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("to", "expected"),
    [(0, "Solved Ask Wait"), (1, "Ask Solved Wait"), (-5, "Solved Ask Wait")],
)
def test_a_stage_moves_left(journey, three, by, to, expected):
    stages.move(stage=three[2], to=to, by=by)

    assert names(journey) == expected.split()


def test_a_stage_moves_no_further_than_the_end(journey, three, by):
    stages.move(stage=three[0], to=99, by=by)

    assert names(journey) == ["Wait", "Solved", "Ask"]


def test_a_move_that_changes_nothing_is_not_recorded(journey, three, by):
    version = journey.version

    stages.move(stage=three[0], to=0, by=by)

    journey.refresh_from_db()
    assert journey.version == version


def test_every_edit_counts_the_journey_and_says_what_changed(journey, stage, edgar, by):
    stages.update(stage=stage, customer_goal="Be heard", by=by)

    event = Event.objects.get(verb="stage_changed")
    journey.refresh_from_db()
    assert (journey.version, event.object_id, event.membership) == (2, journey.pk, edgar)
    assert event.before == {"row": f"stage {stage.pk}", "customer_goal": ""}
    assert event.after == {"row": f"stage {stage.pk}", "customer_goal": "Be heard", "version": 2}


def test_saving_without_a_change_records_nothing(stage, by):
    stages.update(stage=stage, name=stage.name, by=by)

    assert not Event.objects.exists()


def test_a_stale_save_is_refused(stage, by):
    stages.update(stage=stage, version=1, name="Theirs", by=by)

    with pytest.raises(Stale) as refused:
        stages.update(stage=stage, version=1, name="Mine", by=by)

    assert refused.value.current.name == "Theirs"


def test_two_stages_of_one_name_have_two_keys(journey, by):
    keys = [stages.add(journey=journey, name="Wait", by=by).key for _ in range(3)]

    assert keys == ["wait", "wait-2", "wait-3"]


def test_a_name_without_latin_letters_has_a_key_too(journey, by):
    assert stages.add(journey=journey, name="الانتظار", by=by).key == "stage"


def test_an_archived_stage_leaves_the_map_and_its_actions_end(acme, stage, by):
    live = LiveIntervalFactory(
        organization=acme,
        stage_action=StageActionFactory(organization=acme, stage=stage),
        since=date(2024, 1, 1),
    )

    stages.archive(stage=stage, by=by)

    live.refresh_from_db()
    assert names(stage.journey) == []
    assert live.ended_on == acme.today()


def test_a_restored_stage_has_kept_its_place(acme, journey, three, by):
    stages.archive(stage=three[1], by=by)
    stages.restore(stage=three[1], by=by)

    assert names(journey) == ["Ask", "Wait", "Solved"]


def test_stages_put_away_one_after_the_other_come_back_in_their_order(acme, journey, three, by):
    first = stages.add(journey=journey, name="First", at=0, by=by)
    before = names(journey)
    stages.archive(stage=first, by=by)
    stages.archive(stage=three[0], by=by)

    stages.restore(stage=three[0], by=by)
    stages.restore(stage=first, by=by)

    assert names(journey) == before


def test_a_retired_action_is_not_live_again_with_its_stage(acme, three, by):
    live = LiveIntervalFactory(organization=acme, stage_action__stage=three[0])
    ended = stages.archive(stage=three[0], by=by)
    live.stage_action.action.state = "retired"
    live.stage_action.action.save()

    stages.restore(stage=three[0], live_again=ended, by=by)

    live.refresh_from_db()
    assert live.ended_on == acme.today()


def test_what_was_live_on_a_stage_is_live_again_when_that_is_taken_back(acme, three, by):
    live = LiveIntervalFactory(organization=acme, stage_action__stage=three[0])
    ended = stages.archive(stage=three[0], by=by)

    stages.restore(stage=three[0], live_again=ended, by=by)

    live.refresh_from_db()
    assert live.ended_on is None


def test_an_archived_stage_cannot_be_moved(stage, by):
    stages.archive(stage=stage, by=by)

    with pytest.raises(ValidationError, match="archived"):
        stages.move(stage=stage, to=0, by=by)


def test_a_team_of_another_organization_is_refused(stage, by):
    with pytest.raises(ValidationError, match="another organization"):
        stages.set_teams(stage=stage, teams=[TeamFactory()], by=by)


def test_teams_are_recorded_once(acme, stage, by):
    team = TeamFactory(organization=acme)

    stages.set_teams(stage=stage, teams=[team], by=by)
    stages.set_teams(stage=stage, teams=[team], by=by)

    [event] = Event.objects.filter(verb="stage_teams_set")
    assert (event.before["teams"], event.after["teams"]) == ([], [team.pk])


def test_a_journey_has_a_limit_of_stages(acme, journey, by, monkeypatch):
    monkeypatch.setattr(stages, "MOST", 2)
    StageFactory.create_batch(2, organization=acme, journey=journey)

    with pytest.raises(ValidationError, match="at most 2"):
        stages.add(journey=journey, name="One more", by=by)


def test_a_key_is_never_taken_from_an_archived_sibling(acme, journey, by):
    StageFactory(organization=acme, journey=journey, key="wait", archived_at="2024-01-01T00:00Z")

    assert edits.free_key(journey.stages.all(), "Wait") == "wait-2"
