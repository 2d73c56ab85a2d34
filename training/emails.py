"""Mails to those who practise, in each one's own language."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.emails import send
from accounts.models import Membership
from training.selectors.due import Due


def lessons_due(*, membership: Membership, dues: Sequence[Due]) -> None:
    """Remind somebody of everything that is due for them, in one mail."""
    org, user = membership.organization, membership.user
    with translation.override(user.language):
        send(
            "emails/training/lessons_due",
            to=user.email,
            org=org,
            context={
                "name": user,
                "organization": org,
                "dues": [(due, _address(org.slug, due)) for due in dues],
                "any_overdue": any(due.is_overdue for due in dues),
            },
        )


def _address(slug: str, due: Due) -> str:
    path = reverse("training:lesson-detail", args=[slug, due.lesson.pk])
    return str(settings.PUBLIC_URL + path)
