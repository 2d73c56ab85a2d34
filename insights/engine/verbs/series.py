"""The verbs about many tests, weeks and actions."""

from dataclasses import asdict
from typing import Any, TypeAlias

import numpy as np

from insights.engine import evidence, trends
from insights.engine.verbs.reading import (
    BadInputError,
    Document,
    gappy_numbers,
    number,
    numbers,
    same_length,
)
from insights.engine.verdicts import FALSE_DISCOVERY_RATE, benjamini_hochberg

P_VALUES = ("p", "pvalues", "pvals", "ps", "values")
WEEKS = ("means", "x", "y", "values", "series", "weeks", "weekly_means", "data", "scores")
KNOWN = ("target", "centre", "center", "start", "mu0", "mu", "mean", "baseline_mean", "ewma0", "z0")
VARIANCES = ("variances", "variance", "vars", "var", "v", "weekly_variances")
TREATED = ("treated", "treatment")
COMPARISONS = ("comparisons", "comparison", "controls", "control", "untreated")
START = (
    "start",
    "start_index",
    "first_treated",
    "treatment_start",
    "intervention",
    "weeks_before",
    "before_weeks",
    "n_before",
)
DIFFERENCES = ("differences", "difference", "diffs", "diff", "d")
ERROR = ("se", "standard_error", "stderr", "error")

# The treated unit, those it is compared with, and the index of the first treated week.
Units: TypeAlias = tuple[evidence.Weeks, dict[str, evidence.Weeks], int]


def bh_verb(document: Document) -> dict[str, Any]:
    found = document.value(*P_VALUES)
    p_values = numbers(found, "p")
    q = document.number("q", "fdr", "alpha", "level", default=FALSE_DISCOVERY_RATE)
    answer = asdict(benjamini_hochberg(p_values, q))
    if isinstance(found, dict):
        answer["by_name"] = dict(zip(found, answer["rejected"], strict=True))
    return {**answer, "count": sum(answer["rejected"]), "q": q}


def ewma_verb(document: Document) -> dict[str, Any]:
    means = document.numbers(*WEEKS)
    variances = _variances(document, len(means))
    smoothing = document.number(
        "lambda", "lam", "smoothing", "weight", "alpha", default=trends.SMOOTHING
    )
    limit = document.number("limit", "l", "limits", "nsigmas", "k", default=trends.LIMIT)
    start, skipped = _baseline(document, means, variances)
    chart = trends.ewma(
        means[skipped:], variances[skipped:], start, smoothing=smoothing, limit=limit
    )
    usual = float(np.mean(variances))
    low, high = trends.steady_limits(start, usual, smoothing=smoothing, limit=limit)
    crossed = [point.crossed for point in chart.points]
    return {
        "z": [point.score for point in chart.points],
        "low": [point.low for point in chart.points],
        "high": [point.high for point in chart.points],
        "crossed": crossed,
        "alarms": [skipped + i for i, each in enumerate(crossed) if each],
        "baseline": asdict(start),
        "steady_low": low,
        "steady_high": high,
        "noticed_fall": trends.noticed_fall(start, usual, smoothing=smoothing, limit=limit),
    }


def did_verb(document: Document) -> dict[str, Any]:
    halves = [[when, *(f"{name}_{when}" for name in DIFFERENCES)] for when in ("before", "after")]
    if all(document.has(*names) for names in halves):
        before, after = (document.numbers(*names) for names in halves)
        return _judged(before, after)
    if document.has(*DIFFERENCES):
        found = document.part(*DIFFERENCES)
        if isinstance(found, Document):
            return did_verb(found)
        found, start = numbers(found, "differences"), document.whole(*START)
        return _judged(found[:start], found[start + _wash_in(document) :])
    four = _four_means(document)
    return _weekly(document) if four is None else four


def always_valid_verb(document: Document) -> dict[str, Any]:
    found = evidence.always_valid(
        document.number("effect", "estimate", "difference", default=0.0),
        _error(document),
        expected=document.number("tau", "expected", "mixing", default=5.0),
        alpha=document.number("alpha", default=0.05),
    )
    return {**asdict(found), "half_width": (found.high - found.low) / 2}


def mde_verb(document: Document) -> dict[str, Any]:
    if document.has("before"):
        weeks = document.whole("weeks_after", "weeks", "after", default=13)
        return {"mde": evidence.detectable_from_weeks(document.numbers("before"), weeks)}
    if document.has(*ERROR, "variance", "v"):
        return {"mde": evidence.detectable(_error(document))}
    sd = document.number("sd", "s", default=25.0)
    if document.has("points", "change", "effect"):
        points = document.number("points", "change", "effect")
        return {
            "answers_per_period": evidence.answers_for_change(points, sd=sd),
            "answers_for_precision": evidence.answers_for_precision(points, sd=sd),
        }
    n = document.number("n", "answers")
    if n <= 0:
        raise BadInputError('"n" must be positive.')
    return {"mde": evidence.detectable(sd * (2 / n) ** 0.5)}


def _wash_in(document: Document) -> int:
    return int(document.whole("wash_in", "washin", default=0))


def _error(document: Document) -> float:
    if document.has(*ERROR):
        return float(document.number(*ERROR))
    variance = document.number("variance", "v", "var")
    if variance < 0:
        raise BadInputError("A variance is not negative.")
    return float(variance**0.5)


def _variances(document: Document, weeks: int) -> list[float]:
    if document.has(*VARIANCES):
        return _repeated(document, weeks, *VARIANCES)
    if not document.has("sd", "sds", "sigma", "s", "se", "ses"):
        return [0.0] * weeks
    if document.has("se", "ses"):
        return [se**2 for se in _repeated(document, weeks, "ses", "se")]
    deviations = _repeated(document, weeks, "sds", "sd", "sigma", "s")
    sizes = _repeated(document, weeks, "ns", "n", "counts") if document.has(*_SIZES) else None
    if sizes is not None and min(sizes) <= 0:
        raise BadInputError('"n" must be positive in every week.')
    return [sd**2 / n for sd, n in zip(deviations, sizes or [1.0] * weeks, strict=True)]


_SIZES = ("ns", "n", "counts")


def _repeated(document: Document, weeks: int, *names: str) -> list[float]:
    found = document.value(*names)
    if not isinstance(found, list):
        return [number(found, names[0])] * weeks
    listed = numbers(found, names[0])
    if len(listed) != weeks:
        raise BadInputError(f'"{names[0]}" must have one number for each of {weeks} weeks.')
    return listed


def _baseline(
    document: Document, means: list[float], variances: list[float]
) -> tuple[trends.Baseline, int]:
    between = document.number("between", "tau2", "tau_squared", default=None)
    if between is None and document.has("tau"):
        between = document.number("tau") ** 2
    if document.has(*KNOWN):
        own = document.number("baseline_variance", default=0.0)
        known = trends.given_baseline(document.number(*KNOWN), between=between or 0.0, variance=own)
        return known, 0
    usual = min(trends.BASELINE_WEEKS, len(means) - 1)
    weeks = document.whole("baseline", "baseline_weeks", default=usual)
    fewest = 2 if document.has("baseline", "baseline_weeks") else trends.FEWEST_BASELINE_WEEKS
    if not fewest <= weeks <= len(means):
        raise BadInputError(f"A baseline of {weeks} of {len(means)} weeks is too short or long.")
    return trends.baseline(means[:weeks], variances[:weeks]), weeks


def _four_means(document: Document) -> dict[str, Any] | None:
    """The two-by-two table, flat or nested; None when the document holds weekly series."""
    found = [_halves(document, *names) for names in (TREATED, COMPARISONS)]
    if any(half is None or isinstance(half[0], list) for half in found):
        return None
    sides = [(number(half[0], "before"), number(half[1], "after")) for half in found if half]
    errors = document.numbers("errors", "ses", "standard_errors", default=None)
    if errors is not None and len(errors) != 4:
        raise BadInputError(
            '"errors" are four: treated before and after, comparison before and after.'
        )
    table = evidence.difference_of_means(sides[0], sides[1], errors)
    return {"effect": table.difference, "low": table.low, "high": table.high, "se": table.se}


def _halves(document: Document, *names: str) -> tuple[Any, Any] | None:
    """What was before and what after, nested or flat; None where a side is no such pair."""
    nested = document.part(*names) if document.has(*names) else document
    if not isinstance(nested, Document):
        return None
    before, after = (
        [when] if nested is not document else [f"{name}_{when}" for name in names]
        for when in ("before", "after")
    )
    if not nested.has(*before) or not nested.has(*after):
        return None
    return nested.value(*before), nested.value(*after)


def _weekly(document: Document) -> dict[str, Any]:
    treated, units, start = _split_at_start(document) or _units(document)
    wash_in = _wash_in(document)
    others = list(units.values())
    series = evidence.differences(treated, others, start=start, wash_in=wash_in)
    strip = evidence.placebos(evidence.among(others, start=start, wash_in=wash_in))
    answer = _judged(list(series.before), list(series.after))
    return {
        **answer,
        "placebos": dict(zip(units, strip, strict=True)) if strip else {},
        "placebo_rank": evidence.placebo_rank(answer["effect"], strip),
    }


def _split_at_start(document: Document) -> Units | None:
    """Series that come as what was before and what after; None where they come whole."""
    own, others = _halves(document, *TREATED), _all_halves(document)
    if own is None or others is None:
        return None
    before, after = (_named(half) for half in others)
    named = {name: [*before[name], *after.get(name, [])] for name in before}
    treated = gappy_numbers([*own[0], *own[1]], "treated")
    return _measured(document, treated, named, len(own[0]))


def _all_halves(document: Document) -> tuple[Any, Any] | None:
    """The halves of all comparison units, also where each unit brings its own two."""
    found = document.value(*COMPARISONS, default=None)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        return _halves(document, *COMPARISONS)
    units = [document.nested(each, f"comparisons.{i}") for i, each in enumerate(found, 1)]
    return [unit.value("before") for unit in units], [unit.value("after") for unit in units]


def _units(document: Document) -> Units:
    found = document.value(*TREATED)
    if isinstance(found, str):
        series = document.value("units", "series")
        if not isinstance(series, dict) or found not in series:
            raise BadInputError(f'"units" must hold a series for "{found}".')
        named = {name: each for name, each in series.items() if name != found}
        found = series[found]
    else:
        named = _named(document.value(*COMPARISONS))
    return _measured(document, gappy_numbers(found, "treated"), named, document.whole(*START))


def _measured(document: Document, own: list[float], named: dict[str, Any], start: int) -> Units:
    if not named:
        raise BadInputError('"comparisons" are empty; without any, give "differences".')
    lists = {name: gappy_numbers(each, name) for name, each in named.items()}
    same_length([own, *lists.values()], "comparisons")
    counts = document.numbers("counts", "n", default=None)
    units = {name: evidence.Weeks.of(each) for name, each in lists.items()}
    return evidence.Weeks.of(own, counts), units, start


def _named(found: Any) -> dict[str, Any]:
    if isinstance(found, dict):
        return found
    if isinstance(found, list) and found and not isinstance(found[0], list):
        return {"1": found}
    if not isinstance(found, list):
        raise BadInputError('"comparisons" must be lists of weekly means.')
    return {str(i): each for i, each in enumerate(found, 1)}


def _judged(before: list[float], after: list[float]) -> dict[str, Any]:
    if len(before) == len(after) == 1:
        return {"effect": after[0] - before[0], "low": None, "high": None, "se": None}
    found = evidence.effect(before, after)
    return {
        **asdict(found),
        "before": before,
        "after": after,
        "pre_trend": asdict(evidence.pre_trend(before)),
    }
