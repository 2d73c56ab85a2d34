from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

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
from training.forms import LessonFilter, LessonForm
from training.models import Assignment, Lesson
from training.selectors import due, practice, results
from training.selectors.lessons import listing
from training.services import lessons

LIST = "training/lesson_list.html"
FORM = "training/lesson_form.html"
PAGE = 24
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@require(Permission.VIEW)
def lesson_list(request: OrgRequest) -> HttpResponse:
    """What is due for me, if anything is; else all lessons, or those put away."""
    takes = request.membership.can(Permission.TRAINING_TAKE)
    dues = due.for_member(membership=request.membership) if takes else []
    show = _shown(request, dues, takes=takes)
    context: dict[str, Any] = {
        "show": show,
        "dues": dues,
        "shows": _shows(request, show, dues, takes=takes),
    }
    if show != "due":
        context |= _page(request, archived=show == "archived")
    return render_partial(request, LIST, "results", context)


@require_safe
@require(Permission.VIEW)
def lesson_detail(request: OrgRequest, pk: int) -> HttpResponse:
    """The lesson to read, where I stand in it, and its scenarios for those who write them."""
    rows = Lesson.objects.for_org(request.org).select_related("emotion", "action", "organization")
    lesson = get_object_or_404(rows, pk=pk)
    edits = request.membership.can(Permission.TRAINING_EDIT)
    assigns = request.membership.can(Permission.TRAINING_ASSIGN)
    assignments = Assignment.objects.for_org(request.org).open().filter(lesson=lesson)
    context = {
        "lesson": lesson,
        "step": practice.step(lesson=lesson, membership=request.membership),
        "standing": results.standing(lesson=lesson, membership=request.membership),
        "scenarios": lesson.scenarios.current().prefetch_related("choices") if edits else [],
        "assignments": assignments.select_related("team", "staff_member") if assigns else [],
    }
    return render(request, "training/lesson_detail.html", context)


@require_form
@require(Permission.TRAINING_EDIT)
def lesson_create(request: OrgRequest) -> HttpResponse:
    asked = {name: request.GET.get(name) for name in ("emotion", "action")}
    form = LessonForm(posted(request), org=request.org, initial=asked)
    if form.is_valid():
        try:
            lesson = lessons.create(org=request.org, **form.changes(), by=request.actor)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "training:lesson-detail", request.org.slug, lesson.pk)
    return render_form(request, FORM, {"form": form})


@require_form
@require(Permission.TRAINING_EDIT)
def lesson_edit(request: OrgRequest, pk: int) -> HttpResponse:
    lesson = get_object_or_404(Lesson.objects.for_org(request.org), pk=pk)
    form = LessonForm(posted(request), org=request.org, lesson=lesson)
    context: dict[str, Any] = {"form": form, "lesson": lesson}
    if form.is_valid():
        try:
            lessons.update(
                lesson=lesson,
                version=form.cleaned_data["version"],
                **form.changes(),
                by=request.actor,
            )
        except versions.Stale as stale:
            fresh = LessonForm(org=request.org, lesson=stale.current)
            context["changes"] = conflict(form, fresh)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, "training:lesson-detail", request.org.slug, pk)
    return render_form(request, FORM, context)


@require_POST
@require(Permission.TRAINING_EDIT)
def lesson_archive(request: OrgRequest, pk: int) -> HttpResponse:
    lesson = get_object_or_404(Lesson.objects.for_org(request.org), pk=pk)
    lessons.archive(lesson=lesson, by=request.actor)
    messages.success(
        request,
        _("“%(lesson)s” was archived. What was practised stays.") % {"lesson": lesson},
    )
    return redirect_page(request, "training:lesson-detail", request.org.slug, pk)


@require_POST
@require(Permission.TRAINING_EDIT)
def lesson_restore(request: OrgRequest, pk: int) -> HttpResponse:
    lesson = get_object_or_404(Lesson.objects.for_org(request.org), pk=pk)
    lessons.restore(lesson=lesson, by=request.actor)
    return redirect_page(request, "training:lesson-detail", request.org.slug, pk)


def _shown(request: OrgRequest, dues: list[Any], *, takes: bool) -> str:
    asked = request.GET.get("show", "")
    if asked in ("all", "archived") or (asked == "due" and takes):
        return asked
    return "due" if dues else "all"


def _shows(request: OrgRequest, show: str, dues: list[Any], *, takes: bool) -> list[dict[str, Any]]:
    labels = [("due", _("Due for you"))] if takes else []
    labels += [("all", _("All lessons")), ("archived", _("Archived"))]
    return [
        {
            "label": label,
            "href": f"{request.path}?show={name}",
            "current": name == show,
            "count": len(dues) if name == "due" else None,
        }
        for name, label in labels
    ]


def _page(request: OrgRequest, *, archived: bool) -> dict[str, Any]:
    form = LessonFilter(request.GET, org=request.org)
    found = form.filters().apply(listing(org=request.org, archived=archived))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    mine = results.standings(lessons=list(page), membership=request.membership)
    return {
        "form": form,
        "page": page,
        "rows": [(lesson, mine.get(lesson.pk)) for lesson in page],
        "query": query.urlencode() + "&" if query else "",
    }
