from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.http import OrgRequest, chosen, render_partial
from accounts.permissions import Permission, require
from emotions.models import Emotion
from insights.forms.board import BoardFilter
from insights.selectors import board as boards
from insights.selectors import cell as single
from insights.selectors.board import Period
from insights.views.told import told
from journeys.models import Stage
from journeys.selectors import beliefs
from surveys.selectors.cells import SPLITS

CELL = "insights/cell.html"


@require_GET
@require(Permission.VIEW)
def cell(request: OrgRequest, stage_pk: int, emotion_pk: int) -> HttpResponse:
    """One emotion at one stage: how it is felt, what is done for it, what customers say."""
    stage = get_object_or_404(Stage.objects.for_org(request.org), pk=stage_pk)
    emotion = get_object_or_404(Emotion.objects.for_org(request.org), pk=emotion_pk)
    form = BoardFilter({**request.GET.dict(), "journey": stage.journey_id}, org=request.org)
    context: dict[str, Any] = {"stage": stage, "emotion": emotion, "form": form}
    if not beliefs.may_see_felt(journey=stage.journey, membership=request.membership):
        return render_partial(request, CELL, "cell", {**context, "blind": True})
    period = form.chosen_period() if form.is_valid() else _default(request)
    splits = form.chosen_splits() if form.is_valid() else {}
    may_read = request.membership.can(Permission.ANSWER_READ)
    found = single.read(
        stage=stage, emotion=emotion, period=period, splits=splits, with_comments=may_read
    )
    context |= {
        "found": found,
        "told": told(found.cell) if found.cell else None,
        "period": period,
        "chosen": chosen(form, SPLITS),
        "may_read": may_read,
    }
    return render_partial(request, CELL, "cell", context)


def _default(request: OrgRequest) -> Period:
    return Period.last(boards.DEFAULT_DAYS, today=request.org.today())
