from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.http import OrgRequest, chosen, render_partial
from accounts.permissions import Permission, require
from emotions.models import Emotion
from insights.forms.board import BoardFilter
from insights.selectors import cell as single
from insights.views.told import told
from journeys.models import Stage
from journeys.selectors import beliefs
from surveys.models import FollowUp
from surveys.selectors.cells import SPLITS

CELL = "insights/cell.html"


@require_GET
@require(Permission.VIEW)
def cell(request: OrgRequest, stage_pk: int, emotion_pk: int) -> HttpResponse:
    """One emotion at one stage: how it is felt, what is done for it, what customers say."""
    context = read(request, stage_pk, emotion_pk)
    if not context.get("blind"):
        form = context["form"]
        context["may_read"] = not form.reading.is_guarded
        context["open_followups"] = _open_followups(request, context["stage"])
    return render_partial(request, CELL, "cell", context)


def read(request: OrgRequest, stage_pk: int, emotion_pk: int) -> dict[str, Any]:
    """What page and file tell of a cell; only that they are `blind` who have still to estimate."""
    stage = get_object_or_404(Stage.objects.for_org(request.org), pk=stage_pk)
    emotion = get_object_or_404(Emotion.objects.for_org(request.org), pk=emotion_pk)
    asked = {**request.GET.dict(), "journey": stage.journey_id}
    form = BoardFilter(asked, reader=request.membership)
    context: dict[str, Any] = {"stage": stage, "emotion": emotion, "form": form}
    if not beliefs.may_see_felt(journey=stage.journey, membership=request.membership):
        return {**context, "blind": True}
    period = form.chosen_period()
    found = single.read(
        stage=stage,
        emotion=emotion,
        period=period,
        splits=form.chosen_splits(),
        reading=form.reading,
    )
    return {
        **context,
        "found": found,
        "told": told(found.cell) if found.cell else None,
        "period": period,
        "chosen": chosen(form, SPLITS),
        "query": urlencode({**form.kept(), "stage": stage.pk, "emotion": emotion.pk}),
    }


def _open_followups(request: OrgRequest, stage: Stage) -> int:
    """How many unhappy customers wait; each is a low answer, so only for those who look after them."""
    if not request.membership.can(Permission.FOLLOWUP_EDIT):
        return 0
    waiting: int = FollowUp.objects.for_org(request.org).open().filter(stage=stage).count()
    return waiting
