"""Folded answers read back: what a driver model needs, at a cost that does not grow with answers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from django.db.models import QuerySet, Sum

from accounts.models import Organization
from emotions.models import Outcome
from insights.engine import drivers
from insights.engine.arrays import Array
from insights.engine.drivers import Folded, Key
from insights.models import FactFold, FactMonth, Reach, StageFold
from insights.selectors.periods import Months
from journeys.models import Journey
from surveys.models import Question
from surveys.selectors import cells
from surveys.selectors.cells import Construct

Asked = tuple[int, ...]  # question ids
# What a step is worth where every scale runs from 0 to 100, as the engine sees it.
A_STEP = {"eleven": 10.0, "five": 25.0, "three": 50.0}
# A yes is 100 customers of 100; an amount is folded in hundredths of its logarithm, near percents.
A_FACT = {FactMonth.Measure.YES_NO: 100.0, FactMonth.Measure.AMOUNT: 1.0}
# Over more months a common season would look as if all feelings moved the outcome (science.md 3.1).
POOLED_FREELY = 6


@dataclass(frozen=True)
class Item:
    """A question as a variable: what it asks about, in what steps, and whether it may explain."""

    construct: Construct
    step: float
    explains: bool


class Stored(NamedTuple):
    """The answers of a month at a stage to some questions together."""

    stage: int
    month: date
    part: drivers.Part


class Turned(NamedTuple):
    """All months of some questions at a stage, and how the model sees them.

    The rows of `part` are those of one month after the other; `starts` says where each begins.
    """

    stage: int
    months: list[date]
    starts: list[int]
    part: drivers.Part
    observed: tuple[int, ...]  # the questions by their place in the model
    columns: list[int]
    steps: Array

    @property
    def seen(self) -> drivers.Part:
        """The questions of the model, in its order, in units of 0-100."""
        return self.part.only(self.columns, self.observed, self.steps)

    @property
    def wholes(self) -> Array:
        """By month: how many responses, their totals and their sums of squares, (months, 3, k)."""
        found: Array = self.part.wholes(self.starts)[:, :, self.columns]
        return found * self.steps ** np.arange(3)[:, None]

    @property
    def lengths(self) -> Array:
        """How many rows each month has."""
        return np.diff(self.starts, append=len(self.part.buckets))


class Places(NamedTuple):
    """Where each stage and month stands in a table of (stages, months, variables)."""

    stages: Mapping[int, int]
    months: Mapping[date, int]

    @classmethod
    def of(cls, rows: Sequence[Turned]) -> "Places":
        stages = sorted({row.stage for row in rows})
        months = sorted({month for row in rows for month in row.months})
        return cls(
            {stage: i for i, stage in enumerate(stages)},
            {month: i for i, month in enumerate(months)},
        )

    def at(self, row: Turned) -> tuple[Array, ...]:
        """The places of a row's months and questions, (1, months, k)."""
        months = [self.months[month] for month in row.months]
        return np.ix_([self.stages[row.stage]], months, row.observed)


@dataclass(frozen=True)
class Folds:
    """All that is folded of a journey's months."""

    stored: Sequence[Stored]
    items: Mapping[int, Item]  # by question, without those whose meaning has changed since
    as_of: datetime | None
    measure: FactMonth.Measure | None = None  # of facts that imports told

    def of(self, outcome: Outcome) -> Folded:
        """The statistics of the responses that answered `outcome`, in 0-100, by stage.

        Variable 0 is the outcome; "was it solved?" and the emotions follow, named as by `name_of`.
        Where months have a `season`, each answer is freed of it.
        """
        known = self._known(outcome)
        target = target_of(outcome)
        rest = {item.construct for items in known.values() for item in items.values()} - {target}
        names = [target, *sorted(rest, key=lambda each: (each.kind != "outcome", each.pk))]
        place = {construct: i for i, construct in enumerate(names)}
        rows = list(self._turned(known, place))
        seen = _freed(rows, len(names)) if self.season(outcome) else (row.seen for row in rows)
        patterns = drivers.add_up(
            (Key(row.stage, part.asked), part.summed())
            for row, part in zip(rows, seen, strict=True)
        )
        return Folded(tuple(map(name_of, names)), patterns)

    def season(self, outcome: Outcome) -> Months | None:
        """The months with answers, if they are more than may be pooled as they are."""
        known = self._known(outcome)
        months = {row.month for row in self.stored if row.part.asked in known}
        return Months(min(months), max(months)) if len(months) > POOLED_FREELY else None

    def _known(self, outcome: Outcome) -> dict[Asked, dict[int, Item]]:
        """The questions asked together with `outcome`, each with what counts by its position."""
        asked = {row.part.asked for row in self.stored}
        target = target_of(outcome)
        return {each: items for each in asked if (items := self._items(each, target))}

    def _items(self, asked: Asked, target: Construct) -> dict[int, Item]:
        """By position what belongs in the model of `target`; nothing where that is not answered."""
        known = {
            i: self.items[question] for i, question in enumerate(asked) if question in self.items
        }
        if all(item.construct != target for item in known.values()):
            return {}
        return {i: item for i, item in known.items() if item.explains or item.construct == target}

    def _turned(
        self, known: Mapping[Asked, Mapping[int, Item]], place: Mapping[Construct, int]
    ) -> Iterator[Turned]:
        together: dict[tuple[int, Asked], list[Stored]] = defaultdict(list)
        for row in self.stored:
            if row.part.asked in known and row.part.buckets.size:
                together[row.stage, row.part.asked].append(row)
        for (stage, asked), rows in together.items():
            items, parts = known[asked], [row.part for row in rows]
            columns = sorted(items, key=lambda i: place[items[i].construct])
            yield Turned(
                stage,
                [row.month for row in rows],
                [0, *accumulate(part.buckets.size for part in parts[:-1])],
                drivers.joined(parts),
                tuple(place[items[i].construct] for i in columns),
                columns,
                np.array([items[i].step for i in columns]),
            )


def _freed(rows: Sequence[Turned], q: int) -> Iterator[drivers.Part]:
    """What the model of `q` variables sees of each row, freed of what its months add."""
    places = Places.of(rows)
    counted = np.zeros((len(places.stages), len(places.months), q, 3))
    for row in rows:
        counted[places.at(row)] += np.moveaxis(row.wholes, 1, 2)
    swings = drivers.swings(*np.moveaxis(counted, 3, 0))
    for row in rows:
        [added] = swings[places.at(row)]
        yield row.seen.without(np.repeat(added, row.lengths, axis=0))


def target_of(outcome: Outcome) -> Construct:
    """An outcome as the construct that is to be explained."""
    return Construct(str(Question.Kind.OUTCOME), outcome.pk)


def name_of(construct: Construct) -> str:
    """A construct as the engine calls it."""
    return f"{construct.kind}:{construct.pk}"


def named(name: str) -> Construct:
    """The construct behind a name that `name_of` made."""
    kind, _colon, pk = name.partition(":")
    return Construct(kind, int(pk))


def read(*, journey: Journey, months: Months, outcome: Outcome) -> Folds:
    """What is stored of these months about an outcome that was asked for, or imported."""
    rows = list(_of_months(_about(journey, outcome), months).order_by("month__month", "stage_id"))
    items = _items(journey.organization)
    measure = None
    if outcome.is_imported and rows:
        measure = FactMonth.Measure(max(rows, key=lambda row: row.month.folded_at).month.measure)
        rows = [row for row in rows if row.month.measure == measure]
        items[-outcome.pk] = Item(target_of(outcome), A_FACT[measure], explains=False)
    stored = [
        Stored(row.stage_id, row.month.month, part)
        for row in rows
        for part in drivers.parts(row.patterns, bytes(row.cells))
    ]
    as_of = max((row.month.folded_at for row in rows), default=None)
    return Folds(stored, items, as_of, measure)


def version(*, journey: Journey, months: Months, outcome: Outcome) -> str:
    """Changes whenever `read` may say something else."""
    rows = _of_months(_about(journey, outcome), months).order_by("pk")
    folded = rows.values_list("month_id", "month__folded_at")
    items = sorted((pk, item.construct.pk) for pk, item in _items(journey.organization).items())
    return f"{sorted(set(folded))}{items}"


def responses(*, journey: Journey, outcome: Outcome) -> dict[date, int]:
    """How many responses are folded of each month there is, oldest first."""
    rows = _about(journey, outcome)
    found = rows.order_by("month__month").values_list("month__month").annotate(n=Sum("responses"))
    return dict(found)


def responses_by_journey(*, org: Organization) -> dict[int, int]:
    """How many responses are folded of each journey, by its id."""
    rows = StageFold.objects.for_org(org).order_by().values_list("stage__journey")
    return dict(rows.annotate(n=Sum("responses")))


def reach(*, journey: Journey, months: Months) -> dict[int, float]:
    """The share of a month's customers who pass each stage, by stage id.

    Customers are counted once a month, so that a customer of every month counts as often. Without
    interactions (answers by an open link) it is the share of responses.
    """
    rows = Reach.objects.for_org(journey.organization).filter(
        journey=journey, month__month__range=(months.first, months.last)
    )
    met = dict(rows.order_by().values_list("stage").annotate(n=Sum("customers")))
    if not met:
        met = dict(
            _of_months(_asked(journey), months)
            .order_by()
            .values_list("stage")
            .annotate(n=Sum("responses"))
        )
        met[None] = sum(met.values())
    return {stage: min(1.0, n / met[None]) for stage, n in met.items() if stage is not None}


def _about(journey: Journey, outcome: Outcome) -> QuerySet[Any]:
    """The rows that tell of an outcome: those of its imported facts, or of all that was asked."""
    if not outcome.is_imported:
        return _asked(journey)
    rows = FactFold.objects.for_org(journey.organization).select_related("month")
    return rows.filter(stage__journey=journey, month__outcome=outcome)


def _asked(journey: Journey) -> QuerySet[StageFold]:
    rows = StageFold.objects.for_org(journey.organization).select_related("month")
    return rows.filter(stage__journey=journey)


def _of_months(rows: QuerySet[Any], months: Months) -> QuerySet[Any]:
    return rows.filter(month__month__range=(months.first, months.last))


def _items(org: Organization) -> dict[int, Item]:
    known = cells.constructs(org)
    questions = Question.objects.for_org(org).exclude(kind=Question.Kind.CHECK)
    return {
        question.pk: Item(
            known[question.pk],
            A_STEP[question.scale],
            question.outcome is None or question.outcome.is_predictor,
        )
        for question in questions.select_related("outcome")
        if question.pk in known
    }
