from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
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
)
from accounts.permissions import Permission, require
from accounts.services import versions
from actions.forms import BrainstormForm, NoteForm, ParticipantForm
from actions.models import Brainstorm, Note, Participant
from actions.selectors.brainstorms import listing, room
from actions.services import brainstorms

FORM = "actions/brainstorm_form.html"
WALL = "actions/brainstorm_detail.html"
PAGE = 30
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@require(Permission.VIEW)
def brainstorm_list(request: OrgRequest) -> HttpResponse:
    page = Paginator(listing(org=request.org), PAGE).get_page(request.GET.get("page"))
    return render(request, "actions/brainstorm_list.html", {"page": page})


@require_GET
@require(Permission.VIEW)
def brainstorm_detail(request: OrgRequest, pk: int) -> HttpResponse:
    """The wall: what was remembered, what our version would be, what counts most."""
    brainstorm = _brainstorm(request, pk)
    return render_wall(request, brainstorm)


@require_form
@require(Permission.ACTION_EDIT)
def brainstorm_create(request: OrgRequest) -> HttpResponse:
    initial = {"held_on": request.org.today(), "emotion": request.GET.get("emotion")}
    form = BrainstormForm(posted(request), org=request.org, initial=initial)
    if form.is_valid():
        fields = {key: value for key, value in form.cleaned_data.items() if key != "version"}
        try:
            brainstorm = brainstorms.open_brainstorm(org=request.org, **fields, by=request.actor)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(
                request, "actions:brainstorm-detail", request.org.slug, brainstorm.pk
            )
    return render_form(request, FORM, {"form": form})


@require_form
@require(Permission.ACTION_EDIT)
def brainstorm_edit(request: OrgRequest, pk: int) -> HttpResponse:
    brainstorm = _brainstorm(request, pk)
    form = BrainstormForm(posted(request), org=request.org, initial=_now(brainstorm))
    context: dict[str, Any] = {"form": form, "brainstorm": brainstorm}
    if form.is_valid():
        try:
            brainstorms.update(brainstorm=brainstorm, **form.cleaned_data, by=request.actor)
        except versions.Stale as stale:
            context["changes"] = conflict(
                form, BrainstormForm(org=request.org, initial=_now(stale.current))
            )
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "actions:brainstorm-detail", request.org.slug, pk)
    return render_form(request, FORM, context)


@require_POST
@require(Permission.ACTION_EDIT)
def brainstorm_close(request: OrgRequest, pk: int) -> HttpResponse:
    brainstorms.close(brainstorm=_brainstorm(request, pk), by=request.actor)
    return redirect_page(request, "actions:brainstorm-detail", request.org.slug, pk)


@require_POST
@require(Permission.ACTION_EDIT)
def brainstorm_reopen(request: OrgRequest, pk: int) -> HttpResponse:
    brainstorms.reopen(brainstorm=_brainstorm(request, pk), by=request.actor)
    return redirect_page(request, "actions:brainstorm-detail", request.org.slug, pk)


@require_POST
@require(Permission.BRAINSTORM_JOIN)
def participant_create(request: OrgRequest, pk: int) -> HttpResponse:
    """Say who was in the room; `me` joins oneself."""
    brainstorm = _brainstorm(request, pk)
    form = ParticipantForm(request.POST)
    if not form.is_valid():
        return render_wall(request, brainstorm, participant_form=form, status=422)
    me = request.membership if "me" in request.POST else None
    try:
        brainstorms.add_participant(
            brainstorm=brainstorm, **form.cleaned_data, membership=me, by=request.actor
        )
    except ValidationError as error:
        blame(form, error)
        return render_wall(request, brainstorm, participant_form=form, status=422)
    return redirect_page(request, "actions:brainstorm-detail", request.org.slug, pk)


@require_POST
@require(Permission.ACTION_EDIT)
def participant_remove(request: OrgRequest, pk: int) -> HttpResponse:
    participant = get_object_or_404(Participant.objects.for_org(request.org), pk=pk)
    brainstorms.remove_participant(participant=participant, by=request.actor)
    return redirect_page(
        request, "actions:brainstorm-detail", request.org.slug, participant.brainstorm_id
    )


def render_wall(
    request: OrgRequest,
    brainstorm: Brainstorm,
    *,
    note_form: NoteForm | None = None,
    participant_form: ParticipantForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The wall with its forms, whichever of them has to be looked at again."""
    wall = room(brainstorm=brainstorm, membership=request.membership)
    people = brainstorm.participants.all()
    forms = {
        prompt: NoteForm(initial={"prompt": prompt}, participants=people, auto_id=f"{prompt}_%s")
        for prompt in Note.Prompt
    }
    if note_form is not None:
        asked = note_form.cleaned_data.get("prompt", Note.Prompt.OURS)
        forms[Note.Prompt(asked)] = note_form
    context = {
        "brainstorm": brainstorm,
        "room": wall,
        "memory_form": forms[Note.Prompt.MEMORY],
        "ours_form": forms[Note.Prompt.OURS],
        "participant_form": participant_form or ParticipantForm(),
        "in_room": any(p.membership_id == request.membership.pk for p in wall.participants),
    }
    return render_partial(request, WALL, "wall", context, status=status)


def complain(request: OrgRequest, error: ValidationError) -> None:
    messages.error(request, error.messages[0])


def _brainstorm(request: OrgRequest, pk: int) -> Brainstorm:
    return get_object_or_404(
        Brainstorm.objects.for_org(request.org).select_related("emotion"), pk=pk
    )


def _now(brainstorm: Any) -> dict[str, Any]:
    return {name: getattr(brainstorm, name) for name in BrainstormForm.base_fields}
