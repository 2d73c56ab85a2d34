from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import OrgRequest, render_partial
from accounts.permissions import Permission, require
from insights.forms.drivers import DriverFilter
from insights.selectors import driver_words, fold_states
from insights.selectors import priority as priorities
from insights.selectors import priority_words as words
from insights.selectors.priority import Place, Ranking
from journeys.selectors import beliefs

PRIORITY = "insights/priority.html"


@dataclass(frozen=True)
class Told:
    """A place with its words, and its value on an axis that ends at the largest, in percent."""

    place: Place
    standing: str
    why: str
    value: float
    low: float
    high: float


@require_safe
@require(Permission.VIEW)
def priority(request: OrgRequest) -> HttpResponse:
    """The stages by what meeting their targets would be worth, and how sure the first place is."""
    form = DriverFilter(request.GET.dict(), reader=request.membership)
    context: dict[str, Any] = {"form": form, "journey": form.chosen_journey}
    if form.chosen_journey is None or form.chosen_outcome is None:
        return render_partial(request, PRIORITY, "priority", context)
    if not beliefs.may_see_felt(journey=form.chosen_journey, membership=request.membership):
        return render_partial(request, PRIORITY, "priority", {**context, "blind": True})
    ranking = priorities.ranking(
        journey=form.chosen_journey, outcome=form.chosen_outcome, months=form.months_chosen
    )
    context |= {
        "ranking": ranking,
        "headline": words.of_ranking(ranking),
        "here": driver_words.here(ranking),
        "note": words.worth(ranking),
        "unit": words.unit(ranking),
        "changes": words.changes(ranking),
        "places": told(ranking),
        "is_behind": fold_states.is_behind(org=request.org),
    }
    return render_partial(request, PRIORITY, "priority", context)


def told(ranking: Ranking) -> list[Told]:
    """The places with their words and where they lie on the chart."""
    end = max((place.high for place in ranking.places), default=0) or 1
    return [
        Told(
            place,
            words.standing(place, ranking),
            words.why(place, ranking),
            *(100 * value / end for value in (place.value, place.low, place.high)),
        )
        for place in ranking.places
    ]
