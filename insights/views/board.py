from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from accounts.http import OrgRequest, render_partial
from accounts.permissions import Permission, require
from insights.forms.board import BoardFilter
from insights.selectors import board as boards
from insights.selectors import sentences
from insights.selectors.board import Board, Period
from insights.views.told import Told, told
from journeys.models import Journey, Stage
from journeys.selectors import beliefs

BOARD = "insights/board.html"


@require_GET
@require(Permission.VIEW)
def board(request: OrgRequest) -> HttpResponse:
    """Stage x emotion: where what is intended, believed and felt are not the same."""
    journeys = Journey.objects.for_org(request.org).current()
    form = BoardFilter(_with_a_journey(request, journeys), org=request.org)
    journey = form.cleaned_data.get("journey") if form.is_valid() else None
    journey = journey or journeys.first()
    context: dict[str, Any] = {"form": form, "journey": journey}
    if journey is not None:
        blind = not beliefs.may_see_felt(journey=journey, membership=request.membership)
        context |= {"blind": blind} if blind else _figures(form, journey)
    return render_partial(request, BOARD, "board", context)


def _with_a_journey(request: OrgRequest, journeys: Any) -> dict[str, Any]:
    asked = request.GET.dict()
    asked.setdefault("period", str(boards.DEFAULT_DAYS))
    if not asked.get("journey"):
        first = journeys.first()
        asked["journey"] = first.pk if first else ""
    return asked


def _figures(form: BoardFilter, journey: Journey) -> dict[str, Any]:
    if form.is_valid():
        period, splits = form.chosen_period(), form.chosen_splits()
    else:
        period, splits = Period.last(boards.DEFAULT_DAYS, today=journey.organization.today()), {}
    found = boards.board(journey=journey, period=period, splits=splits)
    return {
        "board": found,
        "headline": sentences.of_board(found),
        "rows": _rows(found),
        "ranked": [told(cell) for cell in found.ranked],
        "query": form.data.get("period") and _query(form),
    }


def _query(form: BoardFilter) -> str:
    """The filters that a cell's page keeps."""
    kept = {key: form.data.get(key) for key in ("period", "since", "until") if form.data.get(key)}
    return "&".join(f"{key}={value}" for key, value in kept.items())


def _rows(found: Board) -> list[tuple[Stage, list[Told | None]]]:
    """A row a stage with what it aims for side by side; a column an emotion would be mostly empty."""
    width = max((len(cells) for _stage, cells in found.by_stage()), default=0)
    return [
        (stage, [*map(told, cells), *[None] * (width - len(cells))])
        for stage, cells in found.by_stage()
    ]
