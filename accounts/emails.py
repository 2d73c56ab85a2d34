"""Mails to colleagues."""

from typing import Any

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.languages import direction
from accounts.models import MemberInvitation, Organization


def member_invited(*, invitation: MemberInvitation) -> None:
    """Ask a colleague to join, in the organization's own language: theirs is not known yet."""
    link = settings.PUBLIC_URL + reverse("door:invitation", args=[invitation.secret])
    org = invitation.organization
    context = {"invitation": invitation, "organization": org, "link": link}
    with translation.override(org.language):
        send("emails/accounts/member_invited", to=invitation.email, org=org, context=context)


def send(template: str, *, to: str, org: Organization, context: dict[str, Any]) -> None:
    """Send a mail in the frame of the organization and in the language that is active."""
    language = translation.get_language() or "en"
    frame = {"org": org, "sender": org.sender_name or org.name}
    context = {**frame, **context, "language": language, "direction": direction(language)}
    message = EmailMultiAlternatives(
        subject=" ".join(render_to_string(f"{template}.subject.txt", context).split()),
        body=render_to_string(f"{template}.txt", context).strip() + "\n",
        to=[to],
    )
    html = render_to_string(f"{template}.html", context)
    message.attach_alternative(css_inline.inline(html, keep_at_rules=True), "text/html")
    message.send()
