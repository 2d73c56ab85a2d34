"""Every verb that the code records has a sentence for the people who read the log."""

import ast
import string
from collections.abc import Iterator

import pytest
from django.conf import settings

from accounts.selectors.verbs import SENTENCES
from integrations.models import Import

FILES = sorted(settings.BASE_DIR.glob("[a-z]*/services.py")) + sorted(
    settings.BASE_DIR.glob("[a-z]*/services/*.py")
)
NAMES = {"verb", "what"}  # what services, and the few functions between them and the log, call it


def verb_places(tree: ast.Module) -> dict[str, int]:
    """Function -> place of its parameter for the verb; -1 when it is passed by name only."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [each.arg for each in node.args.args]
            for name in NAMES & set(names):
                found[node.name] = names.index(name)
    return found


def recorded(source: str) -> Iterator[ast.expr]:
    """What is passed on as a verb anywhere in this module."""
    tree = ast.parse(source)
    places = verb_places(tree)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        yield from (each.value for each in call.keywords if each.arg in NAMES)
        place = places.get(getattr(call.func, "id", ""), -1)
        yield from call.args[place : place + 1] if place >= 0 else ()


VERBS = sorted(
    {
        each.value
        for path in FILES
        for each in recorded(path.read_text())
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }
    | {"journey_changed", "created", "updated"}  # passed by a variable
    | {f"import_{state}" for state in (Import.State.DONE, Import.State.FAILED)}
)


def test_the_code_records_verbs():
    assert len(VERBS) > 100


@pytest.mark.parametrize("verb", VERBS)
def test_a_recorded_verb_has_a_sentence(verb):
    assert verb in SENTENCES


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_names_at_most_what_it_is_about(sentence):
    assert {name for _, name, _, _ in string.Formatter().parse(str(sentence)) if name} <= {"about"}
