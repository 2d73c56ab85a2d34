"""Facts that imports tell of customers, and the answers that they are held against.

One rule for all of them: what is told of a customer in the 90 days after an experience is added up
and held against what was answered about it; nothing told counts as 0. Only experiences count whose
90 days lie within the time that imports tell of, and only customers of whom anything had been told
by then. Where every fact says yes (imports name only those who left) it is all customers.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from math import log1p

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from accounts.models import Organization
from emotions.models import Outcome
from insights.models import FactMonth
from insights.selectors import fold_states
from insights.selectors.periods import month_after
from surveys.models import OutcomeRecord, Response

AFTER = timedelta(days=90)
CHUNK = 5000
# An amount is folded in hundredths of its logarithm: whole numbers, a hundredth is one percent.
FINE = 100

Measure = FactMonth.Measure
Told = Mapping[int, list[tuple[date, Decimal]]]  # by customer, oldest first


@dataclass(frozen=True)
class Facts:
    """What imports tell of an outcome: a yes or a no, or amounts, from one day to another."""

    outcome: Outcome
    measure: FactMonth.Measure
    names_only_yes: bool
    since: date
    until: date

    def covers(self, day: date) -> bool:
        """Whether all that could follow an experience of this day would have been told."""
        return self.since <= day and day + AFTER <= self.until

    def after(self, told: list[tuple[date, Decimal]], day: date) -> int | None:
        """What followed an experience of this day, as it is folded; None where nobody can say."""
        past = bisect_right(told, day, key=lambda fact: fact[0])
        end = bisect_right(told, day + AFTER, key=lambda fact: fact[0])
        if end == 0 and not self.names_only_yes:
            return None
        total = sum((value for _day, value in told[past:end]), Decimal())
        if self.measure is Measure.YES_NO:
            return int(total > 0)
        return round(FINE * log1p(max(total, Decimal())))


def imported(*, org: Organization) -> QuerySet[Outcome]:
    """The outcomes of which imports have told anything."""
    rows = Outcome.objects.for_org(org).filter(archived_at=None, scale=Outcome.Scale.NUMBER)
    told = OutcomeRecord.objects.for_org(org).filter(outcome=OuterRef("pk"))
    found: QuerySet[Outcome] = rows.filter(Exists(told))
    return found


def read(*, outcome: Outcome) -> Facts | None:
    """What there is about an outcome; None while nothing has been imported."""
    found = OutcomeRecord.objects.filter(outcome=outcome).aggregate(
        since=Min("occurred_on"),
        until=Max("occurred_on"),
        others=Count("pk", filter=~Q(value__in=(0, 1))),
        noes=Count("pk", filter=Q(value=0)),
    )
    if found["since"] is None:
        return None
    is_yes_no = not found["others"]
    return Facts(
        outcome,
        Measure.YES_NO if is_yes_no else Measure.AMOUNT,
        is_yes_no and not found["noes"],
        found["since"],
        min(found["until"], outcome.organization.today()),  # some systems date facts ahead
    )


def told(*, facts: Facts, month: date) -> Told:
    """What matters of the customers who answered about a month, oldest first."""
    last = _last_day(month)
    answered = Response.objects.counted().filter(
        organization=facts.outcome.organization_id,
        experienced_on__range=(month, last),
        customer__isnull=False,
    )
    rows = (
        OutcomeRecord.objects.filter(outcome=facts.outcome, occurred_on__lte=last + AFTER)
        .filter(customer__in=answered.order_by().values("customer"))
        .order_by("occurred_on", "pk")
        .values_list("customer_id", "occurred_on", "value")
    )
    found: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    for customer, day, value in rows.iterator(chunk_size=CHUNK):
        found[customer].append((day, value))
    return found


def stale_months(*, facts: Facts) -> dict[date, str]:
    """The months whose folds may say something else by now, with the state they are to have."""
    known = dict(FactMonth.objects.filter(outcome=facts.outcome).values_list("month", "state"))
    rolled = fold_states.states(org=facts.outcome.organization)
    months = sorted(month for month in rolled if _may_count(facts, month))
    digests = _digests(facts, months)
    states = {
        month: sha256(f"{facts}{rolled[month]}{digests[month]}".encode()).hexdigest()
        for month in months
    }
    gone = {month: "" for month in known.keys() - states.keys()}
    return gone | {month: state for month, state in states.items() if known.get(month) != state}


def _may_count(facts: Facts, month: date) -> bool:
    return facts.since <= _last_day(month) and month + AFTER <= facts.until


def _digests(facts: Facts, months: Iterable[date]) -> dict[date, str]:
    """For each month a digest of all facts that were told of until its answers' days are over."""
    rows = (
        OutcomeRecord.objects.filter(outcome=facts.outcome)
        .order_by("occurred_on", "pk")
        .values_list("occurred_on", "pk", "customer_id", "value")
        .iterator(chunk_size=CHUNK)
    )
    digest, found = sha256(), {}
    row = next(rows, None)
    for month in months:
        while row is not None and row[0] <= _last_day(month) + AFTER:
            digest.update(str(row).encode())
            row = next(rows, None)
        found[month] = digest.hexdigest()
    return found


def _last_day(month: date) -> date:
    return month_after(month) - timedelta(days=1)
