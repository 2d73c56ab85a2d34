"""Whether what is folded still says what the answers say."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Max
from django.db.models.functions import TruncMonth

from accounts.models import Organization
from insights.models import FoldedMonth
from insights.selectors.periods import month_after
from surveys.models import RollUp


class State(NamedTuple):
    """How the roll-ups of a month stand: the newest of them and how many there are."""

    newest: int
    rows: int


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
