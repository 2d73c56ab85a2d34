from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import OrgRequest, blame, conflict, key_of, posted, render_form
from accounts.permissions import Permission, require
from accounts.services import versions
from journeys.forms.touchpoints import TouchpointForm
from journeys.models import Touchpoint
from journeys.services import touchpoints
from journeys.views.places import refused, saved, undo_url
from journeys.views.stages import stage_or_404

FORM = "journeys/touchpoint_form.html"
require_form = require_http_methods(["GET", "HEAD", "POST"])


def touchpoint_or_404(request: OrgRequest, pk: int) -> Touchpoint:
    rows = Touchpoint.objects.for_org(request.org).select_related(
        "organization", "stage__organization", "stage__journey__organization", "owner__user"
    )
    touchpoint: Touchpoint = get_object_or_404(rows, pk=pk)
    return touchpoint


@require_form
@require(Permission.JOURNEY_EDIT)
def touchpoint_create(request: OrgRequest, pk: int) -> HttpResponse:
    stage = stage_or_404(request, pk)
    form = TouchpointForm(posted(request), org=request.org)
    if form.is_valid():
        try:
            touchpoint = touchpoints.add(stage=stage, by=request.actor, **form.changes("owner"))
        except ValidationError as error:
            blame(form, error)
        else:
            focus = f"touchpoint-{touchpoint.pk}"
            return saved(request, stage, _("The touchpoint is on the map."), focus=focus)
    context = {"form": form, "stage": stage, "journey": stage.journey}
    return render_form(request, FORM, context)


@require_form
@require(Permission.JOURNEY_EDIT)
def touchpoint_edit(request: OrgRequest, pk: int) -> HttpResponse:
    touchpoint = touchpoint_or_404(request, pk)
    stage = touchpoint.stage
    form = TouchpointForm(posted(request), org=request.org, row=touchpoint)
    siblings = list(stage.touchpoints.current())
    context: dict[str, Any] = {
        "form": form,
        "touchpoint": touchpoint,
        "stage": stage,
        "journey": stage.journey,
        "stages": stage.journey.stages.current(),
        "siblings": siblings,
        "place": next((i for i, each in enumerate(siblings) if each.pk == pk), 0),
    }
    if form.is_valid():
        try:
            touchpoints.update(
                touchpoint=touchpoint,
                version=form.cleaned_data["version"],
                by=request.actor,
                **form.changes("owner"),
            )
        except versions.Stale as stale:
            fresh = TouchpointForm(org=request.org, row=stale.current)
            context["changes"] = conflict(form, fresh)
        except ValidationError as error:
            blame(form, error)
        else:
            return saved(request, stage, _("The touchpoint is saved."), focus=f"touchpoint-{pk}")
    return render_form(request, FORM, context)


@require_POST
@require(Permission.JOURNEY_EDIT)
def touchpoint_move(request: OrgRequest, pk: int) -> HttpResponse:
    """Put it at the place `to` of its stage, or at the end of the stage `to_stage`."""
    touchpoint = touchpoint_or_404(request, pk)
    stage, to = touchpoint.stage, request.POST.get("to", "")
    if chosen := request.POST.get("to_stage", ""):
        stages = touchpoint.stage.journey.stages.current()
        stage = get_object_or_404(stages, pk=key_of(chosen))
        to = "99999"
    try:
        if to.isdecimal() and len(to) < 6:
            touchpoints.move(touchpoint=touchpoint, to_stage=stage, to=int(to), by=request.actor)
    except ValidationError as error:
        return refused(request, touchpoint.stage, error)
    said, focus = _("The touchpoint was moved."), f"touchpoint-{pk}"
    return saved(request, touchpoint.stage, said, focus=focus, stay=True)


@require_POST
@require(Permission.JOURNEY_EDIT)
def touchpoint_archive(request: OrgRequest, pk: int) -> HttpResponse:
    touchpoint = touchpoint_or_404(request, pk)
    touchpoints.archive(touchpoint=touchpoint, by=request.actor)
    said = _("“%(touchpoint)s” was archived.") % {"touchpoint": touchpoint}
    undo = undo_url("touchpoint-restore", touchpoint)
    return saved(request, touchpoint.stage, said, focus=f"stage-{touchpoint.stage_id}", undo=undo)


@require_POST
@require(Permission.JOURNEY_EDIT)
def touchpoint_restore(request: OrgRequest, pk: int) -> HttpResponse:
    touchpoint = touchpoint_or_404(request, pk)
    try:
        touchpoints.restore(touchpoint=touchpoint, by=request.actor)
    except ValidationError as error:
        return refused(request, touchpoint.stage, error)
    said, focus = _("The touchpoint is back on the map."), f"touchpoint-{pk}"
    return saved(request, touchpoint.stage, said, focus=focus)
