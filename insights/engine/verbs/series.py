"""The verbs about many tests, weeks and actions."""

from dataclasses import asdict
from typing import Any

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

P_VALUES = ("p", "p_values", "pvalues", "pvals", "ps")
WEEKS = ("means", "x", "values", "series", "weeks", "data", "scores")
KNOWN = ("target", "centre", "center", "start", "mu0", "mean", "ewma0", "z0")
COMPARISONS = ("comparisons", "comparison", "controls", "control", "untreated")
ERROR = ("se", "standard_error", "stderr", "error")


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
    if document.has("before") and document.has("after"):
        before, after = document.numbers("before"), document.numbers("after")
        return _judged(before, after)
    if document.has("differences"):
        found, start = document.numbers("differences"), document.whole(*_START)
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


_START = ("start", "start_index", "first_treated", "intervention")


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
    if document.has("variances", "variance"):
        return _repeated(document, weeks, "variances", "variance")
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
    sides = []
    for names in (("treated", "treatment"), COMPARISONS):
        nested = document.part(*names) if document.has(*names) else document
        prefix = "" if nested is not document else names[0] + "_"
        spelled = [[f"{name}_{when}" for name in names] for when in ("before", "after")]
        if prefix == "" and isinstance(nested, Document):
            spelled = [["before"], ["after"]]
        if not isinstance(nested, Document) or not all(nested.has(*each) for each in spelled):
            return None
        found = [nested.value(*each) for each in spelled]
        if any(isinstance(each, list) for each in found):
            return None
        sides.append((number(found[0], "before"), number(found[1], "after")))
    errors = document.numbers("errors", "ses", "standard_errors", default=None)
    if errors is not None and len(errors) != 4:
        raise BadInputError(
            '"errors" are four: treated before and after, comparison before and after.'
        )
    table = evidence.difference_of_means(sides[0], sides[1], errors)
    return {"effect": table.difference, "low": table.low, "high": table.high, "se": table.se}


def _weekly(document: Document) -> dict[str, Any]:
    treated, units = _units(document)
    start, wash_in = document.whole(*_START), _wash_in(document)
    others = list(units.values())
    series = evidence.differences(treated, others, start=start, wash_in=wash_in)
    strip = evidence.placebos(evidence.among(others, start=start, wash_in=wash_in))
    answer = _judged(list(series.before), list(series.after))
    return {
        **answer,
        "placebos": dict(zip(units, strip, strict=True)) if strip else {},
        "placebo_rank": evidence.placebo_rank(answer["effect"], strip),
    }


def _units(document: Document) -> tuple[evidence.Weeks, dict[str, evidence.Weeks]]:
    found = document.value("treated", "treatment")
    if isinstance(found, str):
        series = document.value("units", "series")
        if not isinstance(series, dict) or found not in series:
            raise BadInputError(f'"units" must hold a series for "{found}".')
        named = {name: each for name, each in series.items() if name != found}
        found = series[found]
    else:
        named = _named(document.value(*COMPARISONS, default=[]))
    lists = {name: gappy_numbers(each, name) for name, each in named.items()}
    own = gappy_numbers(found, "treated")
    same_length([own, *lists.values()], "comparisons")
    counts = document.numbers("counts", "n", default=None)
    return evidence.Weeks.of(own, counts), {
        name: evidence.Weeks.of(each) for name, each in lists.items()
    }


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
