"""The shapes of a starter lesson and its practice."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChoiceEntry:
    """One possible answer to a cue.

    `effect` runs from -2 to +2 and says how far the answer brings the customer towards the
    lesson's emotion, or away from it; `why` explains it after choosing.
    """

    effect: int
    text: str
    why: str


@dataclass(frozen=True)
class ScenarioEntry:
    """A situation, the customer's words as cue, and what one could answer.

    Where `resolve_first` is set, only an answer that starts to solve it has a good effect.
    """

    situation: str
    cue: str
    choices: tuple[ChoiceEntry, ...]
    resolve_first: bool = False


@dataclass(frozen=True)
class LessonEntry:
    """Something to read in three minutes, and to practise in five.

    `emotion` and `action` are keys of the libraries; `body` is markdown.
    """

    key: str
    title: str
    emotion: str
    action: str
    body: str
    scenarios: tuple[ScenarioEntry, ...]
    valid_months: int = 12
    pass_percent: int = 70


def scenario(
    situation: str, cue: str, *choices: ChoiceEntry, resolve_first: bool = False
) -> ScenarioEntry:
    """A scenario written in reading order: what is going on, what is said, what one can answer."""
    return ScenarioEntry(situation, cue, choices, resolve_first)
