"""By how much customers who answer several times widen the intervals of a stage."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, F, Sum
from django.utils import timezone

from accounts.models import Organization
from accounts.services.turns import one_by_one
from surveys.models import Answer, DesignFactor

LOOK_BACK = timedelta(days=365)
FEWEST = 30  # answers to one question before its factor counts


class Cluster(NamedTuple):
    """What one customer answered to one question."""

    n: int
    total: float
    squares: float


def estimate_everywhere() -> int:
    """Estimate the factors of every organization; return how many stages have one."""
    return one_by_one(lambda org: estimate(org=org), Organization.objects.order_by("pk"))


def estimate(*, org: Organization) -> int:
    """Write for each stage the largest factor of its questions, the cautious choice."""
    clusters: dict[tuple[int, int], list[Cluster]] = defaultdict(list)
    for stage_id, question_id, n, total, squares in _sums(org):
        clusters[stage_id, question_id].append(Cluster(n, total, squares))
    factors: dict[int, float] = defaultdict(lambda: 1.0)
    for (stage_id, _question_id), found in clusters.items():
        if sum(cluster.n for cluster in found) >= FEWEST:
            factors[stage_id] = max(factors[stage_id], factor(found))
    DesignFactor.objects.bulk_create(
        [
            DesignFactor(organization=org, stage_id=stage_id, value=value)
            for stage_id, value in factors.items()
        ],
        update_conflicts=True,
        unique_fields=["stage"],
        update_fields=["value", "estimated_at"],
    )
    return len(factors)


def factor(clusters: Iterable[Cluster]) -> float:
    """Variance of a mean over customers against that over answers, at least 1.

    With n answers of C customers, m their mean and t the sum of a customer's deviations from it:
    [C / (C - 1) * sum t^2] / [n / (n - 1) * sum (y - m)^2]. Sums are all that it takes, so the
    database adds up and no answer has to be fetched.
    """
    found = list(clusters)
    n, c = sum(cluster.n for cluster in found), len(found)
    if c < 2:
        return 1.0
    mean = sum(cluster.total for cluster in found) / n
    between = sum((cluster.total - cluster.n * mean) ** 2 for cluster in found)
    squares = sum(cluster.squares for cluster in found) - n * mean**2
    if squares <= 1e-9:
        return 1.0
    return max(1.0, between * c / (c - 1) / (squares * n / (n - 1)))


def _sums(org: Organization) -> Iterable[tuple[int, int, int, float, float]]:
    since = timezone.now().date() - LOOK_BACK
    return (
        Answer.objects.filter(
            response__organization=org,
            response__is_counted=True,
            response__experienced_on__gte=since,
            response__customer__isnull=False,
            value__isnull=False,
        )
        .values_list("response__stage_id", "question_id", "response__customer_id")
        .annotate(n=Count("pk"), total=Sum("value"), squares=Sum(F("value") * F("value")))
        .order_by()
        .values_list("response__stage_id", "question_id", "n", "total", "squares")
        .iterator(chunk_size=5000)
    )
