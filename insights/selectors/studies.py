"""What is computed from folded answers, once for as long as they stay the same.

Everything here has the names of constructs, not their rows: it can lie in the cache.
"""

from collections.abc import Hashable
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from hashlib import sha256

import numpy as np
from django.core.cache import cache

from accounts.models import Organization
from emotions.models import Outcome
from insights.engine import drivers
from insights.engine.arrays import Array
from insights.engine.drivers.bootstrap import DRAWS
from insights.models import FactMonth
from insights.selectors import folds
from insights.selectors.facts import AFTER
from insights.selectors.periods import Months
from insights.selectors.units import Unit
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
    `as_of` is when the last of its months was folded; `season` are the months whose season was
    taken out, if there was one to take out; `measure` says what imported facts were.
    """

    finding: drivers.Table | drivers.Refusal
    model: drivers.Model | None
    variables: tuple[str, ...]
    pairs: Array
    counts: Counts
    as_of: datetime | None
    growth: float | None
    season: Months | None
    measure: FactMonth.Measure | None

    @property
    def n(self) -> int:
        return self.finding.n


@dataclass(frozen=True, kw_only=True)
class About:
    """What is told of one outcome of one journey begins with: which answers, and until when."""

    journey: Journey
    outcome: Outcome
    months: Months
    study: Study
    forecast: "Forecast | None"

    @property
    def finding(self) -> drivers.Table | drivers.Refusal:
        return self.study.finding

    @property
    def refusal(self) -> drivers.Refusal | None:
        return self.finding if isinstance(self.finding, drivers.Refusal) else None

    @property
    def n(self) -> int:
        return self.study.n

    @property
    def as_of(self) -> datetime | None:
        return self.study.as_of

    @property
    def unit(self) -> Unit:
        return Unit.of(self.outcome, self.study.measure)

    @property
    def until(self) -> date:
        """The last day there can be answers of."""
        today = self.journey.organization.today()
        return min(self.months.end, today - AFTER if self.outcome.is_imported else today)


def study(
    *, journey: Journey, outcome: Outcome, months: Months, draws: int = DRAWS, seed: int = 0
) -> Study:
    """The study of an outcome on a journey; computed again only when what is folded has changed."""
    key = _key(journey, outcome, months, draws, seed)
    found: Study | None = cache.get(key)
    if found is None:
        found = _studied(
            folds.read(journey=journey, months=months, outcome=outcome), outcome, draws, seed
        )
        cache.set(key, found, KEPT)
    return found


def ready(*, journey: Journey, outcome: Outcome, months: Months) -> Study | None:
    """The study if somebody has had it computed: for pages that mention it beside other things."""
    found: Study | None = cache.get(_key(journey, outcome, months, DRAWS, 0))
    return found


def shape() -> str:
    """What a study holds: the cache outlives a release, and the next may ask for more of it."""
    kinds = (Study, drivers.Table, drivers.Refusal, drivers.Driver, drivers.ThinPair)
    return ",".join(field.name for kind in kinds for field in fields(kind))


def _key(journey: Journey, outcome: Outcome, months: Months, draws: int, seed: int) -> str:
    version = folds.version(journey=journey, months=months, outcome=outcome)
    asked = (journey.pk, outcome.pk, months, draws, seed, shape())
    return "study-" + sha256(f"{asked}{version}".encode()).hexdigest()


def _studied(read: folds.Folds, outcome: Outcome, draws: int, seed: int) -> Study:
    folded = read.of(outcome)
    rarer = _rarer(folded) if read.measure is FactMonth.Measure.YES_NO else None
    study = drivers.study(folded, draws=draws, seed=seed, rarer=rarer)
    pairs = folded.pair_counts()
    return Study(
        study.finding,
        study.model,
        folded.variables,
        pairs,
        _counts(folded),
        read.as_of,
        _growth(study.finding, pairs),
        read.season(outcome),
        read.measure,
    )


def _rarer(folded: drivers.Folded) -> int:
    """How many answers were followed by a yes, or by a no, whichever came more rarely."""
    yes = (
        sum(sums.totals[:, key.observed.index(0)].sum() for key, sums in folded.patterns.items())
        / folds.A_FACT[FactMonth.Measure.YES_NO]
    )
    n = folded.pair_counts()[0, 0] if folded.patterns else 0
    return int(np.rint(min(yes, n - yes)))


def _growth(finding: drivers.Table | drivers.Refusal, pairs: Array) -> float | None:
    if isinstance(finding, drivers.Table):
        return None
    if finding.reason is drivers.Reason.ONE_SIDED:
        return finding.needed / finding.rarer if finding.rarer else None
    return drivers.growth_needed(pairs)


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


def forecast(
    *, journey: Journey, outcome: Outcome, months: Months, growth: float | None
) -> Forecast | None:
    """When `growth` times the answers of these months will be there; None when hardly ever.

    Today's rate is that of the folded months, from the first with an answer on.
    """
    if growth is None:
        return None
    known = folds.responses(journey=journey, outcome=outcome)
    folded = [month for month in known if months.first <= month <= months.last]
    if not folded:
        return None
    today = journey.organization.today()
    until = min(today, months.end)
    span = max((until - folded[0]).days + 1, 1)
    needed = timedelta(days=round(growth * span))
    if needed > timedelta(days=5 * 365):
        return None
    on = max(today, folded[0] + needed)
    return Forecast(on, Months(folded[0], on.replace(day=1)).count)
