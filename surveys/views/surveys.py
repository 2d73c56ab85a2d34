"""Surveys as those who run them see them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import OrgRequest, blame, conflict, posted, redirect_page, render_form
from accounts.permissions import Permission, require
from accounts.services import versions
from surveys.forms.surveys import SurveyForm
from surveys.models import Survey
from surveys.selectors import decisions, outbox, plans
from surveys.selectors import surveys as found
from surveys.services import surveys

FORM = "surveys/survey_form.html"
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@require(Permission.VIEW)
def survey_list(request: OrgRequest) -> HttpResponse:
    context = {"surveys": found.survey_list(request.org)}
    return render(request, "surveys/survey_list.html", context)


@require_safe
@require(Permission.VIEW)
def survey_detail(request: OrgRequest, pk: int) -> HttpResponse:
    survey = _survey(request, pk)
    context = {
        "survey": survey,
        "rules": decisions.rule_counts(survey),
        "responses": found.response_counts(survey),
        "mails": outbox.survey_counts(survey),
        "version": survey.versions.defer("content").first(),
        "problem": plans.not_ready(plans.plan(survey)) if survey.state == "draft" else "",
    }
    return render(request, "surveys/survey_detail.html", context)


@require_safe
@require(Permission.VIEW)
def survey_preview(request: OrgRequest, pk: int) -> HttpResponse:
    """What customers would be asked today, stage by stage, in one of their languages."""
    survey = _survey(request, pk)
    wanted = request.GET.get("language", "")
    language = wanted if wanted in request.org.languages else request.org.language
    context = {
        "survey": survey,
        "previews": found.previews(plans.plan(survey), language),
        "language": language,
        "languages": found.language_tabs(request.org, language),
    }
    return render(request, "surveys/survey_preview.html", context)


@require_form
@require(Permission.SURVEY_EDIT)
def survey_create(request: OrgRequest) -> HttpResponse:
    form = SurveyForm(posted(request), org=request.org)
    if form.is_valid():
        try:
            survey = surveys.create(org=request.org, by=request.actor, **form.values())
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "surveys:survey-detail", request.org.slug, survey.pk)
    return render_form(request, FORM, {"form": form})


@require_form
@require(Permission.SURVEY_EDIT)
def survey_edit(request: OrgRequest, pk: int) -> HttpResponse:
    survey = _survey(request, pk)
    form = SurveyForm(posted(request), org=request.org, survey=survey)
    context: dict[str, Any] = {"form": form, "survey": survey}
    if form.is_valid():
        try:
            surveys.edit(
                survey=survey,
                version=form.cleaned_data["version"],
                by=request.actor,
                **form.values(),
            )
        except versions.Stale as stale:
            fresh = SurveyForm(org=request.org, survey=stale.current)
            context["changes"] = conflict(form, fresh)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "surveys:survey-detail", request.org.slug, pk)
    return render_form(request, FORM, context)


@require_POST
@require(Permission.SURVEY_EDIT)
def survey_start(request: OrgRequest, pk: int) -> HttpResponse:
    return _move(request, pk, surveys.start, _("The survey is running."))


@require_POST
@require(Permission.SURVEY_EDIT)
def survey_pause(request: OrgRequest, pk: int) -> HttpResponse:
    return _move(request, pk, surveys.pause, _("The survey is paused; nothing is sent."))


@require_POST
@require(Permission.SURVEY_EDIT)
def survey_end(request: OrgRequest, pk: int) -> HttpResponse:
    return _move(request, pk, surveys.end, _("The survey has ended."))


def _move(request: OrgRequest, pk: int, verb: Any, done: str) -> HttpResponse:
    try:
        verb(survey=_survey(request, pk), by=request.actor)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect_page(request, "surveys:survey-detail", request.org.slug, pk)


def _survey(request: OrgRequest, pk: int) -> Survey:
    rows = Survey.objects.for_org(request.org).select_related(
        "journey", "main_outcome", "organization", "followup_owner__user"
    )
    return get_object_or_404(rows, pk=pk)
