"""Everybody an experience happened to: how many were asked about it, and how many answered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet
from django.db.models.functions import Cast, Substr

from accounts.models import Organization
from insights.selectors.periods import Period
from insights.selectors.response_rates import Rate, invited
from surveys.models import Interaction, Slice

# What a slice knows of customers. Teams are left out: nobody's colleagues answer for them.
KNOWN = ("channel", "segment_a", "segment_b", "persona")
VARIABLES = ("stage", *KNOWN, "month")

Values = tuple[Any, ...]


@dataclass(frozen=True)
class Turnout:
    """How often it happened, how often a mail asked about it, how often that was answered."""

    happened: int = 0
    asked: int = 0
    answered: int = 0

    def __add__(self, other: "Turnout") -> "Turnout":
        return Turnout(
            self.happened + other.happened,
            self.asked + other.asked,
            self.answered + other.answered,
        )

    @property
    def rate(self) -> Rate:
        return Rate(self.asked, self.answered)


@dataclass(frozen=True)
class Frame:
    """The turnout of every month, stage and slice, to be added up by what is known of them."""

    turnouts: Mapping[tuple[str, int, int], Turnout]
    slices: Mapping[int, Mapping[str, Any]]

    @property
    def whole(self) -> Turnout:
        return sum(self.turnouts.values(), Turnout())

    def by(self, *variables: str) -> dict[Values, Turnout]:
        """The turnout by the values of these variables; None is "not known"."""
        found: dict[Values, Turnout] = defaultdict(Turnout)
        for (month, stage, cut), turnout in self.turnouts.items():
            known = {**self.slices[cut], "month": date.fromisoformat(f"{month}-01"), "stage": stage}
            found[tuple(known[name] or None for name in variables)] += turnout
        return dict(found)


def read(*, org: Organization, stage_ids: Iterable[int], period: Period) -> Frame:
    """Three statements, however much has happened: the database adds up by month, stage and slice."""
    stages = list(stage_ids)
    happened = Interaction.objects.filter(
        organization=org,
        stage__in=stages,
        experienced_on__range=(period.since, period.until),
    )
    asked = invited(org=org, period=period).filter(interaction__stage__in=stages)
    turnouts: dict[tuple[str, int, int], Turnout] = defaultdict(Turnout)
    for *place, n in _totals(happened, "", happened=Count("pk")):
        turnouts[_place(place)] += Turnout(happened=n)
    answered = Count("pk", filter=Q(response__is_counted=True))
    for *place, n, told in _totals(asked, "interaction__", asked=Count("pk"), answered=answered):
        turnouts[_place(place)] += Turnout(asked=n, answered=told)
    slices = {row.pop("pk"): row for row in Slice.objects.for_org(org).values("pk", *KNOWN)}
    return Frame(turnouts, slices)


def _totals(rows: QuerySet[Any], prefix: str, **totals: Count) -> Iterator[tuple[Any, ...]]:
    # Not TruncMonth: SQLite would call Python once a row, a million times in a busy year.
    month = Substr(Cast(f"{prefix}experienced_on", CharField()), 1, 7)
    keys = {"month": month, "at": F(f"{prefix}stage"), "cut": F(f"{prefix}slice")}
    yield from rows.order_by().values(**keys).annotate(**totals).values_list(*keys, *totals)


def _place(values: Iterable[Any]) -> tuple[str, int, int]:
    month, stage, cut = values
    return month, stage, cut
