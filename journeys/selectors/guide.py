"""What the seven questions suggest: solve before anything else, or not, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from journeys.library.guide import QUESTIONS, GuideOption, GuideQuestion

# Answers that settle it by themselves: harm is growing, or solving is all they want.
DECISIVE = {("urgency", "now"), ("sounding_board", "solved")}
SPEAKS_FOR = DECISIVE | {
    ("past_feedback", "same_again"),
    ("evidence", "facts"),
    ("first_reaction", "hardens"),
}
SPEAKS_AGAINST = {
    ("sounding_board", "heard"),
    ("urgency", "whenever"),
    ("manner", "story"),
    ("evidence", "experience"),
    ("first_reaction", "softens"),
}


@dataclass(frozen=True)
class Reason:
    """An answer and what it suggests; `side` says whether it speaks for resolving first."""

    question: GuideQuestion
    option: GuideOption
    side: str  # "for", "against" or ""


@dataclass(frozen=True)
class Suggestion:
    """`resolve_first` is None as long as the answers do not lean to one side."""

    resolve_first: bool | None
    reasons: tuple[Reason, ...]

    @property
    def speaking(self) -> list[Reason]:
        """The answers that the suggestion rests on."""
        side = {True: "for", False: "against", None: ""}[self.resolve_first]
        return [reason for reason in self.reasons if reason.side == side and side]


def suggest(answers: Mapping[str, str]) -> Suggestion:
    """Weigh the answers, given as option keys by question key; unknown ones are ignored."""
    reasons = tuple(
        Reason(question, option, _side(question, option))
        for question in QUESTIONS
        for option in question.options
        if answers.get(question.key) == option.key
    )
    given = {(reason.question.key, reason.option.key) for reason in reasons}
    speaks_for, speaks_against = len(given & SPEAKS_FOR), len(given & SPEAKS_AGAINST)
    if given & DECISIVE or speaks_for > speaks_against:
        return Suggestion(True, reasons)
    return Suggestion(False if speaks_against > speaks_for else None, reasons)


def _side(question: GuideQuestion, option: GuideOption) -> str:
    if (question.key, option.key) in SPEAKS_FOR:
        return "for"
    return "against" if (question.key, option.key) in SPEAKS_AGAINST else ""
