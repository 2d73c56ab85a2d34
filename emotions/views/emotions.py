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
from emotions.forms import EmotionForm
from emotions.models import Emotion, Outcome
from emotions.selectors import library
from emotions.services import emotions

FORM = "emotions/emotion_form.html"
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@require(Permission.VIEW)
def emotion_list(request: OrgRequest) -> HttpResponse:
    """The library by groups, what is in focus first."""
    archived = "archived" in request.GET
    found = library.emotions(org=request.org, archived=archived)
    context = {
        "groups": [
            (group, [emotion for emotion in found if emotion.group == group])
            for group in Emotion.Group
        ],
        "focus": [emotion for emotion in found if emotion.open_focus],  # type: ignore[attr-defined]
        "outcomes": Outcome.objects.for_org(request.org).filter(archived_at__isnull=True),
        "archived": archived,
    }
    return render(request, "emotions/emotion_list.html", context)


@require_form
@require(Permission.EMOTION_EDIT)
def emotion_create(request: OrgRequest) -> HttpResponse:
    form = EmotionForm(posted(request), org=request.org)
    if form.is_valid():
        try:
            emotion = emotions.create(
                org=request.org,
                names=form.texts("names"),
                definitions=form.texts("definitions"),
                group=form.cleaned_data["group"],
                direction=form.cleaned_data["direction"],
                wording=form.texts("wording"),
                by=request.actor,
            )
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "emotions:emotion-detail", request.org.slug, emotion.pk)
    return render_form(request, FORM, {"form": form})


@require_form
@require(Permission.EMOTION_EDIT)
def emotion_edit(request: OrgRequest, pk: int) -> HttpResponse:
    emotion = get_object_or_404(Emotion.objects.for_org(request.org), pk=pk)
    form = EmotionForm(posted(request), org=request.org, emotion=emotion)
    context: dict[str, Any] = {"form": form, "emotion": emotion}
    if form.is_valid():
        try:
            emotions.update(
                emotion=emotion,
                version=form.cleaned_data["version"],
                names=form.texts("names", emotion.names),
                definitions=form.texts("definitions", emotion.definitions),
                group=form.cleaned_data["group"],
                direction=form.cleaned_data["direction"],
                by=request.actor,
            )
        except versions.Stale as stale:
            fresh = EmotionForm(org=request.org, emotion=stale.current)
            context["changes"] = conflict(form, fresh)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "emotions:emotion-detail", request.org.slug, pk)
    return render_form(request, FORM, context)


@require_POST
@require(Permission.EMOTION_EDIT)
def emotion_archive(request: OrgRequest, pk: int) -> HttpResponse:
    emotion = get_object_or_404(Emotion.objects.for_org(request.org), pk=pk)
    try:
        emotions.archive(emotion=emotion, by=request.actor)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect_page(request, "emotions:emotion-detail", request.org.slug, pk)
    messages.success(request, _("“%(emotion)s” was archived.") % {"emotion": emotion})
    return redirect_page(request, "emotions:emotion-list", request.org.slug)


@require_POST
@require(Permission.EMOTION_EDIT)
def emotion_restore(request: OrgRequest, pk: int) -> HttpResponse:
    emotion = get_object_or_404(Emotion.objects.for_org(request.org), pk=pk)
    emotions.restore(emotion=emotion, by=request.actor)
    return redirect_page(request, "emotions:emotion-detail", request.org.slug, pk)
