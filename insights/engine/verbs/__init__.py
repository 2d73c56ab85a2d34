"""Every calculation by name: a JSON document in, a JSON document out.

For those who check our figures against published tables, and for scripts.
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from insights.engine.verbs import associations, estimates, series
from insights.engine.verbs.reading import BadInputError, Document

__all__ = ["VERBS", "BadInputError", "Verb", "answer"]


@dataclass(frozen=True, slots=True)
class Verb:
    """One calculation: what it takes, an example, and the names by which a bare list is read."""

    run: Callable[[Document], dict[str, Any]]
    about: str
    example: str
    bare: tuple[str, ...] = ()


_MEAN = Verb(
    estimates.mean_verb,
    "Mean of a bounded item and its interval, with the top-two share. counts of the five points "
    "(or answers 1-5, or values 0-100 with weights, clusters); optional scale, design, direction.",
    '{"counts": [1, 2, 5, 12, 10]}',
    ("counts",),
)

VERBS: Mapping[str, Verb] = {
    "lmg": Verb(
        associations.lmg_verb,
        "Exact LMG (Shapley) shares of R². correlation or covariance (outcome first, or outcome "
        "by name or index, with names; a triangle will do), or rxx and rxy, or data in columns or "
        "rows (null where a value is missing), or y and x; optional predictors.",
        '{"correlation": [[1, 0.6, 0.3], [0.6, 1, 0.8], [0.3, 0.8, 1]], "names": ["y", "a", "b"]}',
        ("correlation",),
    ),
    "relative_weights": Verb(
        associations.relative_weights_verb,
        "Johnson's relative weights; input as for lmg.",
        '{"data": {"y": [1, 3, 2, 5], "a": [2, 3, 1, 4], "b": [1, 1, 2, 2]}, "outcome": "y"}',
        ("correlation",),
    ),
    "wilson": Verb(
        estimates.wilson_verb,
        "Wilson interval of a share (0-1). successes (or share), n; optional confidence, design.",
        '{"successes": 81, "n": 263}',
        ("successes", "n"),
    ),
    "newcombe": Verb(
        estimates.newcombe_verb,
        "Difference of two shares, first minus second (after minus before, treated minus control "
        "when so named). x1, n1, x2, n2 (or p1, n1, p2, n2), or first and second (or groups) with "
        "successes and n.",
        '{"x1": 56, "n1": 70, "x2": 48, "n2": 80}',
        ("x1", "n1", "x2", "n2"),
    ),
    "nps": Verb(
        estimates.nps_verb,
        "Net promoter score with its adjusted Wald interval. promoters, passives, detractors, or "
        "counts of the ratings 0 to 10, or ratings; before and after for a difference.",
        '{"promoters": 50, "passives": 30, "detractors": 20}',
        ("promoters", "passives", "detractors"),
    ),
    "welch": Verb(
        estimates.welch_verb,
        "Second minus first mean. mean1, sd1, n1, mean2, sd2, n2, or first and second (or groups) "
        "with mean, sd (or variance), n, or as lists of values.",
        '{"first": {"mean": 62, "sd": 24, "n": 120}, "second": {"mean": 68.5, "sd": 22.5, "n": 140}}',
        ("mean1", "sd1", "n1", "mean2", "sd2", "n2"),
    ),
    "mean": _MEAN,
    "emotion_score": _MEAN,
    "bh": Verb(
        series.bh_verb,
        "Benjamini-Hochberg. p (list or object); optional q, 0.10 by default.",
        '{"p": [0.001, 0.02, 0.04, 0.6], "q": 0.05}',
        ("p",),
    ),
    "ewma": Verb(
        series.ewma_verb,
        "EWMA chart. means with variances (of each mean), or sd and n; baseline, a number of weeks at "
        "their beginning (12), or a known target; optional lambda (0.2), limit (3), between (tau "
        "squared, with a target).",
        '{"means": [52, 47, 53, 49.3], "sd": 2.0539, "target": 50, "lambda": 0.3, "limit": 3}',
        ("means",),
    ),
    "did": Verb(
        series.did_verb,
        "Effect on weekly differences. treated and comparisons with start (how many weeks come "
        "before it), or each as before and after; optional wash_in (0 weeks left out after the "
        "start), counts of treated; or units with the name of the treated one, or differences with "
        "start, or before and after as differences; or the two-by-two table treated_before, "
        "treated_after, comparison_before, comparison_after, with four errors for an interval.",
        '{"treated": [60, 61, 60, 66, 67, 66], "comparisons": [[60, 60, 61, 61, 60, 61]], "start": 3}',
    ),
    "em": Verb(
        associations.em_verb,
        "Maximum-likelihood mean and covariance of data with gaps (null). data as rows or columns.",
        '{"data": [[1, 2], [2, null], [3, 5], [null, 4], [4, 9]]}',
        ("data",),
    ),
    "nnls_slopes": Verb(
        associations.nnls_verb,
        "Slopes none of which is negative; input as for lmg, or a and b of min ||ax - b||.",
        '{"covariance": [[4, 2, 1], [2, 3, 1], [1, 1, 2]]}',
        ("covariance",),
    ),
    "always_valid": Verb(
        series.always_valid_verb,
        "Interval that holds at every look. effect, se (or variance); optional tau (5), alpha.",
        '{"effect": 4.2, "se": 2.1}',
        ("effect", "se"),
    ),
    "mde": Verb(
        series.mde_verb,
        "Smallest detectable change, 2.8 standard errors. se, or before-weeks' differences and "
        "weeks_after, or sd and n a period; with sd and points: the answers needed.",
        '{"before": [1, -2, 0, 3, 1, -1], "weeks_after": 13}',
    ),
}


def answer(verb: str, content: Any) -> Any:
    """The answer of `verb` to parsed JSON, ready for JSON; a list of objects gets a list.

    `not_read` lists the keys that had no part in it, so that a misspelt one shows. BadInputError (a
    ValueError) says what is wrong with the document, any other ValueError what is wrong with its
    figures.
    """
    name = re.sub(r"[\s-]+", "_", verb.strip().lower())
    if name not in VERBS:
        raise BadInputError(f"There is no verb {verb!r}; there are {', '.join(VERBS)}.")
    if isinstance(content, list) and content and all(isinstance(each, dict) for each in content):
        return [answer(name, each) for each in content]
    document = Document(_as_object(content, VERBS[name].bare))
    found = VERBS[name].run(document)
    return _plain({**found, "not_read": document.unread} if document.unread else found)


def parse(text: str) -> Any:
    """JSON text as Python values; BadInputError where it is none."""
    if not text.strip():
        raise BadInputError("Nothing to read: give one JSON document on standard input.")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"This is no JSON: {error}") from None


def _as_object(content: Any, bare: tuple[str, ...]) -> dict[str, Any]:
    if isinstance(content, dict):
        return content
    if not isinstance(content, list) or not bare:
        raise BadInputError("The document must be a JSON object.")
    if len(bare) == 1:
        return {bare[0]: content}
    if len(content) == 2 < len(bare) and all(isinstance(each, list) for each in content):
        return {"first": content[0], "second": content[1]}
    if len(content) != len(bare):
        raise BadInputError(f"A list here holds {', '.join(bare)}.")
    return dict(zip(bare, content, strict=True))


def _plain(found: Any) -> Any:
    """Without arrays and without infinity, which JSON does not know: it becomes null."""
    if isinstance(found, dict):
        return {key: _plain(value) for key, value in found.items()}
    if isinstance(found, (list, tuple)):
        return [_plain(value) for value in found]
    if isinstance(found, (np.ndarray, np.generic)):
        return _plain(found.tolist())
    if isinstance(found, float) and not math.isfinite(found):
        return None
    return found
