"""The verbs about single estimates and the difference of two."""

from dataclasses import asdict
from typing import Any, TypeAlias

import numpy as np

from insights.engine import intervals
from insights.engine.direction import Direction, performance
from insights.engine.display import level
from insights.engine.quantiles import t_p_value
from insights.engine.verbs.reading import BadInputError, Document, number, numbers

Sample: TypeAlias = tuple[float, float, float]

SUCCESSES = ("successes", "x", "k", "yes", "hits", "count", "events", "positive")
SIZE = ("n", "total", "trials", "answers", "nobs", "size", "sample_size")
MEAN = ("mean", "m", "average", "xbar")
DEVIATION = ("sd", "s", "std", "stdev", "standard_deviation")
FIRST = ("first", "group1", "group_1", "a", "before", "one", "control", "x")
SECOND = ("second", "group2", "group_2", "b", "after", "two", "treatment", "y")


def wilson_verb(document: Document) -> dict[str, Any]:
    successes, n = _share(document)
    share = intervals.wilson(
        successes, n, design=_design(document), confidence=_confidence(document)
    )
    return {**asdict(share), "successes": successes}


def newcombe_verb(document: Document) -> dict[str, Any]:
    first, second, order = _two_shares(document)
    if order == "after minus before":
        first, second = second, first
    found = intervals.newcombe(*first, *second, confidence=_confidence(document))
    return {
        **asdict(found),
        "difference_of": order,
        "first": asdict(intervals.wilson(*first, confidence=_confidence(document))),
        "second": asdict(intervals.wilson(*second, confidence=_confidence(document))),
    }


def nps_verb(document: Document) -> dict[str, Any]:
    if document.has("before", "first") and document.has("after", "second"):
        before, after = (_nps_counts(document.part(*side)) for side in (FIRST, SECOND))
        return asdict(intervals.nps_difference(before, after, confidence=_confidence(document)))
    return asdict(intervals.nps(*_nps_counts(document), confidence=_confidence(document)))


def welch_verb(document: Document) -> dict[str, Any]:
    first, second = _two_samples(document)
    found = asdict(intervals.welch(first, second, confidence=_confidence(document)))
    t = found["difference"] / found["se"] if found["se"] else None
    p = None if t is None else t_p_value(t, found["df"])
    return {**found, "difference_of": "second minus first", "t": t, "p_value": p}


def mean_verb(document: Document) -> dict[str, Any]:
    scale = document.numbers("scale", "points", default=list(intervals.EMOTION_SCALE))
    counts = _counts(document, scale)
    if counts is None:
        return asdict(_mean_of_values(document, scale))
    found = intervals.mean_of_counts(
        counts, scale=scale, design=_design(document), confidence=_confidence(document)
    )
    return {
        **asdict(found),
        "level": level(found.n),
        "performance": _performance(document, found.mean),
        "top_two": asdict(intervals.top_two(counts, design=_design(document))),
    }


def _performance(document: Document, mean: float | None) -> float | None:
    spoken = document.value("direction", default=Direction.SEEK)
    if spoken not in list(Direction):
        raise BadInputError('"direction" is "seek" or "avoid".')
    return None if mean is None else performance(mean, Direction(spoken))


def _confidence(document: Document) -> float:
    if document.has("alpha"):
        return 1 - float(document.number("alpha"))
    given = float(document.number("confidence", "conf_level", "level", default=0.95))
    return given / 100 if 1 < given < 100 else given


def _design(document: Document) -> float:
    return float(document.number("design", "design_factor", "deff", default=1.0))


def _share(found: Any) -> tuple[float, float]:
    if isinstance(found, list):
        successes, n = _exactly(found, 2, "successes, n")
        return successes, n
    if not isinstance(found, Document):
        raise BadInputError("A share is given by successes and n.")
    if not found.has(*SUCCESSES) and found.has("share", "p", "proportion"):
        n = found.number(*SIZE)
        return found.number("share", "p", "proportion") * n, n
    successes = found.number(*SUCCESSES)
    if found.has("failures", "no", "misses") and not found.has(*SIZE):
        return successes, successes + found.number("failures", "no", "misses")
    return successes, found.number(*SIZE)


def _two_shares(document: Document) -> tuple[tuple[float, float], tuple[float, float], str]:
    sides = _side_by_side(document, SUCCESSES, SIZE)
    if sides is not None:
        (first, first_n), (second, second_n) = sides
        return (first, first_n), (second, second_n), "first minus second"
    timed = (document.first_name(*FIRST), document.first_name(*SECOND)) == ("before", "after")
    order = "after minus before" if timed else "first minus second"
    return _share(document.part(*FIRST)), _share(document.part(*SECOND)), order


def _two_samples(document: Document) -> tuple[Sample, Sample]:
    sides = _side_by_side(document, MEAN, DEVIATION, SIZE)
    if sides is None:
        return _sample(document.part(*FIRST)), _sample(document.part(*SECOND))
    (mean1, sd1, n1), (mean2, sd2, n2) = sides
    return (mean1, sd1, n1), (mean2, sd2, n2)


def _sample(found: Any) -> Sample:
    if isinstance(found, Document):
        if found.has("values"):
            return _summary(found.numbers("values"))
        sd = found.number(*DEVIATION, default=None)
        if sd is None:
            variance = found.number("variance", "var")
            if variance < 0:
                raise BadInputError("A variance is not negative.")
            sd = variance**0.5
        return found.number(*MEAN), sd, found.number(*SIZE)
    return _summary(numbers(found, "first and second"))


def _summary(values: list[float]) -> Sample:
    if len(values) < 2:
        raise BadInputError("Each side needs at least two values.")
    return float(np.mean(values)), float(np.std(values, ddof=1)), float(len(values))


def _side_by_side(document: Document, *roles: tuple[str, ...]) -> list[list[float]] | None:
    """`x1, n1, x2, n2` or `x: [.., ..], n: [.., ..]` as one list of roles for each side."""
    sides: list[list[float]] = []
    for side in ("1", "2"):
        names = [[f"{name}{mark}{side}" for name in role for mark in ("", "_")] for role in roles]
        if not all(document.has(*each) for each in names):
            return _as_lists(document, roles)
        sides.append([document.number(*each) for each in names])
    return sides


def _as_lists(document: Document, roles: tuple[tuple[str, ...], ...]) -> list[list[float]] | None:
    found = [document.value(*role, default=None) for role in roles]
    if not all(isinstance(each, list) and len(each) == 2 for each in found):
        return None
    columns = [numbers(each, role[0]) for each, role in zip(found, roles, strict=True)]
    return [list(side) for side in zip(*columns, strict=True)]


def _nps_counts(found: Any) -> tuple[float, float, float]:
    if isinstance(found, list):
        promoters, passives, detractors = _exactly(found, 3, "promoters, passives, detractors")
        return promoters, passives, detractors
    if not isinstance(found, Document):
        raise BadInputError("A score is given by promoters, passives and detractors.")
    if found.has("ratings", "scores", "values"):
        return _classes(found.numbers("ratings", "scores", "values"))
    if found.has("counts"):
        counts = found.numbers("counts")
        if len(counts) == 3:
            return counts[0], counts[1], counts[2]
        if len(counts) != 11:
            raise BadInputError('"counts" are those of the ratings 0 to 10.')
        return sum(counts[9:]), sum(counts[7:9]), sum(counts[:7])
    promoters, detractors = found.number("promoters"), found.number("detractors")
    if found.has("passives", "neutrals", "passive"):
        return promoters, found.number("passives", "neutrals", "passive"), detractors
    return promoters, found.number(*SIZE) - promoters - detractors, detractors


def _classes(ratings: list[float]) -> tuple[float, float, float]:
    if not all(0 <= rating <= 10 for rating in ratings):
        raise BadInputError("Ratings lie between 0 and 10.")
    promoters = sum(rating >= 9 for rating in ratings)
    detractors = sum(rating < 7 for rating in ratings)
    return promoters, len(ratings) - promoters - detractors, detractors


def _counts(document: Document, scale: list[float]) -> list[float] | None:
    found = document.value("counts", "frequencies", default=None)
    if found is None and document.has("answers", "ratings", "codes"):
        codes = document.numbers("answers", "ratings", "codes")
        if not all(code in range(1, len(scale) + 1) for code in codes):
            raise BadInputError(f'"answers" are numbers of scale points, 1 to {len(scale)}.')
        return [codes.count(code) for code in range(1, len(scale) + 1)]
    if not isinstance(found, dict):
        return None if found is None else numbers(found, "counts")
    points = [_point(key) for key in found]
    by_value = set(points) <= set(scale) and not set(points) <= set(range(1, len(scale) + 1))
    places = scale if by_value else list(range(1, len(scale) + 1))
    if not set(points) <= set(places):
        raise BadInputError('"counts" name points that are not on the scale.')
    given = dict(zip(points, numbers(found, "counts"), strict=True))
    return [given.get(place, 0.0) for place in places]


def _point(key: str) -> float:
    try:
        return float(key)
    except ValueError:
        raise BadInputError(f'"counts" must be keyed by scale points, not "{key}".') from None


def _mean_of_values(document: Document, scale: list[float]) -> intervals.Mean:
    clusters = document.value("clusters", "customers", default=None)
    if clusters is not None and not (
        isinstance(clusters, list) and all(isinstance(each, (str, int)) for each in clusters)
    ):
        raise BadInputError('"clusters" must be a list of customers, one for each value.')
    return intervals.mean_of_values(
        document.numbers("values", "scores"),
        weights=document.numbers("weights", default=None),
        clusters=clusters,
        scale=(min(scale), max(scale)),
        design=_design(document),
        confidence=_confidence(document),
    )


def _exactly(found: list[Any], size: int, what: str) -> list[float]:
    if len(found) != size:
        raise BadInputError(f"A list here has {size} numbers: {what}.")
    return [number(each, what) for each in found]
