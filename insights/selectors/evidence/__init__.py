"""Did the action work? Registrations, read against the answers of one day (science.md 4)."""

from insights.selectors.evidence.judgement import (
    PLANNED,
    VERDICTS,
    WITHDRAWN,
    Judged,
    judge,
    judge_all,
)
from insights.selectors.evidence.ledger import Unregistered, latest, registrations, unregistered
from insights.selectors.evidence.outlooks import (
    Offer,
    Outlook,
    candidates,
    outlook,
    usual_baseline,
    usual_evaluation,
)
from insights.selectors.evidence.points import Point, points
from insights.selectors.evidence.runs import Run, learned_on, registered_on
from insights.selectors.evidence.words import (
    Reason,
    effect,
    grade_word,
    reasons,
    sentence,
    verdict_word,
)

__all__ = [
    "PLANNED",
    "VERDICTS",
    "WITHDRAWN",
    "Judged",
    "Offer",
    "Outlook",
    "Point",
    "Reason",
    "Run",
    "Unregistered",
    "candidates",
    "effect",
    "grade_word",
    "judge",
    "judge_all",
    "latest",
    "learned_on",
    "outlook",
    "points",
    "reasons",
    "registered_on",
    "registrations",
    "sentence",
    "unregistered",
    "usual_baseline",
    "usual_evaluation",
    "verdict_word",
]
