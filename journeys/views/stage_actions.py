from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import OrgRequest, blame, conflict, posted, redirect_page, render_form
from accounts.permissions import Permission, require
from accounts.services import versions
from journeys.forms.designs import CheckForm, LiveForm, StageActionForm, StopForm
from journeys.models import StageAction
from journeys.selectors import stages as pages
from journeys.services import checks, stage_actions
from journeys.views.places import live_again, refused, saved, stage_url, undo_url
from journeys.views.stages import stage_or_404

FORM = "journeys/stage_action_form.html"
require_form = require_http_methods(["GET", "HEAD", "POST"])


def stage_action_or_404(request: OrgRequest, pk: int) -> StageAction:
    rows = StageAction.objects.for_org(request.org).select_related(
        "action", "emotion", "organization", "stage__organization", "stage__journey__organization"
    )
    stage_action: StageAction = get_object_or_404(rows, pk=pk)
    return stage_action


@require_form
@require(Permission.JOURNEY_EDIT)
def stage_action_create(request: OrgRequest, pk: int) -> HttpResponse:
    """Design an action into the stage; `?action=` chooses it already."""
    stage = stage_or_404(request, pk)
    initial = {name: request.GET[name] for name in ("action", "emotion") if name in request.GET}
    form = StageActionForm(posted(request), org=request.org, stage=stage, initial=initial)
    if form.is_valid():
        try:
            stage_action = stage_actions.add(
                stage=stage, by=request.actor, **form.changes("action", "emotion", "owner")
            )
        except ValidationError as error:
            blame(form, error)
        else:
            focus = f"stage-action-{stage_action.pk}"
            return saved(request, stage, _("The action is designed in."), focus=focus)
    context = {"form": form, "stage": stage, "journey": stage.journey}
    return render_form(request, FORM, context)


@require_form
@require(Permission.JOURNEY_EDIT)
def stage_action_edit(request: OrgRequest, pk: int) -> HttpResponse:
    stage_action = stage_action_or_404(request, pk)
    stage = stage_action.stage
    form = StageActionForm(posted(request), org=request.org, stage=stage, row=stage_action)
    siblings = list(stage.stage_actions.current())
    context: dict[str, Any] = {
        "form": form,
        "stage_action": stage_action,
        "stage": stage,
        "journey": stage.journey,
        "siblings": siblings,
        "place": next((i for i, each in enumerate(siblings) if each.pk == pk), 0),
    }
    if form.is_valid():
        try:
            stage_actions.update(
                stage_action=stage_action,
                version=form.cleaned_data["version"],
                by=request.actor,
                **form.changes("emotion", "owner"),
            )
        except versions.Stale as stale:
            fresh = StageActionForm(org=request.org, stage=stage, row=stale.current)
            context["changes"] = conflict(form, fresh)
        except ValidationError as error:
            blame(form, error)
        else:
            return saved(request, stage, _("The action is saved."), focus=f"stage-action-{pk}")
    return render_form(request, FORM, context)


@require_POST
@require(Permission.JOURNEY_EDIT)
def stage_action_move(request: OrgRequest, pk: int) -> HttpResponse:
    stage_action = stage_action_or_404(request, pk)
    to = request.POST.get("to", "")
    try:
        if to.isdecimal() and len(to) < 6:
            stage_actions.move(stage_action=stage_action, to=int(to), by=request.actor)
    except ValidationError as error:
        return refused(request, stage_action.stage, error)
    said, focus = _("The action was moved."), f"stage-action-{pk}"
    return saved(request, stage_action.stage, said, focus=focus, stay=True)


@require_POST
@require(Permission.JOURNEY_EDIT)
def stage_action_archive(request: OrgRequest, pk: int) -> HttpResponse:
    stage_action = stage_action_or_404(request, pk)
    ended = stage_actions.archive(stage_action=stage_action, by=request.actor)
    said = _("“%(action)s” is no longer on this stage.") % {"action": stage_action.action}
    undo = undo_url("stage-action-restore", stage_action, ended)
    focus = f"stage-{stage_action.stage_id}"
    return saved(request, stage_action.stage, said, focus=focus, undo=undo)


@require_POST
@require(Permission.JOURNEY_EDIT)
def stage_action_restore(request: OrgRequest, pk: int) -> HttpResponse:
    stage_action = stage_action_or_404(request, pk)
    try:
        stage_actions.restore(
            stage_action=stage_action, live_again=live_again(request), by=request.actor
        )
    except ValidationError as error:
        return refused(request, stage_action.stage, error)
    said, focus = _("The action is back on its stage."), f"stage-action-{pk}"
    return saved(request, stage_action.stage, said, focus=focus)


@require_form
@require(Permission.JOURNEY_EDIT)
def stage_action_live(request: OrgRequest, pk: int) -> HttpResponse:
    """From which day on it is really done."""
    stage_action = stage_action_or_404(request, pk)
    form = LiveForm(posted(request), initial={"since": request.org.today()})
    if form.is_valid():
        try:
            stage_actions.go_live(stage_action=stage_action, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            said, focus = _("The action is live."), f"stage-action-{pk}"
            return saved(request, stage_action.stage, said, focus=focus)
    return render_form(request, "journeys/live_form.html", _days(stage_action, form))


@require_form
@require(Permission.JOURNEY_EDIT)
def stage_action_stop(request: OrgRequest, pk: int) -> HttpResponse:
    """From which day on it is no longer done."""
    stage_action = stage_action_or_404(request, pk)
    form = StopForm(posted(request), initial={"ended_on": request.org.today()})
    if form.is_valid():
        try:
            stage_actions.stop(
                stage_action=stage_action, on=form.cleaned_data["ended_on"], by=request.actor
            )
        except ValidationError as error:
            blame(form, error)
        else:
            said, focus = _("The action has stopped."), f"stage-action-{pk}"
            return saved(request, stage_action.stage, said, focus=focus)
    return render_form(request, "journeys/live_form.html", _days(stage_action, form))


def _days(stage_action: StageAction, form: LiveForm | StopForm) -> dict[str, Any]:
    return {
        "form": form,
        "stage_action": stage_action,
        "stage": stage_action.stage,
        "journey": stage_action.stage.journey,
        "intervals": stage_action.live_intervals.all(),
        "is_stopping": isinstance(form, StopForm),
    }


@require_form
@require(Permission.JOURNEY_EDIT)
def check_edit(request: OrgRequest, pk: int) -> HttpResponse:
    """The question to customers whether it happened, in versions."""
    stage_action = stage_action_or_404(request, pk)
    written = list(stage_action.check_wordings.all())
    latest = written[0] if written else None
    suggestion = pages.suggested_check(stage_action)
    make: dict[str, Any] = {"org": request.org, "suggestion": suggestion}
    form = CheckForm(posted(request), latest=latest, **make)
    context: dict[str, Any] = {
        "form": form,
        "stage_action": stage_action,
        "stage": stage_action.stage,
        "journey": stage_action.stage.journey,
        "written": written,
    }
    if form.is_valid():
        try:
            checks.write(
                stage_action=stage_action,
                texts=form.texts("texts", latest.texts if latest else {}),
                yes_is_good=form.cleaned_data["yes_is_good"],
                meaning_changed=form.cleaned_data.get("meaning_changed", False),
                number=form.cleaned_data["number"],
                by=request.actor,
            )
        except versions.Stale as stale:
            fresh = CheckForm(latest=stale.current, **make)
            context["changes"] = conflict(form, fresh, version="number")
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("The question is saved."))
            return redirect_page(request, stage_url(stage_action.stage))
    return render_form(request, "journeys/check_form.html", context)
