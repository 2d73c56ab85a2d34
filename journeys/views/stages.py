from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import (
    OrgRequest,
    blame,
    conflict,
    posted,
    redirect_page,
    render_form,
    render_partial,
)
from accounts.permissions import Permission, require
from accounts.services import versions
from actions.models import Action
from insights.selectors import evidence, secrecy
from insights.selectors.evidence import Judged
from journeys.forms.stages import GuideForm, StageForm
from journeys.models import Journey, Stage
from journeys.selectors import guide
from journeys.selectors import stages as pages
from journeys.services import stages
from journeys.views.measured import measured
from journeys.views.places import (
    PutAway,
    live_again,
    put_away,
    refused,
    saved,
    stage_url,
    undo_url,
)
from training.selectors import coverage

FORM = "journeys/stage_form.html"
require_form = require_http_methods(["GET", "HEAD", "POST"])


def stage_or_404(request: OrgRequest, pk: int) -> Stage:
    rows = Stage.objects.for_org(request.org).select_related(
        "journey__organization", "organization"
    )
    stage: Stage = get_object_or_404(rows, pk=pk)
    return stage


@require_GET
@require(Permission.VIEW)
def stage_detail(request: OrgRequest, pk: int) -> HttpResponse:
    """Everything of a stage."""
    stage = stage_or_404(request, pk)
    figures = measured(request, stage.journey)
    page = pages.read(stage=stage, measured=figures)
    can = request.membership.can
    context = {
        "stage": stage,
        "journey": stage.journey,
        "page": page,
        "measured": figures,
        "is_hidden": figures.is_hidden,
        "coverage": coverage.of_stage(stage),
        "evidence": [] if figures.is_hidden else _evidence(request, stage),
        "may_edit": can(Permission.JOURNEY_EDIT) and not stage.archived_at,
        "may_see_followups": can(Permission.FOLLOWUP_EDIT),
        "may_read_comments": can(Permission.ANSWER_READ),
    }
    return render_partial(request, "journeys/stage_detail.html", "stage", context)


def _evidence(request: OrgRequest, stage: Stage) -> list[Judged]:
    """The latest finding about each action and lesson of the stage, as of what counts for the reader."""
    today = secrecy.for_reader(request.membership).today
    return evidence.latest(org=request.org, today=today, stage=stage)


@require_form
@require(Permission.JOURNEY_EDIT)
def stage_create(request: OrgRequest, pk: int) -> HttpResponse:
    """A new stage of a journey; `?at=` says before which one."""
    journey = get_object_or_404(Journey.objects.for_org(request.org).current(), pk=pk)
    form = StageForm(posted(request), org=request.org)
    at = _index(request.GET.get("at"))
    before = journey.stages.current()[at : at + 1].first() if at is not None else None
    context: dict[str, Any] = {"form": form, "journey": journey, "before": before}
    if form.is_valid():
        try:
            stage = stages.add(
                journey=journey,
                at=at,
                asked_as=form.texts("asked_as"),
                by=request.actor,
                **form.changes(),
            )
            stages.set_teams(
                stage=stage, teams=form.cleaned_data.get("teams", ()), by=request.actor
            )
        except ValidationError as error:
            blame(form, error)
        else:
            return saved(request, stage, _("The stage is on the map."), focus=f"stage-{stage.pk}")
    return render_form(request, FORM, context)


@require_form
@require(Permission.JOURNEY_EDIT)
def stage_edit(request: OrgRequest, pk: int) -> HttpResponse:
    stage = stage_or_404(request, pk)
    form = StageForm(posted(request), org=request.org, row=stage)
    siblings = list(stage.journey.stages.current())
    context: dict[str, Any] = {
        "form": form,
        "stage": stage,
        "journey": stage.journey,
        "siblings": siblings,
        "place": next((i for i, each in enumerate(siblings) if each.pk == pk), 0),
    }
    if form.is_valid():
        try:
            _save(stage, form, request)
        except versions.Stale as stale:
            context["changes"] = conflict(form, StageForm(org=request.org, row=stale.current))
        except ValidationError as error:
            blame(form, error)
        else:
            return saved(request, stage, _("The stage is saved."), focus=f"stage-{pk}")
    context["archived"] = _archived(stage)
    return render_form(request, FORM, context)


def _archived(stage: Stage) -> list[PutAway]:
    """What left the stage and can come back."""
    touchpoints = stage.touchpoints.filter(archived_at__isnull=False).select_related("organization")
    current = stage.stage_actions.current().values("action")
    designs = (
        stage.stage_actions.filter(archived_at__isnull=False)
        .exclude(Q(action__in=current) | Q(action__state=Action.State.RETIRED))
        .select_related("action", "organization")
    )
    kind, other = _("Touchpoint"), _("Action")
    return [
        *(put_away(row, "touchpoint-restore", row.name, kind=kind) for row in touchpoints),
        *(put_away(row, "stage-action-restore", str(row.action), kind=other) for row in designs),
    ]


def _save(stage: Stage, form: StageForm, request: OrgRequest) -> None:
    stages.update(
        stage=stage,
        version=form.cleaned_data["version"],
        asked_as=form.texts("asked_as", stage.asked_as),
        by=request.actor,
        **form.changes(),
    )
    if "teams" in form.cleaned_data:
        stages.set_teams(stage=stage, teams=form.cleaned_data["teams"], by=request.actor)


@require_POST
@require(Permission.JOURNEY_EDIT)
def stage_move(request: OrgRequest, pk: int) -> HttpResponse:
    """Put the stage at the place `to`, counted from 0."""
    stage = stage_or_404(request, pk)
    to = _index(request.POST.get("to"))
    try:
        if to is not None:
            stages.move(stage=stage, to=to, by=request.actor)
    except ValidationError as error:
        return refused(request, stage, error)
    return saved(request, stage, _("The stage was moved."), focus=f"stage-{pk}", stay=True)


@require_POST
@require(Permission.JOURNEY_EDIT)
def stage_archive(request: OrgRequest, pk: int) -> HttpResponse:
    stage = stage_or_404(request, pk)
    ended = stages.archive(stage=stage, by=request.actor)
    stage.refresh_from_db()
    said = _("“%(stage)s” was archived; its answers stay.") % {"stage": stage}
    undo = undo_url("stage-restore", stage, ended)
    return saved(request, stage, said, focus="map", undo=undo)


@require_POST
@require(Permission.JOURNEY_EDIT)
def stage_restore(request: OrgRequest, pk: int) -> HttpResponse:
    stage = stage_or_404(request, pk)
    stages.restore(stage=stage, live_again=live_again(request), by=request.actor)
    stage.refresh_from_db()
    return saved(request, stage, _("The stage is back on the map."), focus=f"stage-{pk}")


@require_form
@require(Permission.JOURNEY_EDIT)
def stage_guide(request: OrgRequest, pk: int) -> HttpResponse:
    """Seven questions that help to decide whether solving comes first."""
    stage = stage_or_404(request, pk)
    form = GuideForm(posted(request), stage=stage)
    context: dict[str, Any] = {"form": form, "stage": stage, "journey": stage.journey}
    if form.is_valid():
        try:
            stages.update(
                stage=stage,
                version=form.cleaned_data["version"],
                guide=form.answers(),
                resolve_first=form.cleaned_data["resolve_first"],
                by=request.actor,
            )
        except versions.Stale as stale:
            context["changes"] = conflict(form, GuideForm(stage=stale.current))
        else:
            return redirect_page(request, f"{stage_url(stage)}guide/#suggestion")
    context["suggestion"] = guide.suggest(stage.guide)
    return render_form(request, "journeys/stage_guide.html", context)


def _index(text: str | None) -> int | None:
    """A place typed into a form or an address; anything else is no place."""
    return int(text) if text and text.isdecimal() and len(text) < 6 else None
