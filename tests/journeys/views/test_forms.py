"""Forms in the drawer and as pages: saved, refused, stale, and every bad input."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from emotions.services.starter import copy_library
from journeys.models import EmotionTarget, Journey, Stage, Touchpoint
from journeys.services import journeys, personas, stages, targets
from tests.factories.accounts import TeamFactory
from tests.factories.actions import ActionEmotionFactory, ActionFactory
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import (
    EmotionTargetFactory,
    StageActionFactory,
    StageFactory,
    TouchpointFactory,
)


@pytest.fixture
def editor(sign_in, edgar):
    return sign_in(edgar)


def to(route, *pks):
    return reverse(f"journeys:{route}", args=["acme", *pks])


def over(page):
    return {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}


def named(**fields):
    return {"name": "Waiting", "is_asked": "on", **fields}


def errors(response):
    return BeautifulSoup(response.content, "html.parser").select_one("[data-error-summary]").text


def test_over_the_map_a_saved_form_refreshes_it_and_says_where_to_go_on(editor, journey):
    headers = over(to("journey-detail", journey.pk))

    response = editor.post(to("stage-create", journey.pk), named(), headers=headers)

    events = json.loads(response["HX-Trigger"])
    stage = Stage.objects.get(name="Waiting")
    assert response.status_code == 204
    assert events["journey-changed"] == {"focus": f"stage-{stage.pk}", "stay": False}
    assert events["toast"]["text"]


def test_without_javascript_a_saved_form_leads_back_to_the_map(editor, journey):
    response = editor.post(to("stage-create", journey.pk), named())

    stage = Stage.objects.get(name="Waiting")
    assert response["Location"] == f"{to('journey-detail', journey.pk)}#stage-{stage.pk}"


def test_from_the_stages_page_it_leads_back_there(editor, stage):
    response = editor.post(to("stage-edit", stage.pk) + "?from=stage", named())

    assert response["Location"] == to("stage-detail", stage.pk)


def test_a_form_on_its_own_page_leaves_it_also_with_htmx(editor, stage):
    address = to("stage-edit", stage.pk)

    response = editor.post(address, named(), headers=over(address))

    assert response["HX-Redirect"].startswith(to("journey-detail", stage.journey_id))


def test_a_refused_form_answers_422_and_only_the_form(editor, journey):
    response = editor.post(
        to("stage-create", journey.pk),
        named(name=""),
        headers=over(to("journey-detail", journey.pk)),
    )

    assert response.status_code == 422
    assert "<html" not in response.text
    assert "required" in errors(response)


@pytest.mark.parametrize(
    "route",
    ["stage-edit", "stage-create", "touchpoint-create", "target-create", "stage-action-create"],
)
def test_the_drawer_shows_the_form_of_the_page(editor, journey, stage, route):
    address = to(route, journey.pk if route == "stage-create" else stage.pk)

    page, fragment = editor.get(address), editor.get(address, headers={"HX-Request": "true"})

    assert form_of(page) == form_of(fragment)
    assert "<html" not in fragment.text


def form_of(response):
    form = BeautifulSoup(response.content, "html.parser").select_one("#journey-form")
    for token in form.select("input[name=csrfmiddlewaretoken]"):
        token.decompose()
    return form.prettify()


def test_a_stale_form_says_what_changed_and_keeps_what_was_typed(editor, stage, by):
    stages.update(stage=stage, name="Theirs", by=by)

    response = editor.post(to("stage-edit", stage.pk), named(name="Mine", version=1))

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert "Theirs" in page.select_one(".hl-stale").text
    assert page.select_one("input[name=name]")["value"] == "Mine"
    stage.refresh_from_db()
    assert stage.name == "Theirs"


def test_saving_a_stale_form_again_replaces_theirs(editor, stage, by):
    stages.update(stage=stage, name="Theirs", by=by)
    response = editor.post(to("stage-edit", stage.pk), named(name="Mine", version=1))
    version = BeautifulSoup(response.content, "html.parser").select_one("input[name=version]")

    editor.post(to("stage-edit", stage.pk), named(name="Mine", version=version["value"]))

    stage.refresh_from_db()
    assert stage.name == "Mine"


def test_a_stale_target_says_what_is_intended_now(editor, acme, stage, emotion, by):
    target = EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion, intended=60)
    targets.change(target=target, intended=75, by=by)

    response = editor.post(to("target-edit", target.pk), {"intended": 40, "was": 60})

    assert response.status_code == 422
    assert "75" in BeautifulSoup(response.content, "html.parser").select_one(".hl-stale").text


def test_a_journeys_stale_form_names_its_personas(editor, acme, journey, by):
    persona = personas.add(org=acme, name="Newcomer", by=by)
    journeys.update(journey=journey, personas=[persona], by=by)

    response = editor.post(to("journey-edit", journey.pk), {"name": "Mine", "version": 1})

    assert "Newcomer" in BeautifulSoup(response.content, "html.parser").select_one(".hl-stale").text


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


def test_a_template_becomes_a_journey(editor, acme, by):
    copy_library(org=acme, by=by)
    address = to("journey-template") + "?template=online_purchase"
    assert "What you get" in editor.get(address).text

    response = editor.post(address, {"name": "Web shop"})

    journey = Journey.objects.get(name="Web shop")
    assert response["Location"] == to("journey-detail", journey.pk)
    assert editor.get(response["Location"]).status_code == 200


def test_an_unknown_template_is_missing(editor):
    assert editor.get(to("journey-template") + "?template=moon").status_code == 404


def test_the_guide_keeps_the_answers_and_tells_what_they_suggest(editor, stage):
    fields = {"urgency": "now", "resolve_first": "on", "version": 1}

    response = editor.post(to("stage-guide", stage.pk), fields, follow=True)

    stage.refresh_from_db()
    assert (stage.guide, stage.resolve_first) == ({"urgency": "now"}, True)
    assert "Your answers suggest: resolve first" in response.text


def test_an_invented_answer_to_the_guide_is_refused(editor, stage):
    response = editor.post(to("stage-guide", stage.pk), {"urgency": "tomorrow"})

    assert response.status_code == 422


def test_a_stage_goes_in_where_the_plus_of_the_map_stands(editor, acme, journey):
    late = StageFactory(organization=acme, journey=journey, name="Goodbye", position=1)
    page = BeautifulSoup(editor.get(to("journey-detail", journey.pk)).content, "html.parser")
    plus = page.select_one(f"#insert-{late.pk}")

    form = editor.get(plus["href"])
    editor.post(plus["href"], named())

    assert plus["aria-label"] == "Add a stage before “Goodbye”"
    assert "Add a stage before “Goodbye”" in form.text
    assert [stage.name for stage in journey.stages.current()][-2:] == ["Waiting", "Goodbye"]


def test_a_team_with_an_impossible_number_is_refused_with_words(editor, acme, journey):
    TeamFactory(organization=acme)

    response = editor.post(to("stage-create", journey.pk), named(teams=["99999999999999999999"]))

    assert response.status_code == 422
    assert "Teams at this stage" in errors(response)


def test_an_action_leads_to_the_stages_that_aim_for_its_emotion(editor, acme, stage, emotion):
    evoking = ActionEmotionFactory(organization=acme, emotion=emotion).action
    ActionFactory(organization=acme, title="Another")
    EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion)

    page = BeautifulSoup(editor.get(f"/acme/actions/{evoking.pk}/").content, "html.parser")
    address = page.select_one("a[href*='?action=']")["href"]
    form = BeautifulSoup(editor.get(address).content, "html.parser")

    first, others = form.select("select[name=action] optgroup")
    assert first.select_one("option[selected]")["value"] == str(evoking.pk)
    assert [option.text for option in others.select("option")] == ["Another"]
