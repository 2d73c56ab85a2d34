"""The answers a person can choose from, in words, and the value each is stored as."""

from typing import NamedTuple

from accounts.languages import pick
from emotions.library import outcomes, scales
from emotions.library.entries import ScaleEntry
from surveys.models import Question

# An outcome that an organization made itself has no words of its own in the library.
BY_KIND = {"five": scales.INTENSITY, "eleven": scales.RECOMMEND, "three": scales.SUCCESS}


class Choice(NamedTuple):
    """One answer: its step on the scale and what it is called."""

    value: int
    label: str


def scale_of(question: Question) -> ScaleEntry:
    """The scale with its words in every language."""
    if question.kind == Question.Kind.EMOTION:
        return scales.INTENSITY
    if question.kind == Question.Kind.CHECK:
        return scales.CHECK
    assert question.outcome is not None
    entry = outcomes.BY_KEY.get(question.outcome.key)
    if entry is None or entry.answers is None or entry.scale != question.outcome.scale:
        return BY_KIND[question.outcome.scale]
    return scales.BY_KEY[entry.answers]


def choices(question: Question, language: str) -> list[Choice]:
    """In the order they are shown: from low to high, but yes before no."""
    scale = scale_of(question)
    points = scale.points.get(language) or scale.points["en"]
    found = [Choice(value, label) for value, label in enumerate(points)]
    if scale.kind != "three":
        return found
    return [Choice(len(points) - 1 - place, label) for place, label in enumerate(points)]


def highest(question: Question) -> int:
    """The highest value that an answer to this question may have."""
    return len(scale_of(question).points["en"]) - 1


def way_out(question: Question, language: str) -> str:
    """What "no answer" is called: can't say, don't remember."""
    return pick(scale_of(question).missing, language)


def ends(question: Question, language: str) -> tuple[str, str]:
    """What the lowest and the highest figure of a 0-to-10 scale mean."""
    found = scale_of(question).ends
    return found.get(language) or found["en"]


def label(question: Question, value: int | None, language: str) -> str:
    """An answer in words; figures of a long scale say out of how many."""
    if value is None:
        return way_out(question, language)
    if scale_of(question).kind == "eleven":
        return f"{value}/{highest(question)}"
    return dict(choices(question, language))[value]
