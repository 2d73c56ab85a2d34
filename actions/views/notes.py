from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import OrgRequest, blame, conflict, posted, redirect_page, render_form
from accounts.permissions import Permission, require
from accounts.services import versions
from actions.forms import ClusterForm, NoteEditForm, NoteForm
from actions.models import Brainstorm, Note
from actions.services import brainstorms
from actions.views.brainstorms import complain, render_wall


@require_POST
@require(Permission.BRAINSTORM_JOIN)
def note_create(request: OrgRequest, pk: int) -> HttpResponse:
    """Put notes on the wall, one a line."""
    brainstorm = get_object_or_404(Brainstorm.objects.for_org(request.org), pk=pk)
    form = NoteForm(request.POST, participants=brainstorm.participants.all())
    if form.is_valid():
        try:
            brainstorms.write_notes(
                brainstorm=brainstorm,
                prompt=form.cleaned_data["prompt"],
                texts=form.cleaned_data["text"].splitlines(),
                participant=form.cleaned_data["participant"],
                by=request.actor,
            )
        except ValidationError as error:
            blame(form, error)
    if form.errors:
        return render_wall(request, brainstorm, note_form=form, status=422)
    return _back(request, brainstorm.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.BRAINSTORM_JOIN)
def note_edit(request: OrgRequest, pk: int) -> HttpResponse:
    note = _note(request, pk)
    now = {"text": note.text, "version": note.version}
    form = NoteEditForm(posted(request), initial=now)
    context = {"form": form, "note": note}
    if form.is_valid():
        try:
            brainstorms.edit_note(
                note=note,
                **form.cleaned_data,
                may_edit_all=_may_edit_all(request),
                by=request.actor,
            )
        except versions.Stale as stale:
            theirs = {"text": stale.current.text, "version": stale.current.version}
            context["changes"] = conflict(form, NoteEditForm(initial=theirs))
        except ValidationError as error:
            blame(form, error)
        else:
            return _back(request, note.brainstorm_id)
    return render_form(request, "actions/note_form.html", context)


@require_POST
@require(Permission.BRAINSTORM_JOIN)
def note_remove(request: OrgRequest, pk: int) -> HttpResponse:
    note = _note(request, pk)
    try:
        brainstorms.remove_note(note=note, may_edit_all=_may_edit_all(request), by=request.actor)
    except ValidationError as error:
        complain(request, error)
    return _back(request, note.brainstorm_id)


@require_POST
@require(Permission.BRAINSTORM_JOIN)
def note_vote(request: OrgRequest, pk: int) -> HttpResponse:
    """Give one's vote, or take it back."""
    note = _note(request, pk)
    try:
        brainstorms.vote(note=note, by=request.actor)
    except ValidationError as error:
        complain(request, error)
    return _back(request, note.brainstorm_id)


@require_POST
@require(Permission.ACTION_EDIT)
def note_cluster(request: OrgRequest, pk: int) -> HttpResponse:
    """Put a note beside the others that say the same."""
    note = _note(request, pk)
    form = ClusterForm(request.POST)
    if form.is_valid():
        brainstorms.put_into_cluster(note=note, name=form.cleaned_data["name"], by=request.actor)
    else:
        complain(request, ValidationError(form.errors.as_data()))
    return _back(request, note.brainstorm_id)


def _note(request: OrgRequest, pk: int) -> Note:
    return get_object_or_404(
        Note.objects.for_org(request.org).select_related("brainstorm__emotion"), pk=pk
    )


def _may_edit_all(request: OrgRequest) -> bool:
    return request.membership.can(Permission.ACTION_EDIT)


def _back(request: OrgRequest, pk: int) -> HttpResponse:
    return redirect_page(request, "actions:brainstorm-detail", request.org.slug, pk)
