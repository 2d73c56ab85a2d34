"""What figures are made of for a reader, so that no role learns a single answer by subtracting.

Whoever may read single answers sees any days and any slice. For everybody else each figure is a sum
of fixed parts: the answers to one question at one stage in one calendar month, told apart by
channel, team, persona and segment only as far as every part keeps five answers or has none. Months
count from the day on which nobody can answer about them any more. The difference of any two such
sums is again made of whole parts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Any

from django.db.models import Max

from accounts.models import Membership, Organization
from accounts.permissions import Permission
from insights.engine.display import SECRET_BELOW
from insights.engine.secrecy import Cut, Values, cuts
from insights.selectors import periods
from insights.selectors.periods import Months, Period
from surveys.models import Survey
from surveys.selectors import cells
from surveys.selectors.cells import SPLITS, Counts, Key, Scope

DAYS_OF_A_MONTH = 30
# A link is valid for that long unless a survey says otherwise; a draft counts a day later.
LEAST_WINDOW = 14
DRAFT_DAYS = 1
PLACES = {name: place for place, name in enumerate(SPLITS)}

Counted = dict[Key, Counts]


@dataclass(frozen=True)
class Reading:
    """Every answer on any day and in any slice: for those who may read single ones."""

    org: Organization
    is_guarded = False

    @property
    def today(self) -> date:
        """The last day that counts."""
        return self.org.today()

    def allowed(self, period: Period) -> Period:
        """The days that are read when these are asked for."""
        return period

    def last(self, days: int) -> Period:
        """The latest days."""
        return Period.last(days, today=self.today)

    def before(self, period: Period) -> Period:
        """As much time right before."""
        return period.previous

    def year(self, until: date) -> Period:
        """The latest year of whole steps."""
        return periods.full_weeks(until)

    def counts(self, scope: Scope) -> Counted:
        """Answers by stage and construct."""
        return cells.counts(org=self.org, scope=scope)

    def steps(self, scope: Scope) -> dict[Period, Counted]:
        """The same week by week; weeks that no answer came from are missing."""
        found = cells.weekly(org=self.org, scope=scope)
        return {Period(day, day + timedelta(days=6)): each for day, each in found.items()}

    def by_value(self, scope: Scope, split: str) -> dict[Any, Counted]:
        """The same by the value of a split; None is "not known"."""
        return cells.by_value(org=self.org, scope=scope, split=split)


@dataclass(frozen=True)
class WholeMonths(Reading):
    """Sums of parts of five answers and more, of the months until `settled`."""

    settled: date
    is_guarded = True

    @property
    def today(self) -> date:
        return self.settled

    def allowed(self, period: Period) -> Period:
        """The whole months of these days as far as they are settled, or else the last settled one."""
        until = min(periods.month_end(period.until), self.settled)
        return Period(min(period.since, until).replace(day=1), until)

    def last(self, days: int) -> Period:
        count = max(round(days / DAYS_OF_A_MONTH), 1)
        return Period(periods.months_before(self.settled, count - 1), self.settled)

    def before(self, period: Period) -> Period:
        count = Months(period.since.replace(day=1), period.until.replace(day=1)).count
        until = period.since.replace(day=1) - timedelta(days=1)
        return Period(periods.months_before(until, count - 1), until)

    def year(self, until: date) -> Period:
        until = self.allowed(Period(until, until)).until
        return Period(periods.months_before(until, 11), until)

    def counts(self, scope: Scope) -> Counted:
        return _pooled(self._months(scope).values())

    def steps(self, scope: Scope) -> dict[Period, Counted]:
        """Month by month."""
        found = sorted(self._months(scope).items())
        return {Period(month, periods.month_end(month)): each for month, each in found}

    def by_value(self, scope: Scope, split: str) -> dict[Any, Counted]:
        """The values that are told at least somewhere, each with what may be told of it."""
        found: dict[Any, list[Counted]] = defaultdict(list)
        for (_month, key), parts in self._parts(scope).items():
            told = cuts(_sizes(parts))
            for value in {values[PLACES[split]] for values in parts}:
                asked = {**scope.splits, split: value}
                found[value].append({key: _told(parts, told, asked)})
        return {value: _pooled(each) for value, each in found.items()}

    def _months(self, scope: Scope) -> dict[date, Counted]:
        if not scope.splits:
            whole = cells.by_month(org=self.org, scope=self._snapped(scope))
            return {
                month: {key: each for key, each in counted.items() if each.n >= SECRET_BELOW}
                for (month,), counted in whole.items()
            }
        found: dict[date, Counted] = defaultdict(dict)
        for (month, key), parts in self._parts(scope).items():
            found[month][key] = _told(parts, cuts(_sizes(parts)), scope.splits)
        return found

    def _parts(self, scope: Scope) -> dict[tuple[date, Key], dict[Values, Counts]]:
        """The answers of each month to each question by the values of all splits at once."""
        # SECURITY: always by all of them, whatever is asked for: the parts must be the same ones.
        everything = replace(self._snapped(scope), splits={})
        found: dict[tuple[date, Key], dict[Values, Counts]] = defaultdict(dict)
        read = cells.by_month(org=self.org, scope=everything, splits=SPLITS)
        for (month, *values), counted in read.items():
            for key, counts in counted.items():
                found[month, key][tuple(values)] = counts
        return {
            place: parts
            for place, parts in found.items()
            if sum(each.n for each in parts.values()) >= SECRET_BELOW
        }

    def _snapped(self, scope: Scope) -> Scope:
        period = self.allowed(Period(scope.since, scope.until))
        return replace(scope, since=period.since, until=period.until)


def for_reader(membership: Membership) -> Reading:
    """How this member reads figures."""
    org = membership.organization
    if membership.can(Permission.ANSWER_READ):
        return Reading(org)
    return WholeMonths(org, settled(org))


def settled(org: Organization) -> date:
    """The last day of the last month that no customer can still be answering about."""
    asked = Survey.objects.for_org(org).aggregate(days=Max("window_days"), hours=Max("delay_hours"))
    wait = max(asked["days"] or 0, LEAST_WINDOW) + ceil((asked["hours"] or 0) / 24) + DRAFT_DAYS
    return (org.today() - timedelta(days=wait)).replace(day=1) - timedelta(days=1)


def _sizes(parts: Mapping[Values, Counts]) -> dict[Values, int]:
    return {values: each.n for values, each in parts.items()}


def _told(
    parts: Mapping[Values, Counts], told: frozenset[Cut], splits: Mapping[str, Any]
) -> Counts:
    """The answers with these values, or none where one of the values may not be told apart."""
    wanted = {(PLACES[name], value) for name, value in splits.items()}
    if not wanted <= told:
        return cells.NO_ANSWERS
    asked = (
        counts
        for values, counts in parts.items()
        if all(values[place] == value for place, value in wanted)
    )
    return sum(asked, cells.NO_ANSWERS)


def _pooled(several: Iterable[Counted]) -> Counted:
    found: Counted = {}
    for counted in several:
        for key, counts in counted.items():
            found[key] = found.get(key, cells.NO_ANSWERS) + counts
    return found
