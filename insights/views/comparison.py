from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from accounts.http import OrgRequest, render_partial
from accounts.permissions import Permission, require
from insights.forms.board import CompareFilter
from insights.selectors import comparison as comparisons
from insights.selectors import movements
from insights.selectors.comparison import Comparison
from insights.views.frame import Frame, Page, framed
from journeys.models import Journey

COMPARISON = "insights/comparison.html"


@require_GET
@require(Permission.VIEW)
def comparison(request: OrgRequest) -> HttpResponse:
    """What rose and what fell since an earlier period, and what only seems to have."""
    frame = framed(request, Page.COMPARED, CompareFilter)
    figures = _figures(frame, frame.journey) if frame.journey and frame.shows_figures else {}
    return render_partial(request, COMPARISON, "board", {**frame.context, **figures})


def read(frame: Frame, journey: Journey) -> Comparison:
    """What the page and its file say."""
    return comparisons.compare(
        journey=journey,
        period=frame.period,
        against=frame.form.chosen_against(),
        splits=frame.splits,
        reading=frame.reading,
    )


def _figures(frame: Frame, journey: Journey) -> dict[str, Any]:
    found = read(frame, journey)
    return {
        "board": found.board,
        "before": found.before,
        "headline": movements.of_comparison(found),
        "rows": [
            (change, movements.word(change), movements.of_change(change)) for change in found.ranked
        ],
    }
