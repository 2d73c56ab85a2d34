"""`manage.py insights_engine`: JSON in, JSON out, and exit code 2 with a reason."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from insights.engine.verbs import VERBS
from insights.management.commands.insights_engine import Command


def _ask(monkeypatch, verb, text):
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    out = io.StringIO()
    call_command("insights_engine", verb, json=True, stdout=out)
    return json.loads(out.getvalue())


def test_the_command_answers_in_json(monkeypatch):
    found = _ask(monkeypatch, "wilson", '{"successes": 81, "n": 263}')

    assert found["low"] == pytest.approx(0.255289, abs=5e-7)


def test_bad_input_ends_with_code_two(monkeypatch):
    with pytest.raises(CommandError, match="impossible") as refused:
        _ask(monkeypatch, "wilson", '{"successes": 9, "n": 2}')

    assert refused.value.returncode == 2


def test_help_shows_an_example_of_every_verb():
    text = Command().create_parser("manage.py", "insights_engine").format_help()

    assert all(verb.example in text for verb in VERBS.values())
