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
from training.forms import ScenarioForm, scenario_form
from training.models import Lesson, Scenario
from training.selectors.lessons import latest
from training.services import scenarios

FORM = "training/scenario_form.html"
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_form
@require(Permission.TRAINING_EDIT)
def scenario_create(request: OrgRequest, pk: int) -> HttpResponse:
    """A new scenario at the end of a lesson."""
    lesson = get_object_or_404(Lesson.objects.for_org(request.org), pk=pk)
    form = ScenarioForm(posted(request))
    if form.is_valid():
        try:
            scenarios.create(
                lesson=lesson, options=form.options(), **form.changes(), by=request.actor
            )
        except ValidationError as error:
            blame(form, _on_answers(error))
        else:
            return _back(request, lesson.pk)
    return render_form(request, FORM, {"form": form, "lesson": lesson})


@require_form
@require(Permission.TRAINING_EDIT)
def scenario_edit(request: OrgRequest, pk: int) -> HttpResponse:
    """Edit a scenario, whichever of its rows the address names."""
    named = _scenario(request, pk)
    scenario = latest(named) or named
    form = scenario_form(posted(request), scenario, scenarios.options_of(scenario))
    context: dict[str, Any] = {"form": form, "lesson": scenario.lesson, "scenario": scenario}
    if form.is_valid():
        try:
            scenarios.update(
                scenario=scenario,
                version=form.cleaned_data["version"],
                options=form.options(),
                **form.changes(),
                by=request.actor,
            )
        except versions.Stale as stale:
            context["changes"] = conflict(form, _fresh(stale.current))
        except ValidationError as error:
            blame(form, _on_answers(error))
        else:
            return _back(request, scenario.lesson_id)
    return render_form(request, FORM, context)


@require_POST
@require(Permission.TRAINING_EDIT)
def scenario_archive(request: OrgRequest, pk: int) -> HttpResponse:
    scenario = _scenario(request, pk)
    scenarios.archive(scenario=scenario, by=request.actor)
    messages.success(request, _("The scenario was taken out of the lesson. Its answers stay."))
    return _back(request, scenario.lesson_id)


def _scenario(request: OrgRequest, pk: int) -> Scenario:
    rows = Scenario.objects.for_org(request.org).select_related("lesson", "organization")
    return get_object_or_404(rows, pk=pk)


def _fresh(scenario: Scenario) -> ScenarioForm:
    return scenario_form(None, scenario, scenarios.options_of(scenario))


def _on_answers(error: ValidationError) -> ValidationError:
    """Hang what is said of all answers on the first of them, so that the summary leads there."""
    if not hasattr(error, "error_dict") or "choices" not in error.error_dict:
        return error
    return ValidationError({"text_1": error.error_dict["choices"]})


def _back(request: OrgRequest, pk: int) -> HttpResponse:
    return redirect_page(request, "training:lesson-detail", request.org.slug, pk)
