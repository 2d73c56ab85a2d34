"""What is computed from folded answers, once for as long as they stay the same.

Everything here has the names of constructs, not their rows: it can lie in the cache.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.core.cache import cache

from accounts.models import Organization
from emotions.models import Outcome
from insights.engine import drivers
from insights.engine.arrays import Array
from insights.engine.drivers.bootstrap import DRAWS
from insights.selectors import folds
from insights.selectors.periods import Months
from journeys.models import Journey
from surveys.models import Survey

DEFAULT_MONTHS = 12
KEPT = timedelta(days=7).total_seconds()
RUNNING_FIRST = ("running", "paused", "ended", "draft")
Counts = dict[tuple[Hashable, str], int]  # by stage id and name of a construct


@dataclass(frozen=True)
class Study:
    """A driver model of one outcome in one period, or why there is none.

    `pairs` (q, q) counts the answers to each two of `variables`; `counts` those to one at a stage;
    `as_of` is when the last of its months was folded.
    """

    finding: drivers.Table | drivers.Refusal
    model: drivers.Model | None
    variables: tuple[str, ...]
    pairs: Array
    counts: Counts
    as_of: datetime | None
    growth: float | None

    @property
    def n(self) -> int:
        return self.finding.n


def study(
    *, journey: Journey, outcome: Outcome, months: Months, draws: int = DRAWS, seed: int = 0
) -> Study:
    """The study of an outcome on a journey; computed again only when what is folded has changed."""
    key = _key(journey, outcome, months, draws, seed)
    found: Study | None = cache.get(key)
    if found is None:
        found = _studied(folds.read(journey=journey, months=months), outcome, draws, seed)
        cache.set(key, found, KEPT)
    return found


def ready(*, journey: Journey, outcome: Outcome, months: Months) -> Study | None:
    """The study if somebody has had it computed: for pages that mention it beside other things."""
    found: Study | None = cache.get(_key(journey, outcome, months, DRAWS, 0))
    return found


def _key(journey: Journey, outcome: Outcome, months: Months, draws: int, seed: int) -> str:
    version = folds.version(journey=journey, months=months)
    asked = (journey.pk, outcome.pk, months, draws, seed)
    return "study-" + sha256(f"{asked}{version}".encode()).hexdigest()


def _studied(read: folds.Folds, outcome: Outcome, draws: int, seed: int) -> Study:
    folded = read.of(outcome)
    study = drivers.study(folded, draws=draws, seed=seed)
    pairs = folded.pair_counts()
    refused = isinstance(study.finding, drivers.Refusal)
    return Study(
        study.finding,
        study.model,
        folded.variables,
        pairs,
        _counts(folded),
        read.as_of,
        drivers.growth_needed(pairs) if refused else None,
    )


def _counts(folded: drivers.Folded) -> Counts:
    counts: Counts = {}
    for key, sums in folded.patterns.items():
        for variable in key.observed:
            at = (key.stage, folded.variables[variable])
            counts[at] = counts.get(at, 0) + int(sums.n.sum())
    return counts


def most_answered(*, org: Organization) -> Journey | None:
    """The journey of which most is folded: the one to begin with."""
    folded = folds.responses_by_journey(org=org)
    journeys: list[Journey] = list(Journey.objects.for_org(org).current())
    return max(journeys, key=lambda journey: folded.get(journey.pk, 0), default=None)


def default_months(*, org: Organization) -> Months:
    """The period that pages begin with."""
    return Months.until(org.today(), count=DEFAULT_MONTHS)


def main_outcome(*, journey: Journey) -> Outcome | None:
    """What the customers of a journey are asked about: by its running survey, else by the latest."""
    surveys = list(
        Survey.objects.for_org(journey.organization)
        .filter(journey=journey)
        .select_related("main_outcome")
        .order_by("-pk")
    )
    surveys.sort(key=lambda survey: RUNNING_FIRST.index(survey.state))
    return surveys[0].main_outcome if surveys else None


@dataclass(frozen=True)
class Forecast:
    """When there will be enough answers at today's rate, and in a period of how many months."""

    on: date
    months: int


def forecast(*, journey: Journey, months: Months, growth: float | None) -> Forecast | None:
    """When `growth` times the answers of these months will be there; None when hardly ever.

    Today's rate is that of the folded months, from the first with an answer on.
    """
    folded = [m for m in folds.responses(journey=journey) if months.first <= m <= months.last]
    if growth is None or not folded:
        return None
    today = journey.organization.today()
    until = min(today, months.end)
    span = max((until - folded[0]).days + 1, 1)
    needed = timedelta(days=round(growth * span))
    if needed > timedelta(days=5 * 365):
        return None
    on = max(today, folded[0] + needed)
    return Forecast(on, Months(folded[0], on.replace(day=1)).count)
