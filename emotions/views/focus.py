from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import OrgRequest, blame, conflict, posted, redirect_page, render_form
from accounts.permissions import Permission, require
from accounts.services import versions
from emotions.forms import FocusForm
from emotions.models import Emotion, FocusEmotion
from emotions.services import focus

FORM = "emotions/focus_form.html"
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_form
@require(Permission.EMOTION_EDIT)
def focus_create(request: OrgRequest, pk: int) -> HttpResponse:
    emotion = get_object_or_404(Emotion.objects.for_org(request.org), pk=pk)
    form = FocusForm(posted(request), initial={"decided_on": request.org.today()})
    if form.is_valid():
        fields = {key: value for key, value in form.cleaned_data.items() if key != "version"}
        try:
            focus.decide(emotion=emotion, **fields, by=request.actor)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "emotions:emotion-detail", request.org.slug, pk)
    return render_form(request, FORM, {"form": form, "emotion": emotion})


@require_form
@require(Permission.EMOTION_EDIT)
def focus_edit(request: OrgRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(FocusEmotion.objects.for_org(request.org), pk=pk)
    form = FocusForm(posted(request), initial=_decided(decision))
    context: dict[str, Any] = {"form": form, "emotion": decision.emotion, "decision": decision}
    if form.is_valid():
        try:
            focus.update(decision=decision, **form.cleaned_data, by=request.actor)
        except versions.Stale as stale:
            context["changes"] = conflict(form, FocusForm(initial=_decided(stale.current)))
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(
                request, "emotions:emotion-detail", request.org.slug, decision.emotion_id
            )
    return render_form(request, FORM, context)


@require_POST
@require(Permission.EMOTION_EDIT)
def focus_end(request: OrgRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(FocusEmotion.objects.for_org(request.org), pk=pk)
    focus.end(decision=decision, by=request.actor)
    return redirect_page(request, "emotions:emotion-detail", request.org.slug, decision.emotion_id)


def _decided(decision: Any) -> dict[str, Any]:
    return {
        name: getattr(decision, name) for name in ("version", "reason", "evidence", "decided_on")
    }
