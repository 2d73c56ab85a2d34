"""The mails a customer gets: an invitation and one reminder."""

from dataclasses import dataclass

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from accounts.languages import direction, pick
from surveys.models import PulseInvitee, Question, Survey
from surveys.selectors import scales
from surveys.selectors.wordings import filled, sentence

# What cannot be inlined, the dark colours, stays in the head.
INLINER = css_inline.CSSInliner(keep_at_rules=True)


@dataclass(frozen=True)
class Mail:
    """A rendered mail: one subject, two bodies."""

    subject: str
    text: str
    html: str


def invitation(
    *,
    survey: Survey,
    first: Question,
    interaction: str,
    language: str,
    is_reminder: bool,
    greeting: str,
    token: str,
) -> Mail:
    """Ask the first question in the mail itself; every answer is a link that only preselects it.

    `interaction` is the stage's noun phrase in `language`. `greeting` and `token` may be the
    marks of a skeleton, which the personal values replace later.
    """
    org = survey.organization
    with translation.override(language):
        context = {
            "org": org,
            "sender": org.sender_name or org.name,
            "language": language,
            "direction": direction(language),
            "greeting": greeting,
            "intro": filled(pick(survey.intros, language, org.language), interaction),
            "question": sentence(first, language, interaction),
            "choices": scales.choices(first, language),
            "scale": scales.scale_of(first).kind,
            "ends": scales.ends(first, language),
            "way_out": scales.way_out(first, language),
            "link": f"{settings.PUBLIC_URL}/s/{token}/",
            "unsubscribe": unsubscribe_address(token),
            "is_reminder": is_reminder,
            "interaction": interaction,
        }
        return Mail(
            subject=_subject(survey, language, context),
            text=render_to_string("emails/surveys/invitation.txt", context),
            html=INLINER.inline(render_to_string("emails/surveys/invitation.html", context)),
        )


def pulse(*, invitee: PulseInvitee) -> None:
    """Ask somebody who serves customers how they feel at work."""
    org, member = invitee.organization, invitee.staff_member.membership
    language = member.user.language if member else org.language
    with translation.override(language):
        context = {
            "org": org,
            "sender": org.sender_name or org.name,
            "language": language,
            "direction": direction(language),
            "greeting": greeting(invitee.staff_member.name, language),
            "link": pulse_address(invitee.code),
            "closes_on": invitee.round.closes_on,
        }
        subject = " ".join(render_to_string("emails/surveys/pulse_subject.txt", context).split())
        text = render_to_string("emails/surveys/pulse.txt", context).strip() + "\n"
        html = INLINER.inline(render_to_string("emails/surveys/pulse.html", context))
    message = EmailMultiAlternatives(subject=subject, body=text, to=[invitee.email])
    message.attach_alternative(html, "text/html")
    message.send()


def pulse_address(code: str) -> str:
    return f"{settings.PUBLIC_URL}/s/pulse-{code}/"


def greeting(name: str, language: str) -> str:
    """How the mail and the page begin."""
    with translation.override(language):
        if name:
            return translation.gettext("Hello %(name)s,") % {"name": name}
        return translation.gettext("Hello,")


def unsubscribe_address(token: str) -> str:
    return f"{settings.PUBLIC_URL}/u/{token}/"


def _subject(survey: Survey, language: str, context: dict[str, object]) -> str:
    own = pick(survey.subjects, language, survey.organization.language)
    if own:
        return filled(own, str(context["interaction"]))
    rendered = render_to_string("emails/surveys/invitation_subject.txt", context)
    return " ".join(rendered.split())
