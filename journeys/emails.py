"""Mails to colleagues about journeys, in each one's own language."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.emails import send
from journeys.models import BeliefInvitee


def asked_to_estimate(*, invitee: BeliefInvitee) -> None:
    """Ask somebody to estimate, blind, what customers of a journey feel."""
    org, user, journey = invitee.organization, invitee.membership.user, invitee.round.journey
    path = reverse("journeys:belief-estimate", args=[org.slug, journey.pk])
    with translation.override(user.language):
        send(
            "emails/journeys/asked_to_estimate",
            to=user.email,
            org=org,
            context={
                "invitee": invitee,
                "journey": journey,
                "organization": org,
                "link": settings.PUBLIC_URL + path,
            },
        )
