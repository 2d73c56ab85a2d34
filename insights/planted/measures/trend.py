"""Row 18: how often a year's chart of a stage leaves its limits though nothing happened there."""

from collections.abc import Mapping

from insights.engine import intervals
from insights.planted.measures.felt import period
from insights.planted.planted import Planted
from insights.planted.tally import Tally
from insights.selectors import series
from insights.selectors.periods import Period
from insights.selectors.secrecy import Reading
from surveys.models import DesignFactor
from surveys.selectors.cells import Construct, Scope


def measure(planted: Planted, tally: Tally) -> None:
    """In a year without an action and without a drift."""
    company, design = planted.company, planted.world.design
    year = period(planted, range(design.weeks))
    weeks = Reading(company.org).steps(Scope(year.since, year.until))
    factors = dict(DesignFactor.objects.for_org(company.org).values_list("stage_id", "value"))
    for at, (aim, _other) in enumerate(design.aims):
        stage = company.stages[at].pk
        key = (stage, Construct("emotion", company.emotions[aim].pk))
        asked = {week: counts[key].on(5) for week, counts in weeks.items() if key in counts}
        tally.add("chart crossed", _crossed(asked, factors.get(stage, 1.0)))


def _crossed(asked: Mapping[Period, tuple[int, ...]], design: float) -> bool:
    points = series.merged(asked)
    found = [intervals.mean_of_counts(counts, design=design) for _weeks, counts in points]
    charted = series.chart(found)
    return charted is not None and any(point.crossed for point in charted.points)
