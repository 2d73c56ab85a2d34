"""What customers see: one question a screen, no account, no session, no script."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.languages import direction, pick
from accounts.models import Actor
from surveys import emails
from surveys.models import Invitation, Question, Suppression
from surveys.selectors import answering, scales
from surveys.selectors.answering import Asked, Link
from surveys.selectors.wordings import filled, sentence
from surveys.services import answers, suppressions, tokens

CANNOT_SAY = "none"
STATUS = {Link.USED: 200, Link.EXPIRED: 410, Link.WITHDRAWN: 410}

InvitationView = Callable[..., HttpResponse]
Row = tuple[str, str, bool]  # value, label, whether it is ticked


def by_token(view: InvitationView) -> Callable[..., HttpResponse]:
    """Open a public page with the invitation whose token stands in the address."""

    # SECURITY: no CSRF cookie and no session. The token in the address is the capability, it is
    # in no cookie that a foreign page could make a browser send, and a GET never writes.
    @login_not_required
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapper(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        public_id = tokens.read(token)
        invitation = answering.invitation_of(public_id) if public_id else None
        if invitation is None:
            return _private(render(request, "surveys/answer_unknown.html", status=404))
        with translation.override(invitation.language):
            response = _private(view(request, token, invitation, **kwargs))
            response["Content-Language"] = invitation.language
        return response

    return wrapper


@by_token
def step(request: HttpRequest, token: str, invitation: Invitation, number: int = 1) -> HttpResponse:
    """A question, or the comment behind the last one."""
    state = answering.link_state(invitation)
    if state == Link.USED and request.POST.get("go") == "send":
        return redirect("answer:thanks", token)  # a second press: the first one was heard
    if state != Link.OPEN:
        return _closed(request, invitation, state)
    behind_the_last = len(invitation.drawn) + 1
    if not 1 <= number <= behind_the_last:
        return redirect("answer:start", token)
    if number == behind_the_last:
        return _comment(request, token, invitation, number)
    return _question(request, token, invitation, number, answering.questions_of(invitation))


@by_token
def thanks(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """Where the customer arrives after sending."""
    state = answering.link_state(invitation)
    if state == Link.OPEN:
        return redirect("answer:start", token)
    if state != Link.USED:
        return _closed(request, invitation, state)
    return render(request, "surveys/answer_thanks.html", _frame(invitation))


@by_token
def unsubscribe(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """A page with a button; mailbox providers POST here by themselves (RFC 8058)."""
    context = _frame(invitation) | {"token": token}
    if request.method != "POST":
        return render(request, "surveys/answer_unsubscribe.html", context)
    suppressions.add(
        org=invitation.organization,
        email_hash=invitation.customer.email_hash,
        reason=Suppression.Reason.UNSUBSCRIBED,
        by=Actor.customer(),
        customer=invitation.customer,
    )
    return render(request, "surveys/answer_unsubscribed.html", context)


def _question(
    request: HttpRequest, token: str, invitation: Invitation, number: int, asked: list[Asked]
) -> HttpResponse:
    question = asked[number - 1].question
    if request.method != "POST":
        return _show_question(request, token, invitation, number, asked)
    try:
        answers.save(
            invitation=invitation,
            question=question,
            value=_value(request.POST.get("value", "")),
            is_trapped=_is_trapped(request),
        )
    except ValidationError as error:
        problem = error.messages[0]
        return _show_question(request, token, invitation, number, asked, problem=problem)
    except answers.Closed:
        return redirect("answer:thanks", token)
    return redirect("answer:step", token, number + 1)


def _show_question(
    request: HttpRequest,
    token: str,
    invitation: Invitation,
    number: int,
    asked: list[Asked],
    problem: str = "",
) -> HttpResponse:
    shown, language = asked[number - 1], invitation.language
    interaction = invitation.interaction.stage.asked_as_in(language)
    context = _frame(invitation) | {
        "token": token,
        "number": number,
        "total": len(asked) + 1,
        "previous": number - 1,
        "sentence": sentence(shown.question, language, interaction),
        "kind": scales.scale_of(shown.question).kind,
        "ends": scales.ends(shown.question, language),
        "problem": problem,
        **_rows(shown.question, language, _chosen(request, shown, number)),
    }
    if number == 1:
        context |= _welcome(invitation, interaction)
    return render(request, "surveys/answer_question.html", context, status=422 if problem else 200)


def _rows(question: Question, language: str, chosen: str) -> dict[str, list[Row]]:
    """The answers to choose from and the ways out, each with whether it is ticked."""
    choices = [(str(value), label) for value, label in scales.choices(question, language)]
    ways_out = [(CANNOT_SAY, scales.way_out(question, language))]
    return {
        name: [(value, label, value == chosen) for value, label in rows]
        for name, rows in (("choices", choices), ("ways_out", ways_out))
    }


def _welcome(invitation: Invitation, interaction: str) -> dict[str, str]:
    intros = invitation.survey_version.survey.intros
    return {
        "greeting": emails.greeting(invitation.customer.name.strip(), invitation.language),
        "intro": filled(
            pick(intros, invitation.language, invitation.organization.language), interaction
        ),
    }


def _comment(request: HttpRequest, token: str, invitation: Invitation, number: int) -> HttpResponse:
    if request.method != "POST":
        draft = answering.response_of(invitation)
        context = _frame(invitation) | {
            "token": token,
            "number": number,
            "total": number,
            "previous": number - 1,
            "comment": draft.comment if draft else "",
            "longest": answers.LONGEST_COMMENT,
        }
        return render(request, "surveys/answer_comment.html", context)
    comment = request.POST.get("comment", "")
    try:
        if request.POST.get("go") == "back":
            answers.keep_comment(invitation=invitation, comment=comment)
            return redirect("answer:step", token, number - 1)
        answers.send(invitation=invitation, comment=comment, is_trapped=_is_trapped(request))
    except answers.Closed:
        pass  # another tab was faster
    return redirect("answer:thanks", token)


def _value(typed: str) -> int | None:
    """The step on the scale that a form or a link names; None for "can't say"."""
    if typed == CANNOT_SAY:
        return None
    if typed.isascii() and typed.isdigit() and len(typed) <= 2:
        return int(typed)
    return -1  # on no scale, so it is refused like any other value that is not offered


def _chosen(request: HttpRequest, asked: Asked, number: int) -> str:
    """What is ticked: what was answered, else what the link in the mail preselects."""
    typed = request.POST.get("value", "") or (request.GET.get("a", "") if number == 1 else "")
    if typed:
        return typed[:4]
    if not asked.is_answered:
        return ""
    return CANNOT_SAY if asked.value is None else str(asked.value)


def _is_trapped(request: HttpRequest) -> bool:
    """A field that no person can see was filled in."""
    return bool(request.POST.get("website"))


def _closed(request: HttpRequest, invitation: Invitation, state: Link) -> HttpResponse:
    template = f"surveys/answer_{state}.html"
    return render(request, template, _frame(invitation), status=STATUS[state])


def _frame(invitation: Invitation) -> dict[str, Any]:
    """What public.html needs."""
    return {
        "invitation": invitation,
        "org": invitation.organization,
        "language": invitation.language,
        "direction": direction(invitation.language),
    }


def _private(response: HttpResponse) -> HttpResponse:
    # SECURITY: the address is a capability; no cache, no referrer and no search engine gets it.
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
