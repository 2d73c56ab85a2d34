"""The starter libraries: unique keys, whole sentences in five languages, named emotions."""

import ast
import re
from itertools import chain
from pathlib import Path
from string import Formatter

import pytest

from actions.library.actions import ACTIONS
from emotions.library.banned import is_vague
from emotions.library.emotions import BY_KEY as EMOTION
from emotions.library.emotions import EMOTIONS
from emotions.library.entries import LANGUAGES
from emotions.library.languages import BY_CODE
from emotions.library.outcomes import BY_KEY as OUTCOME
from emotions.library.outcomes import OUTCOMES
from emotions.library.scales import BY_KEY as SCALE
from emotions.library.scales import SCALES
from journeys.library.guide import QUESTIONS
from journeys.library.templates import TEMPLATES
from training.library.lessons import LESSONS

ROOT = Path(__file__).resolve().parents[2]
STAGES = [stage for template in TEMPLATES for stage in template.stages]
STAGE_ACTIONS = [design for stage in STAGES for design in stage.actions]
WORDINGS = [entry.wordings for entry in chain(EMOTIONS, OUTCOMES) if entry.wordings]
PLAIN_TEXTS = [
    *chain.from_iterable((e.names, e.definitions, e.checks) for e in EMOTIONS),
    *chain.from_iterable((o.names, o.definitions) for o in OUTCOMES),
    *(scale.missing for scale in SCALES),
    *(action.checks for action in ACTIONS),
    *(design.checks for design in STAGE_ACTIONS),
    *(stage.asked_as for stage in STAGES),
]
ASKED = [*WORDINGS, *(e.checks for e in EMOTIONS), *(a.checks for a in ACTIONS)]
ENTRIES = {
    "emotions": EMOTIONS,
    "outcomes": OUTCOMES,
    "scales": SCALES,
    "actions": ACTIONS,
    "templates": TEMPLATES,
    "guide": QUESTIONS,
    "lessons": LESSONS,
}


def placeholders(text):
    return [field for _, field, _, _ in Formatter().parse(text) if field is not None]


def keys(entries):
    return [entry.key for entry in entries]


@pytest.mark.parametrize("name", ENTRIES)
def test_a_key_names_one_entry_and_fits_a_slug(name):
    found = keys(ENTRIES[name])
    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,59}", key) for key in found)


def test_the_emotions_are_those_of_the_method():
    groups = [emotion.group for emotion in EMOTIONS]
    sizes = {group: groups.count(group) for group in groups}
    assert sizes == {"belonging": 7, "assurance": 6, "enjoyment": 5, "strain": 6}


def test_exactly_the_strain_emotions_are_to_be_avoided():
    assert {e.key for e in EMOTIONS if e.direction == "avoid"} == {
        e.key for e in EMOTIONS if e.group == "strain"
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_has_a_text_too_many(language):
    assert set(BY_CODE[language].emotions) == set(EMOTION)
    assert set(BY_CODE[language].outcomes) == set(OUTCOME)
    assert set(BY_CODE[language].scales) == set(SCALE)


def test_every_text_is_there_in_every_language():
    for texts in chain(WORDINGS, PLAIN_TEXTS):
        assert tuple(sorted(texts)) == tuple(sorted(LANGUAGES))
        assert all(text and text == text.strip() for text in texts.values()), texts


def test_a_wording_asks_about_the_interaction_exactly_once():
    for texts in WORDINGS:
        for text in texts.values():
            assert placeholders(text) == ["interaction"], text


def test_no_other_text_has_a_placeholder():
    for texts in PLAIN_TEXTS:
        assert not any(placeholders(text) for text in texts.values()), texts


def test_a_question_ends_with_the_question_mark_of_its_language():
    for texts in ASKED:
        assert all(texts[language].endswith("?") for language in ("en", "de"))
        assert texts["fr"].endswith("\N{NO-BREAK SPACE}?"), texts["fr"]
        assert "¿" in texts["es"]
        assert texts["es"].endswith("?")
        assert texts["ar"].endswith("؟")


POSITIONS = {
    "en": r"^After \{interaction\},",
    "de": r"\b(nach|bei) \{interaction\}",
    "fr": r"^Après \{interaction\},",
    "es": r"^Tras \{interaction\},",
    "ar": r"^بعد \{interaction\}،",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_noun_phrase_stands_in_one_grammatical_position(language):
    for texts in WORDINGS:
        assert re.search(POSITIONS[language], texts[language]), texts[language]


def test_two_emotions_are_never_asked_in_the_same_words():
    for language in LANGUAGES:
        assert len({e.wordings[language] for e in EMOTIONS}) == len(EMOTIONS)
        assert len({e.names[language] for e in EMOTIONS}) == len(EMOTIONS)


def test_a_scale_has_as_many_labels_as_points():
    points = {"five": 5, "three": 3, "eleven": 11}
    for scale in SCALES:
        for language in LANGUAGES:
            labels = scale.points[language]
            assert len(set(labels)) == points[scale.kind]
            assert scale.missing[language] not in labels
            assert all(scale.ends[language])


def test_an_asked_outcome_has_answers_and_an_imported_one_has_none():
    for outcome in OUTCOMES:
        assert outcome.is_imported == (outcome.scale == "number") == (not outcome.wordings)
        assert outcome.is_imported or SCALE[outcome.answers].kind == outcome.scale


def test_success_explains_outcomes_and_is_none():
    assert [outcome.key for outcome in OUTCOMES if outcome.is_predictor] == ["success"]


VERDICTS = """
positive; NEGATIVE!; Neutral; very good; a bad feeling; so-so; happy face; thumbs up
positive/negative; 😀; 🙂👍; :-); :(; :D; xD; <3; ...; 5; ?!
positiv; ein gutes Gefühl; schlecht; Glückliches Gesicht; Daumen hoch
négatif; NEGATIF; très bien; visage souriant; mauvaise expérience
positivo; muy bueno; carita feliz; negativa
إيجابي; ايجابي; جيّد; وجه مبتسم; سلبية جدًا
"""
FEELINGS = """
happy; very happy; sad; loved; proud; at ease; in good hands; satisfied; not neglected; happy 😀
geborgen; gut aufgehoben; froh; bien entouré; tranquilo; bien atendido; السعادة; مطمئن
"""


def listed(texts):
    return [text.strip() for text in re.split(r"[;\n]", texts) if text.strip()]


@pytest.mark.parametrize("text", [*listed(VERDICTS), "", "  ", ";)"])
def test_a_verdict_or_a_smiley_is_no_emotion(text):
    assert is_vague(text)


@pytest.mark.parametrize("text", listed(FEELINGS))
def test_a_word_that_names_an_emotion_is_allowed(text):
    assert not is_vague(text)


def test_no_emotion_of_the_library_is_refused():
    for emotion in EMOTIONS:
        assert not any(is_vague(name) for name in emotion.names.values()), emotion.key


def test_an_action_evokes_what_is_sought_and_eases_what_is_avoided():
    assert len(ACTIONS) >= 24
    for action in ACTIONS:
        assert action.evokes
        assert all(EMOTION[key].direction == "seek" for key in action.evokes)
        assert all(EMOTION[key].direction == "avoid" for key in action.eases)
        assert {*action.evokes.values(), *action.eases.values()} <= {1, 2, 3}


def test_an_action_says_what_it_costs_and_what_is_said():
    for action in ACTIONS:
        assert action.cost in range(4)
        assert action.effort in range(1, 4)
        assert action.what_we_do
        assert action.what_we_say


def test_every_emotion_has_an_action_to_start_with():
    covered = chain.from_iterable((*action.evokes, *action.eases) for action in ACTIONS)
    assert set(covered) == set(EMOTION)


LIBRARY_FILES = [path for path in ROOT.glob("*/library/**/*.py") if ".venv" not in path.parts]


@pytest.mark.parametrize("path", LIBRARY_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_library_is_data_and_imports_only_libraries(path):
    allowed = {"collections", "dataclasses", "re", "typing", "unicodedata"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= allowed
        if isinstance(node, ast.ImportFrom):
            assert node.module.split(".")[0] in allowed or ".library" in node.module
