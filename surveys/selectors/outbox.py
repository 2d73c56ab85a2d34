"""Reads of the asking and answering side."""

from django.utils import timezone

from surveys.models import Delivery


def age_seconds() -> float | None:
    """How long the oldest mail that is due has been waiting; None where nothing waits."""
    now = timezone.now()
    oldest = (
        Delivery.objects.waiting()
        .filter(due_at__lte=now)
        .order_by("due_at")
        .values_list("due_at", flat=True)
        .first()
    )
    return None if oldest is None else (now - oldest).total_seconds()
