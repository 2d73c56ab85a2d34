"""The shapes of the starter library: plain frozen data, no Django.

A text in several languages is a mapping from language code to text and always holds all of
`LANGUAGES`. `{interaction}` is the only placeholder. It stands in the wordings of emotions and
asked outcomes, once each, and a stage's `asked_as` noun phrase takes its place. So that any such
phrase fits any wording, each language uses it in one grammatical position only:

    en  after "after"         your support call
    de  after nach, bei       Ihrem Anruf bei uns (dative)
    fr  after "après"         votre appel
    es  after "tras"          su llamada
    ar  after "بعد"           مكالمتك معنا (genitive)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

LANGUAGES = ("en", "de", "fr", "es", "ar")

Group = Literal["belonging", "assurance", "enjoyment", "strain"]
Direction = Literal["seek", "avoid"]
ScaleKind = Literal["five", "eleven", "three", "number"]
Benefit = Literal["direct", "indirect"]


@dataclass(frozen=True)
class EmotionEntry:
    """A named emotion a customer can feel, ready to be copied into an organization.

    `checks` is a suggested question about an observable action that tends to evoke (or prevent)
    the emotion; `yes_is_good` says whether "yes" to it is what the company hopes for.
    `tradition` names the line of research or practice the emotion comes from.
    """

    key: str
    group: Group
    direction: Direction
    yes_is_good: bool
    tradition: str
    names: Mapping[str, str]
    definitions: Mapping[str, str]
    wordings: Mapping[str, str]
    checks: Mapping[str, str]


@dataclass(frozen=True)
class OutcomeEntry:
    """What an emotion is worth: something customers say they will do, or have done.

    `answers` is the key of the labels in `scales`. An imported outcome arrives as a number from
    another system and is never asked: it has no answers and its `wordings` are empty.
    A predictor explains outcomes and is not one itself.
    """

    key: str
    scale: ScaleKind
    benefit: Benefit
    answers: str | None
    names: Mapping[str, str]
    definitions: Mapping[str, str]
    wordings: Mapping[str, str]
    is_predictor: bool = False
    is_imported: bool = False
    higher_is_better: bool = True


@dataclass(frozen=True)
class ScaleEntry:
    """The answers a person can choose from.

    `points` go from lowest to highest, except in the three-point scales, which go yes, partly,
    no. `missing` is the way out that leaves the denominator. An eleven-point scale labels its
    two ends only: its points are the figures 0 to 10, and `ends` holds (lowest, highest).
    """

    key: str
    kind: ScaleKind
    points: Mapping[str, tuple[str, ...]]
    missing: Mapping[str, str]
    ends: Mapping[str, tuple[str, str]]


class EmotionTexts(NamedTuple):
    """One emotion in one language."""

    name: str
    definition: str
    wording: str
    check: str


class OutcomeTexts(NamedTuple):
    """One outcome in one language; an imported outcome has no wording."""

    name: str
    definition: str
    wording: str = ""


class ScaleTexts(NamedTuple):
    """One scale in one language: its points, then the way out."""

    points: tuple[str, ...]
    missing: str


class Language(NamedTuple):
    """Everything the library says in one language."""

    emotions: Mapping[str, EmotionTexts]
    outcomes: Mapping[str, OutcomeTexts]
    scales: Mapping[str, ScaleTexts]
