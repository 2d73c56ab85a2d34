"""What staff see of the employee pulse: one page, no account, no session, no script."""

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
from emotions.library.scales import INTENSITY
from surveys.library.pulse import ITEMS, PulseItem
from surveys.models import PulseInvitee
from surveys.selectors import pulse as found
from surveys.services import pulse

CANNOT_SAY = "none"


def in_front_of_the_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A public page that no cache keeps and no search engine finds."""

    # SECURITY: no CSRF cookie and no session, so that nothing ties two visits together. The code is
    # the capability, it is in no cookie that a foreign page could make a browser send, and a GET
    # never writes.
    @login_not_required
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapper(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = view(request, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapper


@in_front_of_the_door
def entry(request: HttpRequest) -> HttpResponse:
    """Where the code on a slip of paper is typed in."""
    if request.method != "POST":
        return render(request, "surveys/answer_pulse_entry.html")
    invitee = found.invitee_by_code(request.POST.get("code", ""))
    if invitee is None:
        return render(request, "surveys/answer_pulse_entry.html", {"unknown": True}, status=422)
    return redirect("answer:pulse", invitee.code)


@in_front_of_the_door
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """The six questions and a comment, sent together; afterwards a word of thanks."""
    invitee = found.invitee_by_code(code)
    if invitee is None:
        return render(request, "surveys/answer_pulse_gone.html", status=404)
    language = _language(request, invitee)
    with translation.override(language):
        response = _answered(request, code, invitee, language)
        response["Content-Language"] = language
    return response


def _answered(
    request: HttpRequest, code: str, invitee: PulseInvitee, language: str
) -> HttpResponse:
    if request.method != "POST":
        return _page(request, code, invitee, language)
    try:
        pulse.answer(
            invitee=invitee,
            values={item.key: _value(request, item) for item in ITEMS},
            comment=request.POST.get("comment", ""),
        )
    except ValidationError as error:
        return _page(request, code, invitee, language, problem=error.messages[0])
    except pulse.Closed:
        pass  # a second press: the first one was heard
    return redirect(request.get_full_path())


def _page(
    request: HttpRequest, code: str, invitee: PulseInvitee, language: str, *, problem: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "org": invitee.organization,
        "language": language,
        "direction": direction(language),
        "languages": _others(invitee, language),
    }
    if invitee.has_answered:
        return render(request, "surveys/answer_pulse_thanks.html", context)
    context |= {
        "code": code,
        "asked": [
            (item.key, pick(item.questions, language), request.POST.get(item.key, ""))
            for item in ITEMS
        ],
        "choices": [(str(value), label) for value, label in enumerate(_labels(language))],
        "cannot_say": (CANNOT_SAY, pick(INTENSITY.missing, language)),
        "comment": request.POST.get("comment", ""),
        "longest": pulse.LONGEST_COMMENT,
        "closes_on": invitee.round.closes_on,
        "problem": problem,
    }
    return render(request, "surveys/answer_pulse.html", context, status=422 if problem else 200)


def _labels(language: str) -> tuple[str, ...]:
    return INTENSITY.points.get(language) or INTENSITY.points["en"]


def _value(request: HttpRequest, item: PulseItem) -> int | None:
    """The step that was ticked; None for "can't say" and for nothing at all."""
    typed = request.POST.get(item.key, "")
    if typed in ("", CANNOT_SAY):
        return None
    return int(typed) if typed in "01234" else -1  # on no scale, so it is refused


def _language(request: HttpRequest, invitee: PulseInvitee) -> str:
    org, member = invitee.organization, invitee.staff_member.membership
    wanted = request.GET.get("language", "")
    if wanted in org.languages:
        return wanted
    return member.user.language if member else org.language


def _others(invitee: PulseInvitee, language: str) -> list[tuple[str, str]]:
    """The other languages that the page can be read in, each by its own name."""
    return [
        (code, translation.get_language_info(code)["name_local"])
        for code in invitee.organization.languages
        if code != language
    ]
