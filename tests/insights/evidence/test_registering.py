"""A promise as it is made, seen before it is saved, and changed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from insights.models import Registration
from journeys.models import LiveInterval
from tests.factories.journeys import StageActionFactory
from tests.factories.registrations import RegistrationFactory
from tests.factories.training import LessonFactory
from tests.insights.evidence.pages import DETAIL, soup, words
from tests.insights.planted import WEEK


def form_of(client, planted):
    return reverse("insights:evidence-register-action", args=["acme", planted.stage_action.pk])


def test_the_form_says_what_could_show_before_anything_is_saved(acme, edgar, sign_in, planted):
    client = sign_in(edgar)
    response = client.get(form_of(client, planted))

    assert "With your volume a change under" in words(response)
    checked = soup(response).select("input[name=comparisons][checked]")
    assert {int(each["value"]) for each in checked} == {each.pk for each in planted.others}


def test_a_preview_keeps_what_was_typed_and_saves_nothing(acme, edgar, sign_in, planted):
    client = sign_in(edgar)
    typed = {
        "preview": "1",
        "expected_points": "7",
        "comparisons": [planted.others[0].pk],
        "evaluate_on": acme.today() + 30 * WEEK,
    }

    page = client.post(form_of(client, planted), typed)
    plan = client.post(form_of(client, planted), typed, headers={"hx-request": "true"})

    assert page.status_code == plan.status_code == 200
    assert soup(page).select_one("[name=expected_points]")["value"] == "7"
    assert soup(page).select(".hl-error-summary") == []
    assert soup(plan).select_one("#plan") == soup(page).select_one("#plan")
    assert "Comparison stages: 1." in " ".join(plan.text.split())
    assert not Registration.objects.exists()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "tomorrow"])
def test_a_preview_of_nonsense_is_no_error(acme, edgar, sign_in, day):
    planned = StageActionFactory(organization=acme)
    names = ("planned_start", "evaluate_on", "baseline_since", "picked_since", "picked_until")

    response = sign_in(edgar).post(
        reverse("insights:evidence-register-action", args=["acme", planned.pk]),
        {"preview": "1", **dict.fromkeys(names, day)},
    )

    assert response.status_code == 200


def registered(acme, planted, **changes):
    return {
        "emotion": planted.stage_action.emotion_id,
        "expected_points": 6,
        "comparisons": [stage.pk for stage in planted.others],
        "evaluate_on": acme.today() + 5 * WEEK,
        "baseline_since": planted.start - 12 * WEEK,
        "weekly_answers": 12,
        "start_decided": "chosen",
        **changes,
    }


def test_an_editor_registers_and_sees_the_promise(acme, edgar, sign_in, planted):
    client = sign_in(edgar)
    response = client.post(form_of(client, planted), registered(acme, planted), follow=True)

    [row] = Registration.objects.all()
    assert response.redirect_chain[-1][0] == reverse(DETAIL, args=["acme", row.pk])
    assert row.detectable > 0
    assert set(row.comparisons.all()) == set(planted.others)
    assert "interim" in words(response)


def test_what_is_refused_is_said_at_its_field(acme, edgar, sign_in, planted):
    client = sign_in(edgar)
    response = client.post(
        form_of(client, planted), registered(acme, planted, evaluate_on=acme.today())
    )

    assert response.status_code == 422
    assert "Choose a day to come" in words(response)


def test_what_has_not_begun_is_asked_for_its_start(acme, edgar, sign_in, planted):
    LiveInterval.objects.all().delete()
    client = sign_in(edgar)
    start = acme.today() + timedelta(days=3)

    client.post(
        form_of(client, planted),
        registered(acme, planted, planned_start=start, evaluate_on=start + 13 * WEEK),
    )

    assert Registration.objects.get().planned_start == start


def test_a_change_after_the_start_is_shown_with_its_reason(acme, edgar, sign_in, planted):
    row = planted.register(edgar, evaluate_on=acme.today() + 4 * WEEK)
    client = sign_in(edgar)
    changes = {
        "version": 1,
        "expected_points": 2,
        "evaluate_on": acme.today() + 3 * WEEK,
        "because": "The season ends",
    }

    said = words(
        client.post(reverse("insights:evidence-amend", args=["acme", row.pk]), changes, follow=True)
    )

    assert "until then 6 points" in said
    assert "The season ends" in said
    assert "Goal or date were changed after the start" in said


def test_a_stale_change_keeps_what_was_typed(acme, edgar, sign_in):
    row = RegistrationFactory(organization=acme, version=2)
    changes = {
        "version": 1,
        "expected_points": 2,
        "evaluate_on": row.evaluate_on,
        "because": "Why",
    }

    response = sign_in(edgar).post(
        reverse("insights:evidence-amend", args=["acme", row.pk]), changes
    )

    assert response.status_code == 422
    assert soup(response).select_one("[name=expected_points]")["value"] == "2"


def test_other_systems_register(acme, edgar, sign_in, planted):
    body = {
        "stage_action": planted.stage_action.pk,
        "expected_points": 6,
        "comparisons": [f"{each.journey.key}/{each.key}" for each in planted.others],
    }
    client, address = sign_in(edgar), reverse("api:evidence-list", args=["acme"])

    made = client.post(address, body, content_type="application/json")
    wrong = client.post(
        address, {**body, "comparisons": ["no/where"]}, content_type="application/json"
    )

    assert made.status_code == 201
    assert made.json()["is_interim"]
    assert wrong.status_code == 400
    assert "comparisons" in wrong.json()["error"]["fields"]


def test_a_lesson_on_an_action_is_registered_for_what_the_action_evokes_there(acme, edgar, sign_in):
    stage_action = StageActionFactory(organization=acme)
    lesson = LessonFactory(organization=acme, emotion=None, action=stage_action.action)
    address = reverse(
        "insights:evidence-register-lesson", args=["acme", stage_action.stage_id, lesson.pk]
    )

    page = soup(sign_in(edgar).get(address))

    chosen = page.select_one("[name=emotion] option[selected]")
    assert int(chosen["value"]) == stage_action.emotion_id
    assert page.select_one("[name=planned_start]")
