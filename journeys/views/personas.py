from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import OrgRequest, blame, conflict, posted, redirect_page, render_form
from accounts.permissions import Permission, require
from accounts.services import versions
from journeys.forms.touchpoints import PersonaForm
from journeys.models import Persona
from journeys.selectors import journeys as lists
from journeys.services import personas
from journeys.views.places import PutAway, put_away

FORM = "journeys/persona_form.html"
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@require(Permission.VIEW)
def persona_list(request: OrgRequest) -> HttpResponse:
    may_edit = request.membership.can(Permission.JOURNEY_EDIT)
    context = {
        "personas": lists.personas(org=request.org),
        "may_edit": may_edit,
        "archived": _archived(request) if may_edit else [],
    }
    return render(request, "journeys/persona_list.html", context)


def _archived(request: OrgRequest) -> list[PutAway]:
    rows = Persona.objects.for_org(request.org).select_related("organization")
    archived = rows.filter(archived_at__isnull=False)
    return [put_away(row, "persona-restore", row.name) for row in archived]


@require_form
@require(Permission.JOURNEY_EDIT)
def persona_create(request: OrgRequest) -> HttpResponse:
    form = PersonaForm(posted(request), org=request.org)
    if form.is_valid():
        try:
            personas.add(org=request.org, by=request.actor, **form.changes())
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "journeys:persona-list", request.org.slug)
    return render_form(request, FORM, {"form": form})


@require_form
@require(Permission.JOURNEY_EDIT)
def persona_edit(request: OrgRequest, pk: int) -> HttpResponse:
    persona = get_object_or_404(Persona.objects.for_org(request.org), pk=pk)
    form = PersonaForm(posted(request), org=request.org, row=persona)
    context: dict[str, Any] = {"form": form, "persona": persona}
    if form.is_valid():
        try:
            personas.update(
                persona=persona,
                version=form.cleaned_data["version"],
                by=request.actor,
                **form.changes(),
            )
        except versions.Stale as stale:
            context["changes"] = conflict(form, PersonaForm(org=request.org, row=stale.current))
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "journeys:persona-list", request.org.slug)
    return render_form(request, FORM, context)


@require_POST
@require(Permission.JOURNEY_EDIT)
def persona_archive(request: OrgRequest, pk: int) -> HttpResponse:
    persona = get_object_or_404(Persona.objects.for_org(request.org), pk=pk)
    personas.archive(persona=persona, by=request.actor)
    messages.success(request, _("“%(persona)s” was archived.") % {"persona": persona})
    return redirect_page(request, "journeys:persona-list", request.org.slug)


@require_POST
@require(Permission.JOURNEY_EDIT)
def persona_restore(request: OrgRequest, pk: int) -> HttpResponse:
    persona = get_object_or_404(Persona.objects.for_org(request.org), pk=pk)
    personas.restore(persona=persona, by=request.actor)
    messages.success(request, _("“%(persona)s” is offered again.") % {"persona": persona})
    return redirect_page(request, "journeys:persona-list", request.org.slug)
