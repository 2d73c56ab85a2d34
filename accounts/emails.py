"""Mails to colleagues, in the organization's own language."""

from typing import Any

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.languages import direction
from accounts.models import MemberInvitation


def member_invited(*, invitation: MemberInvitation) -> None:
    """Ask a colleague to join."""
    link = settings.PUBLIC_URL + reverse("door:invitation", args=[invitation.secret])
    context = {"invitation": invitation, "organization": invitation.organization, "link": link}
    with translation.override(invitation.organization.language):
        _send("emails/accounts/member_invited", to=invitation.email, context=context)


def _send(template: str, *, to: str, context: dict[str, Any]) -> None:
    language = translation.get_language() or "en"
    context = {**context, "language": language, "direction": direction(language)}
    message = EmailMultiAlternatives(
        subject=" ".join(render_to_string(f"{template}.subject.txt", context).split()),
        body=render_to_string(f"{template}.txt", context).strip() + "\n",
        to=[to],
    )
    html = render_to_string(f"{template}.html", context)
    message.attach_alternative(css_inline.inline(html, keep_at_rules=True), "text/html")
    message.send()
