"""Mails to those who practise, in each one's own language."""

from collections.abc import Sequence
from typing import Any

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.languages import direction
from accounts.models import Membership
from training.selectors.due import Due


def lessons_due(*, membership: Membership, dues: Sequence[Due]) -> None:
    """Remind somebody of everything that is due for them, in one mail."""
    org, user = membership.organization, membership.user
    with translation.override(user.language):
        _send(
            "emails/training/lessons_due",
            to=user.email,
            context={
                "name": user,
                "organization": org,
                "org": org,
                "sender": org.sender_name or org.name,
                "dues": [(due, _address(org.slug, due)) for due in dues],
                "any_overdue": any(due.is_overdue for due in dues),
            },
        )


def _address(slug: str, due: Due) -> str:
    path = reverse("training:lesson-detail", args=[slug, due.lesson.pk])
    return str(settings.PUBLIC_URL + path)


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
