from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from accounts.http import OrgRequest, render_partial
from accounts.permissions import Permission, require
from insights.forms.board import YearFilter
from insights.selectors import board as boards
from insights.selectors import movements, series
from insights.selectors.board import Board
from insights.selectors.series import Series, Signal
from insights.views.frame import Frame, Page, framed
from journeys.models import Journey, Stage

YEAR = "insights/year.html"


@require_GET
@require(Permission.VIEW)
def year(request: OrgRequest) -> HttpResponse:
    """Every cell over 52 weeks, drawn alike, with what left its usual range."""
    frame = framed(request, Page.YEAR, YearFilter)
    figures = _figures(frame, frame.journey) if frame.journey and frame.shows_figures else {}
    return render_partial(request, YEAR, "board", {**frame.context, **figures})


def read(frame: Frame, journey: Journey) -> tuple[Board, list[Series]]:
    """What the page and its file say: the cells as they stand, and the year of each."""
    design = boards.design(journey=journey, reading=frame.reading)
    board = boards.read(design, frame.period, frame.splits)
    found = series.of_cells(
        design=design, found=board.cells, until=frame.period.until, splits=frame.splits
    )
    return board, found


def _figures(frame: Frame, journey: Journey) -> dict[str, Any]:
    board, found = read(frame, journey)
    signals = [each for each in found if each.signal in (Signal.WORSE, Signal.BETTER)]
    return {
        "board": board,
        "period": frame.reading.year(frame.period.until),
        "rows": _by_stage(found),
        "signals": [(each, movements.of_signal(each)) for each in signals],
    }


def _by_stage(found: list[Series]) -> list[tuple[Stage, list[Series]]]:
    stages: dict[int, tuple[Stage, list[Series]]] = {}
    for each in found:
        stages.setdefault(each.cell.stage.pk, (each.cell.stage, []))[1].append(each)
    return list(stages.values())
