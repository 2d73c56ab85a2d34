"""How often each answer was given, exact at every moment: roll-ups, and raw what they lack."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Exists, F, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth, TruncWeek
from django.db.models.sql.compiler import SQLCompiler

from accounts.models import Organization
from surveys.models import Answer, DayTotal, DirtyDay, Question, RollUp, Slice
from surveys.models.rollups import COUNTS, TALLIES, UNSAID

ALL = -1  # where a row holds the count of every value, not of one
SPLITS = ("channel", "team", "persona", "segment_a", "segment_b")


class Monday(TruncWeek):
    """The first day of a week; SQLite can tell it without calling Python for every row."""

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra_context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        day, parameters = compiler.compile(self.lhs)
        return f"DATE({day}, 'weekday 0', '-6 days')", tuple(parameters)


STEPS = {"week": Monday, "month": TruncMonth}


@dataclass(frozen=True)
class Counts:
    """Answers to one construct at one stage: how often each value from 0 to 10, and unsaid."""

    values: tuple[int, ...]
    unsaid: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        values = tuple(map(sum, zip(self.values, other.values, strict=True)))
        return Counts(values, self.unsaid + other.unsaid)

    @property
    def n(self) -> int:
        return sum(self.values)

    def on(self, points: int) -> tuple[int, ...]:
        """The first `points` values, as many as the scale has."""
        return self.values[:points]


NO_ANSWERS = Counts((0,) * len(COUNTS))


@dataclass(frozen=True)
class Construct:
    """What was asked, whatever its wording: an emotion, an outcome or a stage action's check."""

    kind: str
    pk: int


Key = tuple[int, Construct]  # stage, construct
Group = tuple[Any, ...]  # the week or the values of the splits that answers are told apart by
Row = tuple[Group, int, int, tuple[int, ...]]  # …, stage, question, (c0 … c10, unsaid)


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
    return _pooled(org, _rows(org, scope)).get((), {})


def weekly(*, org: Organization, scope: Scope) -> dict[date, dict[Key, Counts]]:
    """The same by the Monday of each week; days that no answer came from are missing."""
    found = _pooled(org, _rows(org, scope, ("week",)))
    return {week: counts for (week,), counts in sorted(found.items())}


def by_value(*, org: Organization, scope: Scope, split: str) -> dict[Any, dict[Key, Counts]]:
    """The same by the value of `split`; None is "not known", a team or a persona its id."""
    found = by_values(org=org, scope=scope, splits=(split,))
    return {value: counts for (value,), counts in found.items()}


def by_values(
    *, org: Organization, scope: Scope, splits: tuple[str, ...]
) -> dict[Group, dict[Key, Counts]]:
    """The same by the values of several splits at once, in their order."""
    assert set(splits) <= set(SPLITS)
    return _pooled(org, _known(_rows(org, scope, splits)))


def by_month(
    *, org: Organization, scope: Scope, splits: tuple[str, ...] = ()
) -> dict[Group, dict[Key, Counts]]:
    """The same by the first day of each month, and then by the values of `splits`."""
    return _pooled(org, _known(_rows(org, scope, ("month", *splits))))


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


def _rows(org: Organization, scope: Scope, by: tuple[str, ...] = ()) -> Iterator[Row]:
    """One statement, so one snapshot: an answer is read from its roll-up or raw, never both."""
    dirty = DirtyDay.objects.filter(organization=org)
    days = (scope.since, scope.until)
    is_split = bool(scope.splits) or not set(by).isdisjoint(SPLITS)
    tallies: type[DayTotal | RollUp] = RollUp if is_split else DayTotal
    rolled = tallies.objects.filter(
        ~Exists(dirty.filter(day=OuterRef("day"))),
        scope.filters(),
        organization=org,
        day__range=days,
    )
    raw = Answer.objects.filter(
        scope.filters("response__"),
        response__organization=org,
        response__is_counted=True,
        response__experienced_on__range=days,
    )
    of_dirty_days = raw.filter(response__experienced_on__in=dirty.values("day"))
    arrived = raw.filter(
        ~Exists(dirty.filter(day=OuterRef("response__arrival__day"))),
        response__arrival__organization=org,
    )
    keys = _keys("response__experienced_on", "response__", by)
    all_three = _sums(rolled, _keys("day", "", by)).union(
        _tallies(of_dirty_days, keys), _tallies(arrived, keys), all=True
    )
    width = len(by)
    for row in all_three:
        stage, question, given, *columns = row[width:]
        yield row[:width], stage, question, _counts(given, tuple(columns))


def _known(rows: Iterable[Row]) -> Iterator[Row]:
    """An empty value is one that is not known."""
    for group, stage, question, row in rows:
        yield tuple(value or None for value in group), stage, question, row


def _keys(day: str, prefix: str, by: tuple[str, ...]) -> dict[str, Any]:
    """What rows are told apart by, named as the columns of a row."""
    keys: dict[str, Any] = {
        f"by_{name}": STEPS[name](day) if name in STEPS else F(f"{prefix}slice__{name}")
        for name in by
    }
    return {**keys, "at_stage": F(f"{prefix}stage"), "asked": F("question")}


def _sums(rolled: Any, keys: dict[str, Any]) -> Any:
    """A row a cell, all twelve counts in it."""
    sums = {f"sum_{name}": Sum(name) for name in TALLIES}
    counted = rolled.order_by().values(**keys).annotate(given=Value(ALL), **sums)
    return counted.values_list(*keys, "given", *sums)


def _tallies(raw: Any, keys: dict[str, Any]) -> Any:
    """A row a cell and a value given, its count where a sum's first is.

    Counting an answer once is cheaper than asking it for all twelve values.
    """
    keys = {**keys, "given": Coalesce("value", Value(UNSAID))}
    zeros = {f"no_{name}": Value(0) for name in TALLIES[1:]}
    counted = raw.order_by().values(**keys).annotate(times=Count("pk"), **zeros)
    return counted.values_list(*keys, "times", *zeros)


def _counts(given: int, columns: tuple[int, ...]) -> tuple[int, ...]:
    """The twelve counts that a row tells."""
    if given == ALL:
        return columns
    times, *zeros = columns
    return (*zeros[:given], times, *zeros[given:])


def _pooled(org: Organization, rows: Iterable[Row]) -> dict[Group, dict[Key, Counts]]:
    known = constructs(org)
    sums: dict[Group, dict[Key, list[int]]] = defaultdict(dict)
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
