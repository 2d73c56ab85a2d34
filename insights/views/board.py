from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from accounts.http import OrgRequest, render_partial
from accounts.permissions import Permission, require
from insights.selectors import board as boards
from insights.selectors import movements, sentences
from insights.selectors.board import Board
from insights.views.frame import Frame, Page, framed
from insights.views.told import Told, told
from journeys.models import Journey, Stage

BOARD = "insights/board.html"


@require_GET
@require(Permission.VIEW)
def board(request: OrgRequest) -> HttpResponse:
    """Stage x emotion: where what is intended, believed and felt are not the same."""
    frame = framed(request, Page.NOW)
    figures = _figures(frame, frame.journey) if frame.journey and frame.shows_figures else {}
    return render_partial(request, BOARD, "board", {**frame.context, **figures})


def read(frame: Frame, journey: Journey) -> Board:
    """What the page and its file say."""
    return boards.board(
        journey=journey, period=frame.period, splits=frame.splits, reading=frame.reading
    )


def _figures(frame: Frame, journey: Journey) -> dict[str, Any]:
    found = read(frame, journey)
    return {
        "board": found,
        "headline": sentences.of_board(found),
        "rows": _rows(found),
        "ranked": [told(cell) for cell in found.ranked],
        "kind": [movements.of_kindness(cell) for cell in found.kind_but_unsolved],
        "solved": _solved(found),
    }


def _rows(found: Board) -> list[tuple[Stage, list[Told | None]]]:
    """A row a stage with what it aims for side by side; a column an emotion would be mostly empty."""
    width = max((len(cells) for _stage, cells in found.by_stage()), default=0)
    return [
        (stage, [*map(told, cells), *[None] * (width - len(cells))])
        for stage, cells in found.by_stage()
    ]


def _solved(found: Board) -> list[tuple[Stage, str]]:
    """How much is solved, for every stage where solving comes first."""
    return [
        (stage, movements.of_solved(cells[0].solved))
        for stage, cells in found.by_stage()
        if cells[0].solved
    ]
