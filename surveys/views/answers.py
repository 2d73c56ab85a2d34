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

from accounts.models import Actor
from surveys.models import Invitation, Question, Suppression
from surveys.selectors import answering
from surveys.selectors.answering import Link
from surveys.services import answers, suppressions, tokens
from surveys.views import screens

STATUS = {Link.USED: 200, Link.EXPIRED: 410, Link.WITHDRAWN: 410}

InvitationView = Callable[..., HttpResponse]


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
    return _question(request, token, invitation, number)


@by_token
def thanks(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """Where the customer arrives after sending."""
    state = answering.link_state(invitation)
    if state == Link.OPEN:
        return redirect("answer:start", token)
    if state != Link.USED or not answering.was_sent(invitation):
        return _closed(request, invitation, state)
    return render(request, "surveys/answer_thanks.html", screens.frame(invitation))


@by_token
def unsubscribe(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """A page with a button; mailbox providers POST here by themselves (RFC 8058)."""
    context = screens.frame(invitation) | {"token": token}
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
    request: HttpRequest, token: str, invitation: Invitation, number: int
) -> HttpResponse:
    question = answering.question_at(invitation, number)
    if request.method != "POST":
        chosen = _preselected(request, number) or _answered(invitation, question)
        page = screens.question(request, token, invitation, number, question, chosen=chosen)
        return HttpResponse(page)
    try:
        answers.save(
            invitation=invitation,
            question=question,
            value=_value(request.POST.get("value", "")),
            is_trapped=_is_trapped(request),
        )
    except ValidationError as error:
        problem = error.messages[0]
        page = screens.question(request, token, invitation, number, question, problem=problem)
        return HttpResponse(page, status=422)
    except answers.Closed:
        return redirect("answer:thanks", token)
    return redirect("answer:step", token, number + 1)


def _comment(request: HttpRequest, token: str, invitation: Invitation, number: int) -> HttpResponse:
    if request.method != "POST":
        draft = answering.response_of(invitation)
        context = screens.frame(invitation) | {
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
    if typed == screens.CANNOT_SAY:
        return None
    if typed.isascii() and typed.isdigit() and len(typed) <= 2:
        return int(typed)
    return -1  # on no scale, so it is refused like any other value that is not offered


def _preselected(request: HttpRequest, number: int) -> str:
    """What the link in the mail ticks on the first screen."""
    return request.GET.get("a", "") if number == 1 else ""


def _answered(invitation: Invitation, question: Question) -> str:
    """What the draft ticks."""
    answer = answering.answer_to(invitation, question)
    if answer is None:
        return ""
    return screens.CANNOT_SAY if answer.value is None else str(answer.value)


def _is_trapped(request: HttpRequest) -> bool:
    """A field that no person can see was filled in."""
    return bool(request.POST.get("website"))


def _closed(request: HttpRequest, invitation: Invitation, state: Link) -> HttpResponse:
    template = f"surveys/answer_{state}.html"
    return render(request, template, screens.frame(invitation), status=STATUS[state])


def _private(response: HttpResponse) -> HttpResponse:
    # SECURITY: the address is a capability; no cache, no referrer and no search engine gets it.
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
