"""Mails to colleagues about journeys, in each one's own language."""

from typing import Any

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.languages import direction
from journeys.models import BeliefInvitee


def asked_to_estimate(*, invitee: BeliefInvitee) -> None:
    """Ask somebody to estimate, blind, what customers of a journey feel."""
    user, journey = invitee.membership.user, invitee.round.journey
    path = reverse("journeys:belief-estimate", args=[invitee.round.organization.slug, journey.pk])
    with translation.override(user.language):
        _send(
            "emails/journeys/asked_to_estimate",
            to=user.email,
            context={
                "invitee": invitee,
                "journey": journey,
                "organization": invitee.round.organization,
                "link": settings.PUBLIC_URL + path,
            },
        )


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
