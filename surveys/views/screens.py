"""A question's screen, rendered once for everybody; per customer only the personal parts change.

Rendering costs several times what all else of a request does, and but for a name, a token, a
nonce and one tick the screen is the same for every customer of a stage and language.
"""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape

from accounts.languages import direction, pick
from surveys import emails
from surveys.mail.skeleton import placeholders
from surveys.models import Invitation, Question
from surveys.selectors import answering, scales
from surveys.selectors.wordings import filled, sentence

CANNOT_SAY = "none"
MARKS = placeholders("token", "greeting", "nonce")
MOST_SCREENS = 2000

_screens: dict[tuple[object, ...], str] = {}


def question(
    request: HttpRequest,
    token: str,
    invitation: Invitation,
    number: int,
    asked: Question,
    *,
    chosen: str = "",
    problem: str = "",
) -> str:
    """The screen with one question, `chosen` ticked."""
    key = _key(invitation, number)
    html = "" if problem else _screens.get(key, "")
    if not html:
        html = _render(request, invitation, asked, number, problem)
        if answering.is_locked(asked) and not problem:
            _keep(key, html)
    return _fill(html, request, token, invitation, chosen)


def frame(invitation: Invitation) -> dict[str, Any]:
    """What public.html needs."""
    return {
        "invitation": invitation,
        "org": invitation.organization,
        "language": invitation.language,
        "direction": direction(invitation.language),
    }


def _key(invitation: Invitation, number: int) -> tuple[object, ...]:
    """Everything that the shared part of a screen is made of."""
    org, stage = invitation.organization, invitation.interaction.stage
    survey = invitation.survey_version.survey
    return (
        (org.pk, org.created_at, org.version),
        (survey.pk, survey.version),
        (stage.pk, stage.version),
        invitation.language,
        (number, len(invitation.drawn), invitation.drawn[number - 1]["question"]),
    )


def _keep(key: tuple[object, ...], html: str) -> None:
    if len(_screens) >= MOST_SCREENS:
        _screens.clear()
    _screens[key] = html


def _render(
    request: HttpRequest, invitation: Invitation, asked: Question, number: int, problem: str
) -> str:
    language = invitation.language
    interaction = invitation.interaction.stage.asked_as_in(language)
    intros = invitation.survey_version.survey.intros
    context = frame(invitation) | {
        "token": MARKS["token"],
        "greeting": MARKS["greeting"] if number == 1 else "",
        "intro": filled(pick(intros, language, invitation.organization.language), interaction),
        "number": number,
        "total": len(invitation.drawn) + 1,
        "previous": number - 1,
        "sentence": sentence(asked, language, interaction),
        "choices": scales.choices(asked, language),
        "kind": scales.scale_of(asked).kind,
        "ends": scales.ends(asked, language),
        "way_out": scales.way_out(asked, language),
        "cannot_say": CANNOT_SAY,
        "problem": problem,
    }
    html = render_to_string("surveys/answer_question.html", context, request)
    return html.replace(_nonce(request), MARKS["nonce"])


def _fill(html: str, request: HttpRequest, token: str, invitation: Invitation, chosen: str) -> str:
    greeting = emails.greeting(invitation.customer.name.strip(), invitation.language)
    values = {"token": token, "greeting": escape(greeting), "nonce": _nonce(request)}
    for name, mark in MARKS.items():
        html = html.replace(mark, values[name])
    # SECURITY: what a link preselects is looked for and never written unless it was there.
    ticked = f'name="value" value="{chosen}"'
    return html.replace(ticked, f"{ticked} checked", 1) if chosen else html


def _nonce(request: HttpRequest) -> str:
    return str(request.csp_nonce)  # type: ignore[attr-defined]
