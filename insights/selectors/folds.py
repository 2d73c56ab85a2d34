"""Folded answers read back: what a driver model needs, at a cost that does not grow with answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import numpy as np
from django.db.models import Count, Max, QuerySet, Sum
from django.db.models.functions import TruncMonth

from accounts.models import Organization
from emotions.models import Outcome
from insights.engine import drivers
from insights.engine.arrays import Array
from insights.engine.drivers import Folded, Key, Sums
from insights.models import FoldedMonth, Reach, StageFold
from insights.selectors.periods import Months, month_after
from journeys.models import Journey
from surveys.models import Question, RollUp
from surveys.selectors import cells
from surveys.selectors.cells import Construct

Asked = tuple[int, ...]  # question ids
# What a step is worth where every scale runs from 0 to 100, as the engine sees it.
A_STEP = {"eleven": 10.0, "five": 25.0, "three": 50.0}


class State(NamedTuple):
    """How the roll-ups of a month stand: the newest of them and how many there are."""

    newest: int
    rows: int


@dataclass(frozen=True)
class Item:
    """A question as a variable: what it asks about, in what steps, and whether it may explain."""

    construct: Construct
    step: float
    explains: bool


@dataclass(frozen=True)
class Folds:
    """All that is folded of a journey's months: sums by stage and questions answered together."""

    sums: Mapping[tuple[int, Asked], Sums]
    items: Mapping[int, Item]  # by question, without those whose meaning has changed since
    as_of: datetime | None

    def of(self, outcome: Outcome) -> Folded:
        """The statistics of the responses that answered `outcome`, in 0-100, by stage.

        Variable 0 is the outcome; "was it solved?" and the emotions follow, named as by `name_of`.
        """
        target = Construct(str(Question.Kind.OUTCOME), outcome.pk)
        used = {key: items for key in self.sums if (items := self._items(key[1], target))}
        rest = {item.construct for items in used.values() for item in items.values()} - {target}
        names = [target, *sorted(rest, key=lambda each: (each.kind != "outcome", each.pk))]
        place = {construct: i for i, construct in enumerate(names)}
        patterns: dict[Key, Sums] = {}
        for (stage, asked), items in used.items():
            columns = sorted(items, key=lambda i: place[items[i].construct])
            key = Key(stage, tuple(place[items[i].construct] for i in columns))
            part = _turned(
                self.sums[stage, asked], columns, np.array([items[i].step for i in columns])
            )
            patterns[key] = patterns[key] + part if key in patterns else part
        return Folded(tuple(map(name_of, names)), patterns)

    def _items(self, asked: Asked, target: Construct) -> dict[int, Item]:
        """By position what belongs in the model of `target`; nothing where that is not answered."""
        known = {
            i: self.items[question] for i, question in enumerate(asked) if question in self.items
        }
        if all(item.construct != target for item in known.values()):
            return {}
        return {i: item for i, item in known.items() if item.explains or item.construct == target}


def _turned(sums: Sums, columns: list[int], steps: Array) -> Sums:
    return Sums(
        sums.n,
        sums.totals[:, columns] * steps,
        sums.products[:, columns][:, :, columns] * np.outer(steps, steps),
    )


def name_of(construct: Construct) -> str:
    """A construct as the engine calls it."""
    return f"{construct.kind}:{construct.pk}"


def named(name: str) -> Construct:
    """The construct behind a name that `name_of` made."""
    kind, _colon, pk = name.partition(":")
    return Construct(kind, int(pk))


def read(*, journey: Journey, months: Months) -> Folds:
    """Add up what is stored of these months."""
    stored = list(
        _rows(journey, months).values_list("stage_id", "patterns", "cells", "month__folded_at")
    )
    sums = drivers.add_up(
        (stage, patterns, bytes(packed)) for stage, patterns, packed, _folded_at in stored
    )
    as_of = max((folded_at for *_stored, folded_at in stored), default=None)
    return Folds(sums, _items(journey.organization), as_of)


def version(*, journey: Journey, months: Months) -> str:
    """Changes whenever `read` may say something else."""
    rows = _rows(journey, months).order_by("pk").values_list("month_id", "month__folded_at")
    items = sorted((pk, item.construct.pk) for pk, item in _items(journey.organization).items())
    return f"{sorted(set(rows))}{items}"


def responses(*, journey: Journey) -> dict[date, int]:
    """How many responses are folded of each month there is, oldest first."""
    rows = StageFold.objects.for_org(journey.organization).filter(stage__journey=journey)
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
            _rows(journey, months).order_by().values_list("stage").annotate(n=Sum("responses"))
        )
        met[None] = sum(met.values())
    return {stage: min(1.0, n / met[None]) for stage, n in met.items() if stage is not None}


def states(*, org: Organization, month: date | None = None) -> dict[date, State]:
    """How the roll-ups of each month stand now."""
    rows = RollUp.objects.for_org(org)
    if month is not None:
        rows = rows.filter(day__gte=month, day__lt=month_after(month))
    grouped = (
        rows.order_by()
        .annotate(first=TruncMonth("day"))
        .values_list("first")
        .annotate(newest=Max("pk"), rows=Count("pk"))
    )
    return {first: State(newest, number) for first, newest, number in grouped}


def stale_months(*, org: Organization) -> list[date]:
    """The months whose folds may say something else than their roll-ups, oldest first."""
    rolled = states(org=org)
    folded = {
        each.month: State(each.newest_roll_up, each.roll_ups)
        for each in FoldedMonth.objects.for_org(org)
    }
    return sorted(
        month
        for month in rolled.keys() | folded.keys()
        if rolled.get(month, State(0, 0)) != folded.get(month)
    )


def is_behind(*, org: Organization) -> bool:
    """Whether answers of the running month have come that are not folded yet."""
    month = org.today().replace(day=1)
    state = states(org=org, month=month).get(month, State(0, 0))
    folded = FoldedMonth.objects.for_org(org).filter(month=month).first()
    known = State(folded.newest_roll_up, folded.roll_ups) if folded else State(0, 0)
    return state != known


def _rows(journey: Journey, months: Months) -> QuerySet[StageFold]:
    return StageFold.objects.for_org(journey.organization).filter(
        stage__journey=journey, month__month__range=(months.first, months.last)
    )


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
