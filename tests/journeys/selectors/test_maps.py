import pytest
from django.utils.timezone import now

from journeys.models import Touchpoint
from journeys.selectors import maps
from journeys.selectors.figures import Figure, Measured
from tests.factories.journeys import (
    EmotionTargetFactory,
    LiveIntervalFactory,
    StageActionFactory,
    StageFactory,
    TouchpointFactory,
)

FELT = Figure(mean=40.0, low=35.0, high=45.0, n=60, low_answers=12)


def read(journey, **measured):
    return maps.read(journey=journey, measured=Measured(**measured))


def test_a_hundred_stages_take_six_statements(acme, journey, django_assert_max_num_queries):
    stages = StageFactory.create_batch(100, organization=acme, journey=journey)
    Touchpoint.objects.bulk_create(
        Touchpoint(organization=acme, stage=stage, key=f"t{n}", name=f"T{n}", channel="web")
        for stage in stages
        for n in range(12)
    )
    for stage in stages[:20]:
        EmotionTargetFactory(organization=acme, stage=stage)
        StageActionFactory(organization=acme, stage=stage)

    with django_assert_max_num_queries(6):
        found = read(journey)
        names = [row.action.title for column in found.columns for row in column.actions]

    assert (len(found.columns), len(names)) == (100, 20)
    assert all(len(column.touchpoints) == 12 for column in found.columns)


def test_archived_rows_are_not_on_the_map(acme, journey, stage):
    StageFactory(organization=acme, journey=journey, archived_at=now())
    TouchpointFactory(organization=acme, stage=stage, archived_at=now())
    StageActionFactory(organization=acme, stage=stage, archived_at=now())

    [column] = read(journey).columns

    assert (column.stage, column.touchpoints, column.actions) == (stage, [], [])


def test_an_action_is_live_while_an_interval_is_open(acme, journey, stage):
    live = StageActionFactory(organization=acme, stage=stage)
    LiveIntervalFactory(organization=acme, stage_action=live)
    over = StageActionFactory(organization=acme, stage=stage)
    LiveIntervalFactory(organization=acme, stage_action=over, ended_on=acme.today())

    [column] = read(journey).columns

    assert [row.is_live for row in column.actions] == [True, False]


def test_complaints_ask_for_an_emotion_to_avoid(acme, journey, stage, emotion, strain):
    EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion)
    felt = {(stage.pk, emotion.pk): FELT}

    [column] = read(journey, felt=felt).columns
    assert column.lacks_an_emotion_to_avoid

    EmotionTargetFactory(organization=acme, stage=stage, emotion=strain, intended=10)
    [column] = read(journey, felt=felt).columns
    assert not column.lacks_an_emotion_to_avoid


def test_an_open_follow_up_is_a_complaint(acme, journey, stage, emotion):
    EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion)

    [column] = read(journey, open_followups={stage.pk: 1}).columns

    assert column.lacks_an_emotion_to_avoid


def test_without_complaints_nothing_is_asked_for(acme, journey, stage, emotion):
    EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion)

    [column] = read(journey).columns

    assert not column.lacks_an_emotion_to_avoid


def test_the_main_emotion_of_a_stage_is_one_to_seek(acme, journey, stage, emotion, strain):
    EmotionTargetFactory(organization=acme, stage=stage, emotion=strain, intended=10)
    assert read(journey).columns[0].main is None

    EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion)
    assert read(journey).columns[0].main.emotion == emotion


def test_the_emotion_at_most_stages_comes_first(acme, journey, stage, emotion, strain):
    other = StageFactory(organization=acme, journey=journey)
    EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion)
    for each in (stage, other):
        EmotionTargetFactory(organization=acme, stage=each, emotion=strain)

    assert read(journey).emotions == [strain, emotion]


@pytest.mark.parametrize(("intention", "parts"), [("We care.", True), ("", False)])
def test_intention_and_reality_part_where_both_are_written(stage, intention, parts):
    stage.intention, stage.reality = intention, "Nobody called."
    stage.save()

    assert read(stage.journey).columns[0].parts_company is parts
