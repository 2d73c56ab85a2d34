"""Did the action work? Weekly differences against stages that went without it (science.md 4)."""

from insights.engine.evidence.effect import (
    Effect,
    PreTrend,
    difference_of_means,
    effect,
    placebo_rank,
    placebos,
    pre_trend,
)
from insights.engine.evidence.judgement import (
    Dose,
    Evidence,
    Grade,
    Outcome,
    Plan,
    dose_check,
    grade,
    judge,
    outcome,
)
from insights.engine.evidence.peeking import Interim, always_valid
from insights.engine.evidence.planning import (
    Shrunk,
    answers_for_change,
    answers_for_precision,
    cuped,
    detectable,
    detectable_from_weeks,
    rebound,
)
from insights.engine.evidence.weeks import WASH_IN, Differences, Weeks, differences

__all__ = [
    "WASH_IN",
    "Differences",
    "Dose",
    "Effect",
    "Evidence",
    "Grade",
    "Interim",
    "Outcome",
    "Plan",
    "PreTrend",
    "Shrunk",
    "Weeks",
    "always_valid",
    "answers_for_change",
    "answers_for_precision",
    "cuped",
    "detectable",
    "detectable_from_weeks",
    "difference_of_means",
    "differences",
    "dose_check",
    "effect",
    "grade",
    "judge",
    "outcome",
    "placebo_rank",
    "placebos",
    "pre_trend",
    "rebound",
]
