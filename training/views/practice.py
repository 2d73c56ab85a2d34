import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import OrgRequest, posted
from accounts.permissions import Permission, require
from training.forms import AnswerForm
from training.models import Attempt, AttemptChoice, Lesson
from training.selectors import due, results
from training.selectors import practice as steps
from training.services import attempts


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.TRAINING_TAKE)
def practice(request: OrgRequest, pk: int) -> HttpResponse:
    """One scenario a screen. Looking writes nothing; the first answer starts an attempt."""
    rows = Lesson.objects.for_org(request.org).select_related("emotion", "organization")
    lesson = get_object_or_404(rows, pk=pk)
    form = AnswerForm(posted(request), lesson=lesson)
    if form.is_valid():
        try:
            row = attempts.answer(
                lesson=lesson, membership=request.membership, **form.cleaned_data, by=request.actor
            )
        except ValidationError as error:
            messages.warning(request, error.messages[0])
            return redirect("training:practice", request.org.slug, pk)
        return redirect("training:answer-detail", request.org.slug, row.pk)
    step = steps.step(lesson=lesson, membership=request.membership)
    if step.attempt is not None and step.scenario is None:
        return _last(request, step.attempt)
    status = 422 if form.is_bound else 200
    context = {"lesson": lesson, "step": step, "form": form, "key": _key(form, step.attempt)}
    return render(request, "training/practice.html", context, status=status)


@require_safe
@require(Permission.TRAINING_TAKE)
def answer_detail(request: OrgRequest, pk: int) -> HttpResponse:
    """What an answer does to the emotion and why, and what the others would have done."""
    rows = AttemptChoice.objects.for_org(request.org).filter(
        attempt__staff_member__membership=request.membership
    )
    related = ("scenario", "choice", "attempt__lesson__emotion", "attempt__lesson__organization")
    row = get_object_or_404(rows.select_related(*related), pk=pk)
    [answered] = steps.answered([row])
    attempt = row.attempt
    given = list(attempt.choices.order_by("pk").values_list("pk", flat=True))
    waiting = steps.waiting(attempt.lesson, steps.answered_origins(attempt))
    context = {
        "answered": answered,
        "attempt": attempt,
        "lesson": attempt.lesson,
        "number": given.index(row.pk) + 1,
        "total": len(given) + (len(waiting) if attempt.finished_at is None else 0),
        "is_last": attempt.finished_at is not None,
    }
    return render(request, "training/answer_detail.html", context)


@require_safe
@require(Permission.TRAINING_TAKE)
def attempt_detail(request: OrgRequest, pk: int) -> HttpResponse:
    """The score of one's own attempt, and what to practise again."""
    rows = Attempt.objects.for_org(request.org).filter(staff_member__membership=request.membership)
    related = rows.select_related("lesson__emotion", "lesson__organization")
    attempt = get_object_or_404(related, pk=pk)
    if attempt.finished_at is None:
        return redirect("training:practice", request.org.slug, attempt.lesson_id)
    given = steps.answers(attempt)
    context = {
        "attempt": attempt,
        "lesson": attempt.lesson,
        "answers": given,
        "again": [each for each in given if not each.is_best],
        "standing": results.standing(lesson=attempt.lesson, membership=request.membership),
    }
    return render(request, "training/attempt_detail.html", context)


@require_safe
@require(Permission.TRAINING_TAKE)
def my_results(request: OrgRequest) -> HttpResponse:
    """What I have practised; nobody else sees it."""
    context: dict[str, Any] = {
        "results": results.of_member(membership=request.membership),
        "dues": due.for_member(membership=request.membership),
    }
    return render(request, "training/my_results.html", context)


def _key(form: AnswerForm, attempt: Attempt | None) -> str:
    """The attempt that the page is about; a fresh key makes one when the first answer comes."""
    if attempt is not None:
        return str(attempt.key)
    return str(form.cleaned_data["key"] if form.is_bound and _has_key(form) else uuid.uuid4())


def _has_key(form: AnswerForm) -> bool:
    return "key" in form.cleaned_data


def _last(request: OrgRequest, attempt: Attempt) -> HttpResponse:
    """All that was left to answer was taken out of the lesson: the attempt can be finished."""
    if request.method == "POST":
        attempts.finish(attempt=attempt, by=request.actor)
        return redirect("training:attempt-detail", request.org.slug, attempt.pk)
    context = {"lesson": attempt.lesson, "attempt": attempt}
    return render(request, "training/practice_done.html", context)
