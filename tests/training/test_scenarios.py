"""Scenarios: written, rewritten, taken out; what was answered keeps its meaning."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Actor
from accounts.services import versions
from tests.training.worlds import part
from training.services import scenarios
from training.services.scenarios import Option

SYSTEM = Actor.system()
GOOD, BAD = Option("I call you at ten.", 2, "A time."), Option("We will see.", -1, "No time.")


def typed_scenario(**fields):
    return {
        "cue": "Hello?",
        "text_1": "I call you at ten.",
        "effect_1": 2,
        "why_1": "A time.",
        "text_2": "We will see.",
        "effect_2": -1,
        "why_2": "No time.",
        "version": 1,
        **fields,
    }


def test_an_unanswered_scenario_is_edited_in_place(lesson):
    row = lesson.scenarios.first()

    scenarios.update(scenario=row, cue="Still here?", options=[GOOD, BAD], by=SYSTEM)

    row.refresh_from_db()
    assert (row.cue, row.archived_at, row.version) == ("Still here?", None, 2)
    assert scenarios.options_of(row) == [GOOD, BAD]


def test_an_answered_scenario_is_replaced_and_keeps_what_was_answered(lesson, carl, practise):
    attempt = practise(carl, lesson, 2, 2)
    row = lesson.scenarios.first()
    was = scenarios.options_of(row)

    new = scenarios.update(scenario=row, cue="Still here?", options=[GOOD, BAD], by=SYSTEM)

    row.refresh_from_db()
    assert row.archived_at
    assert scenarios.options_of(row) == was
    assert (new.cue, new.position, new.origin_id) == ("Still here?", row.position, row.pk)
    assert attempt.choices.filter(scenario=row).exists()


def test_a_scenario_replaced_twice_stays_one_scenario(lesson, carl, practise):
    practise(carl, lesson, 2, 2)
    row = lesson.scenarios.first()
    second = scenarios.update(scenario=row, cue="Two", by=SYSTEM)
    practise(carl, lesson, 2, 2)
    third = scenarios.update(scenario=second, cue="Three", by=SYSTEM)

    assert third.origin_id == second.origin_id == row.pk
    assert lesson.scenarios.current().first().cue == "Three"


def test_saving_an_answered_scenario_unchanged_makes_no_new_one(lesson, carl, practise):
    practise(carl, lesson, 2, 2)
    row = lesson.scenarios.first()

    same = scenarios.update(scenario=row, options=scenarios.options_of(row), by=SYSTEM)

    assert same == row
    assert lesson.scenarios.count() == 2


def test_two_tabs_on_an_answered_scenario_do_not_erase_each_other(lesson, carl, practise):
    practise(carl, lesson, 2, 2)
    row = lesson.scenarios.first()
    scenarios.update(scenario=row, cue="First tab", version=1, by=SYSTEM)

    with pytest.raises(versions.Stale) as stale:
        scenarios.update(scenario=row, cue="Second tab", version=1, by=SYSTEM)

    assert stale.value.current.cue == "First tab"


def test_the_stale_form_of_a_replaced_scenario_can_be_saved_again(
    lesson, carl, practise, edgar, sign_in
):
    practise(carl, lesson, 2, 2)
    row = lesson.scenarios.first()
    client, address = sign_in(edgar), reverse("training:scenario-edit", args=["acme", row.pk])
    scenarios.update(scenario=row, cue="First tab", by=SYSTEM)

    answer = client.post(address, typed_scenario(cue="Second tab"))

    assert answer.status_code == 422
    assert "First tab" in answer.text
    page = BeautifulSoup(answer.content, "html.parser")
    version = page.select_one("[name=version]")["value"]
    saved = client.post(address, typed_scenario(cue="Second tab", version=version))
    assert saved.status_code == 302
    assert lesson.scenarios.current().first().cue == "Second tab"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([GOOD], "two to five"),
        ([GOOD, BAD] * 3, "two to five"),
        ([GOOD, GOOD], "do the same"),
        ([BAD, Option("No.", 0, "x")], "No answer helps"),
    ],
)
def test_a_scenario_has_something_to_learn(lesson, options, message):
    with pytest.raises(ValidationError, match=message):
        scenarios.create(lesson=lesson, cue="x", options=options, by=SYSTEM)


def test_what_is_wrong_with_all_answers_is_said_at_the_first(lesson, edgar, sign_in):
    address = reverse("training:scenario-create", args=["acme", lesson.pk])

    answer = sign_in(edgar).post(address, typed_scenario(effect_1=-1))

    assert answer.status_code == 422
    assert "do the same" in answer.text


def test_half_an_answer_is_refused(lesson, edgar, sign_in):
    address = reverse("training:scenario-create", args=["acme", lesson.pk])

    answer = sign_in(edgar).post(address, typed_scenario(text_3="Sorry."))

    assert answer.status_code == 422
    assert "belongs to the answer" in answer.text


def test_a_scenario_taken_out_is_not_edited(lesson):
    row = lesson.scenarios.first()
    scenarios.archive(scenario=row, by=SYSTEM)

    with pytest.raises(ValidationError, match="taken out"):
        scenarios.update(scenario=row, cue="x", by=SYSTEM)


def test_the_scenario_form_fragment_is_the_page_minus_the_frame(lesson, edgar, sign_in):
    client = sign_in(edgar)
    address = reverse("training:scenario-create", args=["acme", lesson.pk])

    page = client.post(address, {})
    fragment = client.post(address, {}, headers={"HX-Request": "true"})

    assert "<html" not in fragment.text
    assert part(page, "scenario-form") == part(fragment, "scenario-form")
