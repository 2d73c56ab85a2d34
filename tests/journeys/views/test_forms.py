"""Forms in the drawer and as pages: saved, refused, stale."""

import json

import pytest
from bs4 import BeautifulSoup
from django.utils.timezone import now

from emotions.services.starter import copy_library
from journeys.models import Journey, Stage
from journeys.services import journeys, personas, stages, targets
from tests.factories.actions import ActionEmotionFactory, ActionFactory
from tests.factories.journeys import (
    EmotionTargetFactory,
    LiveIntervalFactory,
    StageActionFactory,
    StageFactory,
    TouchpointFactory,
)
from tests.journeys.views.forms import errors, named, over, to


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


def test_a_template_becomes_a_journey(editor, acme, by):
    copy_library(org=acme, by=by)
    address = to("journey-template") + "?template=online_purchase"
    assert "What you get" in editor.get(address).text

    response = editor.post(address, {"name": "Web shop"})

    journey = Journey.objects.get(name="Web shop")
    assert response["Location"] == to("journey-detail", journey.pk)
    assert editor.get(response["Location"]).status_code == 200


def test_the_guide_keeps_the_answers_and_tells_what_they_suggest(editor, stage):
    fields = {"urgency": "now", "resolve_first": "on", "version": 1}

    response = editor.post(to("stage-guide", stage.pk), fields, follow=True)

    stage.refresh_from_db()
    assert (stage.guide, stage.resolve_first) == ({"urgency": "now"}, True)
    assert "Your answers suggest: resolve first" in response.text


def test_a_stage_goes_in_where_the_plus_of_the_map_stands(editor, acme, journey):
    late = StageFactory(organization=acme, journey=journey, name="Goodbye", position=1)
    page = BeautifulSoup(editor.get(to("journey-detail", journey.pk)).content, "html.parser")
    plus = page.select_one(f"#insert-{late.pk}")

    form = editor.get(plus["href"])
    editor.post(plus["href"], named())

    assert plus["aria-label"] == "Add a stage before “Goodbye”"
    assert "Add a stage before “Goodbye”" in form.text
    assert [stage.name for stage in journey.stages.current()][-2:] == ["Waiting", "Goodbye"]


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


@pytest.mark.parametrize(
    ("away", "back", "make"),
    [
        ("stage-archive", "stage-restore", StageFactory),
        ("touchpoint-archive", "touchpoint-restore", TouchpointFactory),
        ("target-end", "target-resume", EmotionTargetFactory),
        ("stage-action-archive", "stage-action-restore", StageActionFactory),
    ],
)
def test_what_is_put_away_can_be_taken_back(editor, acme, stage, away, back, make):
    of_stage = {"journey": stage.journey} if make is StageFactory else {"stage": stage}
    row = make(organization=acme, **of_stage)
    headers = over(to("journey-detail", stage.journey_id))

    gone = editor.post(to(away, row.pk), headers=headers)
    undo = json.loads(gone["HX-Trigger"])["toast"]["undo"]
    again = editor.post(undo, headers=headers)

    assert undo == to(back, row.pk)
    assert "undo" not in json.loads(again["HX-Trigger"])["toast"]
    row.refresh_from_db()
    assert (row.ended_on if away == "target-end" else row.archived_at) is None


def test_an_action_taken_back_is_live_as_before(editor, acme, stage):
    live = LiveIntervalFactory(organization=acme, stage_action__stage=stage)
    headers = over(to("journey-detail", stage.journey_id))

    gone = editor.post(to("stage-action-archive", live.stage_action_id), headers=headers)
    editor.post(json.loads(gone["HX-Trigger"])["toast"]["undo"], headers=headers)

    live.refresh_from_db()
    assert live.ended_on is None


def test_the_form_of_a_stage_brings_back_what_left_it_without_javascript(editor, acme, stage):
    touchpoint = TouchpointFactory(organization=acme, stage=stage, name="Call", archived_at=now())
    StageActionFactory(organization=acme, stage=stage, archived_at=now())

    page = BeautifulSoup(editor.get(to("stage-edit", stage.pk)).content, "html.parser")
    forms = [form["action"] for form in page.select("section form")]
    wanted = to("touchpoint-restore", touchpoint.pk)
    response = editor.post(wanted)

    assert wanted in forms
    assert response["Location"].endswith(f"#touchpoint-{touchpoint.pk}")
    touchpoint.refresh_from_db()
    assert touchpoint.archived_at is None
