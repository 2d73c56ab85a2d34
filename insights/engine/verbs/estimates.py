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

SUCCESSES = ("successes", "success", "x", "k", "yes", "hits", "count", "events", "positive")
SHARE = ("share", "p", "phat", "proportion")
SIZE = ("n", "total", "trials", "answers", "nobs", "size", "sample_size")
MEAN = ("mean", "m", "average", "xbar")
DEVIATION = ("sd", "s", "std", "stdev", "standard_deviation")
VARIANCE = ("variance", "var", "v")
FIRST = ("first", "group1", "sample1", "groupa", "a", "before", "one", "control", "comparison", "x")
SECOND = ("second", "group2", "sample2", "groupb", "b", "after", "two", "treatment", "treated", "y")
EARLIER = ("before", "control", "comparison")
PROMOTERS = ("promoters", "promoter")
PASSIVES = ("passives", "passive", "neutrals", "neutral")
DETRACTORS = ("detractors", "detractor")
RATINGS = ("ratings", "scores", "values", "responses")
CODES = ("answers", "ratings", "codes", "responses")
LABELS = ("not at all", "a little", "partly", "mostly", "completely")


def wilson_verb(document: Document) -> dict[str, Any]:
    successes, n = _share(document)
    share = intervals.wilson(
        successes, n, design=_design(document), confidence=_confidence(document)
    )
    return {**asdict(share), "successes": successes}


def newcombe_verb(document: Document) -> dict[str, Any]:
    first, second, order = _two_shares(document)
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
    return {
        **found,
        "difference_of": "second minus first",
        "t": t,
        "p_value": p,
        "first": dict(zip(("mean", "sd", "n"), first, strict=True)),
        "second": dict(zip(("mean", "sd", "n"), second, strict=True)),
    }


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
        "top_two": asdict(
            intervals.top_two(counts, design=_design(document), confidence=_confidence(document))
        ),
    }


def _performance(document: Document, mean: float | None) -> float | None:
    spoken = document.value("direction", default=Direction.SEEK)
    if spoken not in list(Direction):
        raise BadInputError('"direction" is "seek" or "avoid".')
    return None if mean is None else performance(mean, Direction(spoken))


def _confidence(document: Document) -> float:
    if document.has("alpha"):
        return 1 - float(document.number("alpha"))
    names = ("confidence", "confidence_level", "conf_level", "conf", "level")
    given = float(document.number(*names, default=0.95))
    return given / 100 if 1 < given < 100 else given


def _design(document: Document) -> float:
    return float(document.number("design", "design_factor", "deff", default=1.0))


def _share(found: Any) -> tuple[float, float]:
    if isinstance(found, list):
        successes, n = _exactly(found, 2, "successes, n")
        return successes, n
    if not isinstance(found, Document):
        raise BadInputError("A share is given by successes and n.")
    if not found.has(*SUCCESSES) and found.has(*SHARE):
        n = found.number(*SIZE)
        return found.number(*SHARE) * n, n
    successes = found.number(*SUCCESSES)
    if found.has("failures", "no", "misses") and not found.has(*SIZE):
        return successes, successes + found.number("failures", "no", "misses")
    return successes, found.number(*SIZE)


def _two_shares(document: Document) -> tuple[tuple[float, float], tuple[float, float], str]:
    """The share that counts positively, the other one, and which is which."""
    sides = _side_by_side(document, SUCCESSES, SIZE) or [
        [share * n, n] for share, n in _side_by_side(document, SHARE, SIZE)
    ]
    if sides:
        (first, first_n), (second, second_n) = sides
        return (first, first_n), (second, second_n), "first minus second"
    earlier, later = document.first_name(*FIRST), document.first_name(*SECOND)
    one, other = (_share(side) for side in _sides(document))
    if earlier in EARLIER:
        return other, one, f"{later} minus {earlier}"
    return one, other, "first minus second"


def _two_samples(document: Document) -> tuple[Sample, Sample]:
    sides = _side_by_side(document, MEAN, DEVIATION, SIZE) or [
        [mean, _deviation(variance), n]
        for mean, variance, n in _side_by_side(document, MEAN, VARIANCE, SIZE)
    ]
    if not sides:
        first, second = (_sample(side) for side in _sides(document))
        return first, second
    (mean1, sd1, n1), (mean2, sd2, n2) = sides
    return (mean1, sd1, n1), (mean2, sd2, n2)


def _sides(document: Document) -> tuple[Any, Any]:
    groups = document.value("groups", "samples", default=None)
    if groups is None:
        return document.part(*FIRST), document.part(*SECOND)
    if not isinstance(groups, list) or len(groups) != 2:
        raise BadInputError('"groups" are two.')
    both = Document({"first": groups[0], "second": groups[1]})
    return both.part("first"), both.part("second")


def _deviation(variance: float) -> float:
    if variance < 0:
        raise BadInputError("A variance is not negative.")
    return float(variance**0.5)


def _sample(found: Any) -> Sample:
    if isinstance(found, Document):
        if found.has("values"):
            return _summary(found.numbers("values"))
        sd = found.number(*DEVIATION, default=None)
        if sd is None:
            sd = _deviation(found.number(*VARIANCE))
        return found.number(*MEAN), sd, found.number(*SIZE)
    return _summary(numbers(found, "first and second"))


def _summary(values: list[float]) -> Sample:
    if len(values) < 2:
        raise BadInputError("Each side needs at least two values.")
    return float(np.mean(values)), float(np.std(values, ddof=1)), float(len(values))


def _side_by_side(document: Document, *roles: tuple[str, ...]) -> list[list[float]]:
    """`x1, n1, x2, n2` or `x: [.., ..], n: [.., ..]` as a list of roles for each side, or nothing."""
    for marks in (("1", "2"), ("a", "b")):
        sides = [[[f"{name}{mark}" for name in role] for role in roles] for mark in marks]
        if all(document.has(*names) for side in sides for names in side):
            return [[document.number(*names) for names in side] for side in sides]
    return _as_lists(document, roles)


def _as_lists(document: Document, roles: tuple[tuple[str, ...], ...]) -> list[list[float]]:
    found = [document.value(*role, default=None) for role in roles]
    if not all(isinstance(each, list) and len(each) == 2 for each in found):
        return []
    columns = [numbers(each, role[0]) for each, role in zip(found, roles, strict=True)]
    return [list(side) for side in zip(*columns, strict=True)]


def _nps_counts(found: Any) -> tuple[float, float, float]:
    if isinstance(found, list):
        promoters, passives, detractors = _exactly(found, 3, "promoters, passives, detractors")
        return promoters, passives, detractors
    if not isinstance(found, Document):
        raise BadInputError("A score is given by promoters, passives and detractors.")
    if found.has(*RATINGS):
        return _classes(found.numbers(*RATINGS))
    if found.has("counts"):
        return _counted(found.part("counts"))
    promoters, detractors = found.number(*PROMOTERS), found.number(*DETRACTORS)
    if found.has(*PASSIVES):
        return promoters, found.number(*PASSIVES), detractors
    return promoters, found.number(*SIZE) - promoters - detractors, detractors


def _counted(counts: Any) -> tuple[float, float, float]:
    """Counts of the three classes or of the ratings 0 to 10, listed or by name."""
    if isinstance(counts, Document):
        if counts.has(*PROMOTERS):
            return _nps_counts(counts)
        counts = [counts.number(str(rating), default=0.0) for rating in range(11)]
    counts = numbers(counts, "counts")
    if len(counts) == 3:
        return counts[0], counts[1], counts[2]
    if len(counts) != 11:
        raise BadInputError('"counts" are those of the ratings 0 to 10.')
    return sum(counts[9:]), sum(counts[7:9]), sum(counts[:7])


def _classes(ratings: list[float]) -> tuple[float, float, float]:
    if not all(0 <= rating <= 10 for rating in ratings):
        raise BadInputError("Ratings lie between 0 and 10.")
    promoters = sum(rating >= 9 for rating in ratings)
    detractors = sum(rating < 7 for rating in ratings)
    return promoters, len(ratings) - promoters - detractors, detractors


def _counts(document: Document, scale: list[float]) -> list[float] | None:
    found = document.value("counts", "frequencies", "distribution", "c", default=None)
    if found is None and document.has(*CODES):
        codes = document.numbers(*CODES)
        if not all(code in range(1, len(scale) + 1) for code in codes):
            raise BadInputError(f'"answers" are numbers of scale points, 1 to {len(scale)}.')
        return [codes.count(code) for code in range(1, len(scale) + 1)]
    if found is None:
        return _counts_by_name(document, len(scale))
    if not isinstance(found, dict):
        return numbers(found, "counts")
    if (named := _counts_by_name(document.nested(found, "counts"), len(scale))) is not None:
        return named
    points = [_point(key) for key in found]
    by_value = set(points) <= set(scale) and not set(points) <= set(range(1, len(scale) + 1))
    places = scale if by_value else list(range(1, len(scale) + 1))
    if not set(points) <= set(places):
        raise BadInputError('"counts" name points that are not on the scale.')
    given = dict(zip(points, numbers(found, "counts"), strict=True))
    return [given.get(place, 0.0) for place in places]


def _counts_by_name(document: Document, points: int) -> list[float] | None:
    """Counts under the five labels, or under 1, 2, ... or c1, c2, ...; None where one is missing."""
    numbered = [[str(point), f"c{point}"] for point in range(1, points + 1)]
    labelled = [[label] for label in LABELS] if points == len(LABELS) else []
    for names in (numbered, labelled):
        if names and all(document.has(*each) for each in names):
            return [document.number(*each) for each in names]
    return None


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
