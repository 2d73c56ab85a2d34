from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import OrgRequest, blame, conflict, posted, redirect_page, render_form
from accounts.permissions import Permission, require
from accounts.services import versions
from emotions.forms import WordingForm
from emotions.models import Emotion, Outcome
from emotions.services import wordings

FORM = "emotions/wording_form.html"
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_form
@require(Permission.EMOTION_EDIT)
def wording_edit(request: OrgRequest, pk: int) -> HttpResponse:
    emotion = get_object_or_404(Emotion.objects.for_org(request.org), pk=pk)
    return _edit_wording(request, emotion)


@require_form
@require(Permission.EMOTION_EDIT)
def outcome_wording_edit(request: OrgRequest, pk: int) -> HttpResponse:
    outcome = get_object_or_404(Outcome.objects.for_org(request.org), pk=pk)
    return _edit_wording(request, outcome)


def _edit_wording(request: OrgRequest, of: Emotion | Outcome) -> HttpResponse:
    latest = of.wordings.first()
    form = WordingForm(posted(request), org=request.org, wording=latest)
    context: dict[str, Any] = {"form": form, "of": of, "versions": of.wordings.all()}
    if form.is_valid():
        try:
            wordings.change(
                of=of,
                texts=form.texts("texts", latest.texts if latest else {}),
                meaning_changed=form.cleaned_data.get("meaning_changed", False),
                number=form.cleaned_data["number"],
                by=request.actor,
            )
        except versions.Stale as stale:
            fresh = WordingForm(org=request.org, wording=stale.current)
            context["changes"] = conflict(form, fresh, version="number")
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("The wording is saved."))
            if isinstance(of, Outcome):
                return redirect_page(request, "emotions:emotion-list", request.org.slug)
            return redirect_page(request, "emotions:emotion-detail", request.org.slug, of.pk)
    return render_form(request, FORM, context)
