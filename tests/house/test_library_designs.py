"""The starter journeys and lessons: designed by the rules that the product holds others to."""

import re
from itertools import chain

import pytest

from actions.library.actions import ACTIONS
from actions.library.actions import BY_KEY as ACTION
from emotions.library.emotions import BY_KEY as EMOTION
from emotions.library.outcomes import BY_KEY as OUTCOME
from journeys.library.guide import QUESTIONS
from journeys.library.templates import TEMPLATES
from training.library.lessons import LESSONS

STAGES = [stage for template in TEMPLATES for stage in template.stages]
STAGE_ACTIONS = [design for stage in STAGES for design in stage.actions]
SCENARIOS = [scenario for lesson in LESSONS for scenario in lesson.scenarios]


def keys(entries):
    return [entry.key for entry in entries]


def test_a_stage_has_one_to_three_targets_from_the_library():
    for stage in STAGES:
        found = [target.emotion for target in stage.targets]
        assert 1 <= len(found) <= 3
        assert len(set(found)) == len(found)
        assert set(found) <= set(EMOTION)


def test_an_emotion_to_avoid_is_intended_low_and_one_to_seek_is_not():
    for target in chain.from_iterable(stage.targets for stage in STAGES):
        if EMOTION[target.emotion].direction == "avoid":
            assert 0 <= target.intended <= 35
        else:
            assert 50 <= target.intended <= 100


def test_a_stage_action_serves_a_target_that_the_action_moves():
    for stage in STAGES:
        assert len({design.action for design in stage.actions}) == len(stage.actions) > 0
        for design in stage.actions:
            action = ACTION[design.action]
            assert design.emotion in {target.emotion for target in stage.targets}
            assert design.emotion in {*action.evokes, *action.eases}


def test_a_measure_that_rewards_or_fights_is_named():
    assert {design.measure_effect for design in STAGE_ACTIONS} == {"rewards", "neutral", "fights"}
    for design in STAGE_ACTIONS:
        assert design.performance_measure or design.measure_effect == "neutral"


def test_a_stage_action_names_what_people_need_for_it():
    for design in STAGE_ACTIONS:
        enablers = (design.time_allowed, design.authority, design.material)
        assert any((*enablers, design.performance_measure)), design.action


@pytest.mark.parametrize("template", TEMPLATES, ids=keys(TEMPLATES))
def test_a_template_shows_a_whole_journey(template):
    assert 5 <= len(template.stages) <= 7
    assert len(set(keys(template.stages))) == len(template.stages)
    assert template.main_outcome in OUTCOME
    assert all(stage.touchpoints for stage in template.stages)


@pytest.mark.parametrize("template", TEMPLATES, ids=keys(TEMPLATES))
def test_a_template_resolves_first_somewhere_but_not_everywhere(template):
    first = [stage.resolve_first for stage in template.stages]
    assert any(first)
    assert not all(first)


@pytest.mark.parametrize("template", TEMPLATES, ids=keys(TEMPLATES))
def test_a_template_shows_where_intention_and_reality_part(template):
    assert all(bool(stage.intention) == bool(stage.reality) for stage in template.stages)
    assert any(stage.intention for stage in template.stages)


def test_a_noun_phrase_fits_into_a_sentence():
    for stage in STAGES:
        assert not any(re.search(r"[.,:;?!،؟]", phrase) for phrase in stage.asked_as.values())
        assert stage.asked_as["en"][0].islower()
        assert re.match(r"(der|dem|(Ihr|unser)(em|er|en)) ", stage.asked_as["de"])
        assert not re.match(r"(à|de|au|du|después) ", stage.asked_as["fr"] + stage.asked_as["es"])


def test_texts_fit_their_fields():
    for stage in STAGES:
        assert len(stage.name) <= 120
        assert max(map(len, (stage.customer_goal, stage.intention, stage.reality))) <= 300
    for design in STAGE_ACTIONS:
        enablers = design.time_allowed, design.performance_measure, design.authority
        assert max(map(len, (*enablers, design.material))) <= 200
    assert all(len(action.title) <= 200 for action in ACTIONS)


def test_the_guide_asks_seven_questions_and_every_answer_suggests_something():
    assert len(QUESTIONS) == 7
    for question in QUESTIONS:
        assert question.help
        assert 2 <= len(question.options) <= 3
        assert len(set(keys(question.options))) == len(question.options)
        assert all(option.label and option.suggests for option in question.options)


def test_a_lesson_is_for_an_emotion_and_an_action_that_evokes_it():
    assert len(LESSONS) >= 8
    for lesson in LESSONS:
        assert lesson.emotion in ACTION[lesson.action].evokes
        assert 150 <= len(lesson.body.split()) <= 300
        assert 2 <= len(lesson.scenarios) <= 3


def test_a_scenario_has_one_best_answer_and_one_that_makes_it_worse():
    for scenario in SCENARIOS:
        effects = [choice.effect for choice in scenario.choices]
        assert 3 <= len(effects) <= 4
        assert effects.count(2) == 1
        assert -2 <= min(effects) < 0
        assert all(choice.text and choice.why for choice in scenario.choices)


def test_the_best_answer_is_not_always_in_the_same_place():
    places = [[choice.effect for choice in s.choices].index(2) for s in SCENARIOS]
    assert all(places.count(place) > 1 for place in (0, 1, 2))


def test_practice_has_moments_in_which_solving_comes_first():
    assert sum(scenario.resolve_first for scenario in SCENARIOS) >= 5
    solving = next(lesson for lesson in LESSONS if lesson.action == "solve_first")
    assert any(scenario.resolve_first for scenario in solving.scenarios)
