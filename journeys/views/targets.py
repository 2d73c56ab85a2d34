from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import OrgRequest, blame, conflict, posted, render_form
from accounts.permissions import Permission, require
from accounts.services import versions
from emotions.models import Emotion
from journeys.forms.targets import TargetEditForm, TargetForm
from journeys.models import EmotionTarget, Stage
from journeys.services import targets
from journeys.views.measured import measured
from journeys.views.places import refused, saved, undo_url
from journeys.views.stages import stage_or_404

require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_form
@require(Permission.JOURNEY_EDIT)
def target_create(request: OrgRequest, pk: int) -> HttpResponse:
    """One more emotion the stage aims for, three at most."""
    stage = stage_or_404(request, pk)
    form = TargetForm(posted(request), org=request.org, initial={"intended": 75})
    current = list(stage.targets.current().select_related("emotion"))
    if form.is_valid():
        try:
            target = targets.aim(stage=stage, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            said = _aims(target.emotion)
            return saved(request, stage, said, focus=f"target-{stage.pk}-{target.emotion_id}")
    context = {
        "form": form,
        "stage": stage,
        "journey": stage.journey,
        "emotions": Emotion.objects.for_org(request.org).current(),
        "is_full": len(current) >= targets.MOST,
        "lacks_avoid": _lacks_avoid(request, stage, current),
    }
    return render_form(request, "journeys/target_form.html", context)


def _aims(emotion: Emotion) -> str:
    if emotion.is_to_avoid:
        return _("The stage aims to spare customers “%(emotion)s”.") % {"emotion": emotion}
    return _("The stage aims for “%(emotion)s”.") % {"emotion": emotion}


def _lacks_avoid(request: OrgRequest, stage: Stage, current: list[EmotionTarget]) -> bool:
    """Customers complain here, but none of the targets is to spare them anything."""
    if any(target.emotion.is_to_avoid for target in current):
        return False
    return bool(measured(request, stage.journey).complaints(stage.pk))


@require_form
@require(Permission.JOURNEY_EDIT)
def target_edit(request: OrgRequest, pk: int) -> HttpResponse:
    target = _target_or_404(request, pk)
    form = TargetEditForm(posted(request), target=target)
    stage = target.stage
    context: dict[str, Any] = {
        "form": form,
        "target": target,
        "stage": stage,
        "journey": stage.journey,
        "earlier": stage.targets.filter(emotion=target.emotion, ended_on__isnull=False)[:10],
    }
    if form.is_valid():
        try:
            targets.change(target=target, by=request.actor, **form.cleaned_data)
        except versions.Stale as stale:
            fresh = TargetEditForm(target=stale.current)
            context["changes"] = conflict(form, fresh, version="was")
        except ValidationError as error:
            blame(form, error)
        else:
            focus = f"target-{stage.pk}-{target.emotion_id}"
            return saved(request, stage, _("The target is saved."), focus=focus)
    return render_form(request, "journeys/target_form.html", context)


@require_POST
@require(Permission.JOURNEY_EDIT)
def target_end(request: OrgRequest, pk: int) -> HttpResponse:
    target = _target_or_404(request, pk)
    targets.end(target=target, by=request.actor)
    said = _("The stage no longer aims for “%(emotion)s”.") % {"emotion": target.emotion}
    undo = undo_url("target-resume", target)
    return saved(request, target.stage, said, focus=f"stage-{target.stage_id}", undo=undo)


@require_POST
@require(Permission.JOURNEY_EDIT)
def target_resume(request: OrgRequest, pk: int) -> HttpResponse:
    """Take back that it was ended today."""
    target = _target_or_404(request, pk)
    try:
        targets.resume(target=target, by=request.actor)
    except ValidationError as error:
        return refused(request, target.stage, error)
    said = _("The stage aims for “%(emotion)s” again.") % {"emotion": target.emotion}
    focus = f"target-{target.stage_id}-{target.emotion_id}"
    return saved(request, target.stage, said, focus=focus)


def _target_or_404(request: OrgRequest, pk: int) -> EmotionTarget:
    """A target by its pk; one that was replaced meanwhile leads to what holds now."""
    rows = EmotionTarget.objects.for_org(request.org).select_related(
        "emotion", "organization", "stage__organization", "stage__journey__organization"
    )
    target: EmotionTarget = get_object_or_404(rows, pk=pk)
    return target
