"""Every bad input is refused with words, and strange ones that are good are kept."""

import json

import pytest
from bs4 import BeautifulSoup

from journeys.models import EmotionTarget, Stage, Touchpoint
from journeys.services import stages
from tests.factories.accounts import TeamFactory
from tests.factories.actions import ActionFactory
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import (
    EmotionTargetFactory,
    StageActionFactory,
    StageFactory,
    TouchpointFactory,
)
from tests.journeys.views.forms import errors, named, over, to

TEXTS = {
    "emoji": "Waiting 🕰️💥",
    "right to left": "انتظار الرد",
    "markup": "<script>alert(1)</script>",
    "formula": "=1+1",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_strange_texts_are_kept_and_shown_as_they_are(editor, journey, text):
    editor.post(to("stage-create", journey.pk), named(name=text, customer_goal=text))

    page = BeautifulSoup(editor.get(to("journey-detail", journey.pk)).content, "html.parser")
    assert page.select_one(".hl-map-name").text == text
    assert page.select_one(".hl-map-goal").text == text


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"name": "x" * 121}, "120 characters"),
        ({"name": "a\x00b"}, "Null characters"),
        ({"customer_goal": "x" * 301}, "300 characters"),
        ({"asked_as_de": "x" * 81}, "80 characters"),
        ({"version": "seven"}, "whole number"),
        ({"name": "   "}, "required"),
    ],
)
def test_a_stage_that_cannot_be_is_refused_with_words(editor, journey, fields, complaint):
    response = editor.post(to("stage-create", journey.pk), named(**fields))

    assert response.status_code == 422
    assert complaint in errors(response)
    assert not Stage.objects.exists()


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"intended": "101"}, "100"),
        ({"intended": "-1"}, "0"),
        ({"intended": "much"}, "whole number"),
        ({"intended": "9" * 400}, "100"),
        ({"emotion": "positive"}, "not what was felt"),
        ({"emotion": "🙂"}, "not what was felt"),
        ({"emotion": "nostalgic"}, "Define it first"),
        ({"emotion": ""}, "required"),
        ({"emotion": "a\x00"}, "Null characters"),
    ],
)
def test_a_target_that_cannot_be_is_refused_with_words(editor, stage, emotion, fields, complaint):
    response = editor.post(
        to("target-create", stage.pk), {"emotion": "cared for", "intended": "80", **fields}
    )

    assert response.status_code == 422
    assert complaint in errors(response)
    assert not EmotionTarget.objects.exists()


def test_an_unknown_emotion_leads_to_its_definition(editor, stage):
    response = editor.post(to("target-create", stage.pk), {"emotion": "seen", "intended": "80"})

    assert "Define “seen”" in response.text


def test_a_fourth_target_is_refused_on_the_page(editor, acme, stage):
    for emotion in EmotionFactory.create_batch(3, organization=acme):
        EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion)
    EmotionFactory(organization=acme, names={"en": "calm"})

    response = editor.post(to("target-create", stage.pk), {"emotion": "calm", "intended": "80"})

    assert "three emotions at most" in errors(response)


@pytest.mark.parametrize("day", ["9999-12-31", "2999-01-01", "31.31.2026", "0000-00-00"])
def test_a_day_far_away_is_no_day_to_go_live(editor, acme, stage, day):
    row = StageActionFactory(organization=acme, stage=stage)

    response = editor.post(to("stage-action-live", row.pk), {"since": day})

    assert response.status_code == 422
    assert not row.live_intervals.exists()


@pytest.mark.parametrize("due", ["9999-12-31", "1000-01-01"])
def test_any_real_date_may_be_due(editor, acme, stage, due):
    row = StageActionFactory(organization=acme, stage=stage)
    fields = {"emotion": row.emotion_id, "measure_effect": "neutral", "due_on": due, "version": 1}

    editor.post(to("stage-action-edit", row.pk), fields)

    row.refresh_from_db()
    assert str(row.due_on) == due
    assert editor.get(to("stage-detail", stage.pk)).status_code == 200


def test_a_foreign_action_cannot_be_chosen(editor, stage, emotion):
    fields = {"action": ActionFactory().pk, "emotion": emotion.pk, "measure_effect": "neutral"}

    response = editor.post(to("stage-action-create", stage.pk), fields)

    assert response.status_code == 422
    assert not stage.stage_actions.exists()


@pytest.mark.parametrize("place", ["", "-1", "x", "9" * 50, "٣"])
def test_a_place_that_is_none_moves_nothing_to_a_wrong_one(editor, acme, journey, place):
    first, second = StageFactory.create_batch(2, organization=acme, journey=journey)

    response = editor.post(to("stage-move", first.pk), {"to": place})

    assert response.status_code == 302
    assert {stage.pk for stage in journey.stages.current()} == {first.pk, second.pk}


def test_a_touchpoint_does_not_move_to_a_foreign_stage(editor, acme, stage):
    touchpoint = TouchpointFactory(organization=acme, stage=stage)

    response = editor.post(to("touchpoint-move", touchpoint.pk), {"to_stage": StageFactory().pk})

    assert response.status_code == 404
    assert Touchpoint.objects.get(pk=touchpoint.pk).stage == stage


@pytest.mark.parametrize("chosen", ["²", "9" * 5000])
def test_a_touchpoint_does_not_move_to_what_is_no_stage(editor, acme, stage, chosen):
    touchpoint = TouchpointFactory(organization=acme, stage=stage)

    response = editor.post(to("touchpoint-move", touchpoint.pk), {"to_stage": chosen})

    assert response.status_code == 404


def test_moving_what_is_archived_says_why_not(editor, stage, by):
    stages.archive(stage=stage, by=by)

    response = editor.post(
        to("stage-move", stage.pk), {"to": "0"}, headers=over(to("journey-detail", 1))
    )

    assert "archived" in json.loads(response["HX-Trigger"])["toast"]["text"]


def test_a_double_submit_makes_no_second_target(editor, stage, emotion):
    for _ in range(2):
        editor.post(to("target-create", stage.pk), {"emotion": "cared for", "intended": "80"})

    assert EmotionTarget.objects.count() == 1


def test_an_unknown_template_is_missing(editor):
    assert editor.get(to("journey-template") + "?template=moon").status_code == 404


def test_an_invented_answer_to_the_guide_is_refused(editor, stage):
    response = editor.post(to("stage-guide", stage.pk), {"urgency": "tomorrow"})

    assert response.status_code == 422


def test_a_team_with_an_impossible_number_is_refused_with_words(editor, acme, journey):
    TeamFactory(organization=acme)

    response = editor.post(to("stage-create", journey.pk), named(teams=["99999999999999999999"]))

    assert response.status_code == 422
    assert "Teams at this stage" in errors(response)
