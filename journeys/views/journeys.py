from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
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
from emotions.models import Emotion
from journeys.forms.journeys import JourneyForm, TemplateForm
from journeys.library.templates import BY_KEY, TEMPLATES
from journeys.models import Journey
from journeys.selectors import beliefs, maps
from journeys.selectors import journeys as lists
from journeys.selectors.maps import Map
from journeys.services import journeys, templates
from journeys.views.measured import curve, measured
from journeys.views.places import put_away, stage_url

FORM = "journeys/journey_form.html"
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@require(Permission.VIEW)
def journey_list(request: OrgRequest) -> HttpResponse:
    """Every journey of the organization."""
    archived = "archived" in request.GET
    found = lists.journeys(org=request.org, archived=archived)
    may_edit = request.membership.can(Permission.JOURNEY_EDIT)
    context = {"journeys": found, "archived": archived, "may_edit": may_edit}
    return render(request, "journeys/journey_list.html", context)


@require_GET
@require(Permission.VIEW)
def journey_detail(request: OrgRequest, pk: int) -> HttpResponse:
    """The map: stages side by side, from the customer's goal down to the follow-ups."""
    journeys_here = Journey.objects.for_org(request.org).select_related("main_outcome")
    journey = get_object_or_404(journeys_here, pk=pk)
    found = maps.read(journey=journey, measured=measured(request, journey))
    emotion = _chosen_emotion(request, found)
    context = {
        "journey": journey,
        "map": found,
        "curve": curve(found, emotion),
        "chosen": emotion,
        "open_round": beliefs.open_round(journey=journey),
        "may_edit": request.membership.can(Permission.JOURNEY_EDIT) and not journey.archived_at,
        "may_see_followups": request.membership.can(Permission.FOLLOWUP_EDIT),
    }
    return render_partial(request, "journeys/journey_detail.html", "map", context)


def _chosen_emotion(request: OrgRequest, found: Map) -> Emotion | None:
    key = request.GET.get("emotion", "")
    return next((emotion for emotion in found.emotions if emotion.key == key), None)


@require_form
@require(Permission.JOURNEY_EDIT)
def journey_create(request: OrgRequest) -> HttpResponse:
    """An empty journey, or the choice of a template to start from."""
    form = JourneyForm(posted(request), org=request.org)
    if form.is_valid():
        try:
            journey = journeys.create(
                org=request.org,
                by=request.actor,
                personas=form.cleaned_data.get("personas", ()),
                **form.changes("main_outcome"),
            )
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "journeys:journey-detail", request.org.slug, journey.pk)
    return render_form(request, FORM, {"form": form, "templates": TEMPLATES})


@require_form
@require(Permission.JOURNEY_EDIT)
def journey_template(request: OrgRequest) -> HttpResponse:
    """Look at the template that `?template=` names, then make a journey of it."""
    template = BY_KEY.get(request.GET.get("template", ""))
    if template is None:
        raise Http404
    form = TemplateForm(posted(request), initial={"name": template.name})
    if form.is_valid():
        journey = templates.create_journey(
            org=request.org,
            template_key=template.key,
            name=form.cleaned_data["name"],
            by=request.actor,
        )
        messages.success(request, _("The journey is there. Change whatever differs here."))
        return redirect_page(request, "journeys:journey-detail", request.org.slug, journey.pk)
    stages = lists.preview(org=request.org, template=template)
    context = {"form": form, "template": template, "stages": stages}
    return render_form(request, "journeys/journey_template.html", context)


@require_form
@require(Permission.JOURNEY_EDIT)
def journey_edit(request: OrgRequest, pk: int) -> HttpResponse:
    journey = get_object_or_404(Journey.objects.for_org(request.org), pk=pk)
    form = JourneyForm(posted(request), org=request.org, row=journey)
    context: dict[str, Any] = {"form": form, "journey": journey}
    if form.is_valid():
        try:
            journeys.update(
                journey=journey,
                version=form.cleaned_data["version"],
                by=request.actor,
                personas=form.cleaned_data.get("personas"),
                **form.changes("main_outcome"),
            )
        except versions.Stale as stale:
            fresh = JourneyForm(org=request.org, row=stale.current)
            context["changes"] = conflict(form, fresh)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "journeys:journey-detail", request.org.slug, pk)
    stages = journey.stages.filter(archived_at__isnull=False).select_related("organization")
    context["archived"] = [
        put_away(each, "stage-restore", each.name, href=stage_url(each)) for each in stages
    ]
    return render_form(request, FORM, context)


@require_POST
@require(Permission.JOURNEY_EDIT)
def journey_archive(request: OrgRequest, pk: int) -> HttpResponse:
    journey = get_object_or_404(Journey.objects.for_org(request.org), pk=pk)
    journeys.archive(journey=journey, by=request.actor)
    messages.success(request, _("“%(journey)s” was archived.") % {"journey": journey})
    return redirect_page(request, "journeys:journey-list", request.org.slug)


@require_POST
@require(Permission.JOURNEY_EDIT)
def journey_restore(request: OrgRequest, pk: int) -> HttpResponse:
    journey = get_object_or_404(Journey.objects.for_org(request.org), pk=pk)
    journeys.restore(journey=journey, by=request.actor)
    return redirect_page(request, "journeys:journey-detail", request.org.slug, pk)
