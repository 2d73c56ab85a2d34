"""How many of those who were asked have answered, and whether that has moved."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet

from accounts.models import Organization
from insights.engine import bias, display, intervals
from insights.selectors.periods import Period
from journeys.models import Journey
from surveys.models import Delivery, Invitation

MOVED_BY = 1 / 3
KEPT = 10 * 60  # seconds for which a rate may be old beside figures of the moment


@dataclass(frozen=True)
class Rate:
    """Of the customers asked about an experience in a period, those who answered."""

    asked: int
    answered: int

    @property
    def share(self) -> intervals.Share:
        return intervals.wilson(self.answered, self.asked)

    @property
    def level(self) -> display.Level:
        """Those asked are what this share is made of, and a rate of nearly zero is news."""
        return display.level(self.asked)

    @property
    def bias_note(self) -> float | None:
        """Points by which any level may be off because of who answers; None if nobody can tell."""
        if not self.level.shows_number or not self.answered:
            return None
        return bias.bias_note(self.answered / self.asked)


def of_journey(*, journey: Journey, period: Period) -> Rate:
    """By the day of the experience; only mails that went out, only answers that count."""
    asked = invited(org=journey.organization, period=period)
    found = asked.filter(interaction__stage__journey=journey).aggregate(
        asked=Count("pk"), answered=Count("pk", filter=Q(response__is_counted=True))
    )
    return Rate(found["asked"], found["answered"])


def lately(*, journey: Journey, period: Period) -> Rate:
    """The same, counted every ten minutes at most: for pages that are drawn anew with each answer."""
    key = f"rate-{journey.pk}-{period.since}-{period.until}"
    found: Rate | None = cache.get(key)
    if found is None:
        found = of_journey(journey=journey, period=period)
        cache.set(key, found, KEPT)
    return found


def invited(*, org: Organization, period: Period) -> QuerySet[Invitation]:
    """Whoever was written to about what they experienced in the period."""
    return Invitation.objects.filter(
        organization=org,
        interaction__experienced_on__range=(period.since, period.until),
        deliveries__ordinal=0,
        deliveries__state=Delivery.State.SENT,
    ).order_by()


def has_moved(before: Rate, after: Rate) -> bool:
    """By a third or more, and more than chance explains (Newcombe's interval leaves out zero)."""
    if not (before.level.may_rank and after.level.may_rank):
        return False
    shift = intervals.independent(after.share, before.share)
    relative = abs(shift.difference or 0.0) / (before.share.share or 1.0)
    return relative >= MOVED_BY and not shift.low <= 0 <= shift.high
