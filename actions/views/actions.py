from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import (
    OrgRequest,
    blame,
    conflict,
    posted,
    redirect_page,
    render_form,
    render_partial,
    table_file,
)
from accounts.permissions import Permission, require
from accounts.services import versions
from actions import exports
from actions.forms import ActionFilter, ActionForm
from actions.models import Action, Cluster, Note
from actions.selectors.actions import cheap_and_strong_first
from actions.services import actions
from journeys.models import EmotionTarget, StageAction

FORM = "actions/action_form.html"
PAGE = 30
MOST_STAGES = 6
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@require(Permission.VIEW)
def action_list(request: OrgRequest) -> HttpResponse:
    """Actions, the cheap and strong ones first."""
    form = ActionFilter(request.GET, org=request.org)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": Paginator(_chosen(request, form), PAGE).get_page(request.GET.get("page")),
        "query": query.urlencode() + "&" if query else "",
        "has_any": Action.objects.for_org(request.org).exists(),
    }
    return render_partial(request, "actions/action_list.html", "results", context)


@require_GET
@require(Permission.VIEW)
def action_file(request: OrgRequest, kind: str) -> HttpResponse:
    """The list as a file, under the filters of its page."""
    rows = _chosen(request, ActionFilter(request.GET, org=request.org))
    return table_file(kind, "actions", exports.of_actions(rows))


def _chosen(request: OrgRequest, form: ActionFilter) -> Any:
    """What the filters leave; retired actions only when they are asked for."""
    found = form.filters().apply(cheap_and_strong_first(org=request.org))
    return found if request.GET.get("state") else found.exclude(state=Action.State.RETIRED)


@require_GET
@require(Permission.VIEW)
def action_detail(request: OrgRequest, pk: int) -> HttpResponse:
    rows = cheap_and_strong_first(org=request.org)
    action = get_object_or_404(rows, pk=pk)
    designed = StageAction.objects.for_org(request.org).current().filter(action=action)
    on_stages = designed.filter(stage__archived_at=None, stage__journey__archived_at=None)
    live = on_stages.live_on(request.org.today())
    context = {
        "action": action,
        "on_stages": on_stages.select_related("stage__journey").prefetch_related("live_intervals"),
        "live": set(live.values_list("pk", flat=True)),
        "could_be_at": _stages_aiming(action, besides=on_stages),
        "states": action.states.select_related("decided_by__user"),
    }
    return render(request, "actions/action_detail.html", context)


def _stages_aiming(action: Action, *, besides: QuerySet[StageAction]) -> QuerySet[EmotionTarget]:
    """Targets that the action would serve at stages where it is not done yet."""
    targets = EmotionTarget.objects.for_org(action.organization).current()
    return (
        targets.filter(emotion__in=action.emotions.all(), stage__archived_at=None)
        .filter(stage__journey__archived_at=None)
        .exclude(stage__in=besides.values("stage"))
        .select_related("stage__journey", "emotion")
        .order_by("stage__journey__name", "stage__position", "pk")
    )[:MOST_STAGES]


@require_form
@require(Permission.ACTION_EDIT)
def action_create(request: OrgRequest) -> HttpResponse:
    form = ActionForm(posted(request), org=request.org, initial=_asked(request))
    if form.is_valid():
        try:
            action = actions.create(
                org=request.org, evokes=form.evokes(), **form.plain(), by=request.actor
            )
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "actions:action-detail", request.org.slug, action.pk)
    return render_form(request, FORM, {"form": form})


@require_form
@require(Permission.ACTION_EDIT)
def action_edit(request: OrgRequest, pk: int) -> HttpResponse:
    action = get_object_or_404(Action.objects.for_org(request.org), pk=pk)
    form = ActionForm(posted(request), org=request.org, action=action)
    context: dict[str, Any] = {"form": form, "action": action}
    if form.is_valid():
        try:
            actions.update(
                action=action,
                version=form.cleaned_data["version"],
                evokes=form.evokes(),
                **form.plain(),
                by=request.actor,
            )
        except versions.Stale as stale:
            fresh = ActionForm(org=request.org, action=stale.current)
            context["changes"] = conflict(form, fresh)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "actions:action-detail", request.org.slug, pk)
    return render_form(request, FORM, context)


@require_POST
@require(Permission.ACTION_EDIT)
def action_state(request: OrgRequest, pk: int) -> HttpResponse:
    """Propose, call ready or retire."""
    action = get_object_or_404(Action.objects.for_org(request.org), pk=pk)
    try:
        actions.set_state(action=action, state=request.POST.get("state", ""), by=request.actor)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect_page(request, "actions:action-detail", request.org.slug, pk)


@require_POST
@require(Permission.ACTION_EDIT)
def note_action(request: OrgRequest, pk: int) -> HttpResponse:
    """A note becomes an action, without retyping."""
    note = get_object_or_404(Note.objects.for_org(request.org), pk=pk)
    action = actions.from_note(note=note, by=request.actor)
    return redirect_page(request, "actions:action-edit", request.org.slug, action.pk)


@require_POST
@require(Permission.ACTION_EDIT)
def cluster_action(request: OrgRequest, pk: int) -> HttpResponse:
    """A cluster becomes an action, with all its notes."""
    cluster = get_object_or_404(Cluster.objects.for_org(request.org), pk=pk)
    action = actions.from_cluster(cluster=cluster, by=request.actor)
    return redirect_page(request, "actions:action-edit", request.org.slug, action.pk)


def _asked(request: OrgRequest) -> dict[str, Any]:
    return {"emotion_1": request.GET.get("emotion"), "source": Action.Source.OWN}
