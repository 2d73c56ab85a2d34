"""What customers felt by what they answered to a second question of the same survey."""

from collections import defaultdict

from django.db.models import Count

from accounts.models import Organization
from accounts.selectors.kept import kept
from surveys.models import Answer
from surveys.selectors.cells import Construct, Counts, Scope, constructs

VALUES = 11


def felt_by_answer(
    *, org: Organization, scope: Scope, felt: Construct, beside: Construct
) -> dict[int, Counts]:
    """Answers to `felt` by the answer to `beside` of the same response, where both were given.

    Read from single answers, as no roll-up holds pairs: ask for few stages at a time. A little
    older than the moment where there are many.
    """
    slices = sorted(scope.splits.items())
    of = ("pairs", org.pk, felt, beside, scope.since, scope.until, scope.stage_ids, slices)
    return kept(of, lambda: _felt_by_answer(org, scope, felt, beside))


def _felt_by_answer(
    org: Organization, scope: Scope, felt: Construct, beside: Construct
) -> dict[int, Counts]:
    known = constructs(org)
    asked = {
        wanted: [pk for pk, construct in known.items() if construct == wanted]
        for wanted in (felt, beside)
    }
    rows = (
        Answer.objects.filter(
            scope.filters("response__"),
            organization=org,
            question__in=asked[felt],
            value__isnull=False,
            response__is_counted=True,
            response__experienced_on__range=(scope.since, scope.until),
            response__answers__question__in=asked[beside],
            response__answers__value__isnull=False,
        )
        .order_by()
        .values_list("response__answers__value", "value")
        .annotate(times=Count("pk"))
    )
    found: dict[int, list[int]] = defaultdict(lambda: [0] * VALUES)
    for answer, value, times in rows:
        found[answer][value] += times
    return {answer: Counts(tuple(values)) for answer, values in found.items()}
