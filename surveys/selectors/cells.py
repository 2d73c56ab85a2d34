"""How often each answer was given, exact at every moment: roll-ups plus the raw dirty days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import TruncWeek

from accounts.models import Organization
from surveys.models import Answer, DayTotal, DirtyDay, Question, RollUp, Slice
from surveys.models.rollups import COUNTS

G = TypeVar("G")
SPLITS = ("channel", "team", "persona", "segment_a", "segment_b")


@dataclass(frozen=True)
class Counts:
    """Answers to one construct at one stage: how often each value from 0 to 10, and unsaid."""

    values: tuple[int, ...]
    unsaid: int = 0

    @property
    def n(self) -> int:
        return sum(self.values)

    def on(self, points: int) -> tuple[int, ...]:
        """The first `points` values, as many as the scale has."""
        return self.values[:points]


@dataclass(frozen=True)
class Construct:
    """What was asked, whatever its wording: an emotion, an outcome or a stage action's check."""

    kind: str
    pk: int


Key = tuple[int, Construct]  # stage, construct


@dataclass(frozen=True)
class Scope:
    """Which answers: experienced from `since` until `until` (both included), in which slices."""

    since: date
    until: date
    stage_ids: tuple[int, ...] = ()
    splits: Mapping[str, Any] = field(default_factory=dict)  # channel, team, persona, segments

    def filters(self, prefix: str = "") -> Q:
        asked = Q()
        if self.stage_ids:
            asked &= Q(**{f"{prefix}stage__in": self.stage_ids})
        for name, value in self.splits.items():
            assert name in SPLITS
            asked &= Q(**{f"{prefix}slice__{name}": value})
        return asked


def counts(*, org: Organization, scope: Scope) -> dict[Key, Counts]:
    """Answers by stage and construct, with the versions of a wording pooled.

    Versions before one that an editor marked "meaning changed" are left out.
    """
    rows = ((None, stage, question, row) for stage, question, row in _rows(org, scope))
    return _pooled(org, rows).get(None, {})


def weekly(*, org: Organization, scope: Scope) -> dict[date, dict[Key, Counts]]:
    """The same by the Monday of each week; days that no answer came from are missing."""
    return dict(sorted(_pooled(org, _rows(org, scope, by="week")).items()))


def by_value(*, org: Organization, scope: Scope, split: str) -> dict[Any, dict[Key, Counts]]:
    """The same by the value of `split`; None is "not known", a team or a persona its id."""
    assert split in SPLITS
    rows = ((value or None, *rest) for value, *rest in _rows(org, scope, by=split))
    return _pooled(org, rows)


def split_values(*, org: Organization) -> dict[str, list[Any]]:
    """For each way to split the figures, the values that occur."""
    slices = list(Slice.objects.for_org(org).select_related("team", "persona"))
    return {
        name: sorted({getattr(row, name) for row in slices if getattr(row, name)}, key=str)
        for name in SPLITS
    }


def constructs(org: Organization) -> dict[int, Construct]:
    """The construct of each question that still counts."""
    questions = list(Question.objects.for_org(org).select_related("wording", "check_wording"))
    broken: dict[Construct, int] = defaultdict(int)
    for question in questions:
        version = question.wording or question.check_wording
        if version is not None and version.meaning_changed:
            construct = construct_of(question)
            broken[construct] = max(broken[construct], version.number)
    return {
        question.pk: construct_of(question)
        for question in questions
        if _number(question) >= broken[construct_of(question)]
    }


def construct_of(question: Question) -> Construct:
    pk = question.emotion_id or question.outcome_id or question.stage_action_id
    assert pk is not None
    return Construct(str(question.kind), pk)


def _number(question: Question) -> int:
    version = question.wording or question.check_wording
    return version.number if version is not None else 0


def _rows(org: Organization, scope: Scope, *, by: str = "") -> Iterator[tuple[Any, ...]]:
    """One statement, so one snapshot: a day is read from its roll-up or raw, never both.

    Yields ([week or value of a split,] stage, question, (c0 … c10, unsaid)).
    """
    dirty = DirtyDay.objects.filter(organization=org)
    is_split = bool(scope.splits) or by in SPLITS
    tallies: type[DayTotal | RollUp] = RollUp if is_split else DayTotal
    rolled = tallies.objects.filter(
        ~Exists(dirty.filter(day=OuterRef("day"))),
        scope.filters(),
        organization=org,
        day__range=(scope.since, scope.until),
    )
    raw = Answer.objects.filter(
        scope.filters("response__"),
        response__experienced_on__in=dirty.values("day"),
        response__organization=org,
        response__is_counted=True,
        response__experienced_on__range=(scope.since, scope.until),
    )
    both = _totals(rolled, "day", "", by, _sums()).union(
        _totals(raw, "response__experienced_on", "response__", by, _tallies()), all=True
    )
    width = 3 if by else 2
    for row in both:
        yield (*row[:width], row[width:])


def _totals(rows: Any, day: str, prefix: str, by: str, totals: dict[str, Any]) -> Any:
    keys: dict[str, Any] = {}
    if by:
        keys["grouped_by"] = TruncWeek(day) if by == "week" else F(f"{prefix}slice__{by}")
    keys |= {"at_stage": F(f"{prefix}stage"), "asked": F("question")}
    return rows.order_by().values(**keys).annotate(**totals).values_list(*keys, *totals)


def _sums() -> dict[str, Any]:
    return {f"sum_{name}": Sum(name) for name in (*COUNTS, "unsaid")}


def _tallies() -> dict[str, Any]:
    tallies: dict[str, Any] = {
        f"sum_{name}": Count("pk", filter=Q(value=value)) for value, name in enumerate(COUNTS)
    }
    return {**tallies, "sum_unsaid": Count("pk", filter=Q(value__isnull=True))}


def _pooled(
    org: Organization, rows: Iterable[tuple[G, int, int, tuple[int, ...]]]
) -> dict[G, dict[Key, Counts]]:
    known = constructs(org)
    sums: dict[G, dict[Key, list[int]]] = defaultdict(dict)
    for group, stage_id, question_id, row in rows:
        if (construct := known.get(question_id)) is None:
            continue
        cell = sums[group].setdefault((stage_id, construct), [0] * len(row))
        for position, times in enumerate(row):
            cell[position] += times
    return {
        group: {key: Counts(tuple(cell[:-1]), cell[-1]) for key, cell in cells.items()}
        for group, cells in sums.items()
    }
