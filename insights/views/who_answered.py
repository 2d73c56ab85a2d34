from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import OrgRequest, render_partial
from accounts.permissions import Permission, require
from insights.engine.display import Level
from insights.forms.who_answered import WhoAnsweredFilter
from insights.selectors import response_rates, who_answered
from insights.selectors import who_answered_words as words
from insights.selectors.who_answered import Breakdown, Group, WhoAnswered
from journeys.models import Journey
from journeys.selectors import beliefs

PAGE = "insights/who_answered.html"
NOTE = "insights/who_answered_note.html"
# Ends of the axis of rates, in percent: the first that holds every interval.
AXES = (20, 40, 60, 80, 100)


@dataclass(frozen=True)
class Told:
    """A group with its words and its rate's place on the axis, in percent of the axis."""

    group: Group
    rate: str
    why: str
    value: float
    low: float
    high: float

    @property
    def is_early(self) -> bool:
        return self.group.level is Level.EARLY


@dataclass(frozen=True)
class Section:
    """The rates by one variable, under what it is called."""

    variable: str
    heading: str
    rows: tuple[Told, ...]
    left_out: int


@require_safe
@require(Permission.VIEW)
def turnout(request: OrgRequest) -> HttpResponse:
    """Of everybody it happened to, who was asked, who answered, and what that does to the means."""
    form = WhoAnsweredFilter(request.GET.dict(), reader=request.membership)
    found = read(request, form)
    context: dict[str, Any] = {
        "form": form,
        "journey": form.chosen_journey,
        "blind": found is None and form.chosen_journey is not None,
        **(_told(found) if found else {}),
    }
    return render_partial(request, PAGE, "turnout", context)


def read(request: OrgRequest, form: WhoAnsweredFilter) -> WhoAnswered | None:
    """What the page and its files say; nothing to somebody who has still to estimate."""
    journey = form.chosen_journey
    if journey is None or _is_blind(request, journey):
        return None
    return who_answered.of_journey(journey=journey, period=form.chosen_period, reading=form.reading)


@require_safe
@require(Permission.VIEW)
def note(request: OrgRequest) -> HttpResponse:
    """How far a level may be off, for pages that load it late: it costs more than their figures."""
    form = WhoAnsweredFilter(request.GET.dict(), reader=request.membership)
    journey, points = form.chosen_journey, None
    if journey is not None and not _is_blind(request, journey):
        points = response_rates.lately(journey=journey, period=form.chosen_period).bias_note
    context = {"journey": journey, "days": form.days, "note": words.of_note(points)}
    return render_partial(request, NOTE, "note", context)


def _is_blind(request: OrgRequest, journey: Journey) -> bool:
    return not beliefs.may_see_felt(journey=journey, membership=request.membership)


def _told(found: WhoAnswered) -> dict[str, Any]:
    axis, means = _axis(found), [(mean, words.of_mean(mean)) for mean in found.means]
    return {
        "found": found,
        "axis": axis,
        "headline": words.of_rate(found.rate),
        "note": words.of_note(found.rate.bias_note),
        "stability": words.of_stability(found),
        "weighting": words.of_weighting(found),
        "sections": [_section(found, breakdown, axis) for breakdown in found.breakdowns],
        "verdict": words.of_means(found),
        "means": means,
        "moved": [(mean, says) for mean, says in means if mean.shows_both],
    }


def _axis(found: WhoAnswered) -> int:
    """One axis for every table, so that their bars can be compared."""
    shown = (each for part in found.breakdowns for each in part.groups if each.level.shows_number)
    top = max((100 * group.rate.share.high for group in shown), default=0)
    return next(end for end in AXES if end >= min(top, 100))


def _section(found: WhoAnswered, breakdown: Breakdown, axis: int) -> Section:
    return Section(
        breakdown.variable,
        words.variable(found.journey.organization, breakdown.variable),
        tuple(_row(group, axis) for group in breakdown.groups),
        breakdown.left_out,
    )


def _row(group: Group, axis: int) -> Told:
    share = group.rate.share
    places = (100 * 100 * (each or 0) / axis for each in (share.share, share.low, share.high))
    return Told(group, words.share(group.rate), words.of_group(group), *places)
