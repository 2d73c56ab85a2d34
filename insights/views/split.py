from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from accounts.http import OrgRequest, render_partial
from accounts.permissions import Permission, require
from insights.selectors import board as boards
from insights.selectors import splits
from insights.selectors.splits import Split
from insights.views.frame import Frame, Page, framed
from journeys.models import Journey
from surveys.selectors.cells import SPLITS

SPLIT = "insights/split.html"


@require_GET
@require(Permission.VIEW)
def split(request: OrgRequest, by: str) -> HttpResponse:
    """Every cell told apart by channel, team, persona or segment."""
    if by not in SPLITS:
        raise Http404
    frame = framed(request, Page(by))
    shown = frame.journey and frame.shows_figures
    figures = _figures(frame, frame.journey, by) if shown and frame.journey else {}
    return render_partial(request, SPLIT, "board", {**frame.context, **figures})


def read(frame: Frame, journey: Journey, by: str) -> Split:
    """What the page and its file say."""
    design = boards.design(journey=journey, reading=frame.reading)
    return splits.split(design=design, period=frame.period, by=by, splits=frame.splits)


def _figures(frame: Frame, journey: Journey, by: str) -> dict[str, Any]:
    found = read(frame, journey, by)
    return {"board": found.board, "split": found, "by": by}
