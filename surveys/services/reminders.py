"""One reminder for whoever was invited and did not answer."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from surveys.models import Delivery, Invitation, Survey
from surveys.services import dispatch, invitations

BATCH = 500
REMINDER = 1


def queue_due() -> int:
    """Put a reminder into the outbox for every invitation that has waited long enough."""
    running = Survey.objects.filter(state=Survey.State.RUNNING, reminder_days__isnull=False)
    return sum(queue(survey=survey) for survey in running)


@transaction.atomic
def queue(*, survey: Survey) -> int:
    """The reminders of one survey that are due now; doing it twice reminds nobody twice."""
    assert survey.reminder_days is not None
    now = timezone.now()
    silent = Invitation.objects.filter(
        survey_version__survey=survey,
        response__isnull=True,
        withdrawn_at__isnull=True,
        expires_at__gt=now,
        deliveries__ordinal=0,
        deliveries__state=Delivery.State.SENT,
        deliveries__sent_at__lte=now - timedelta(days=survey.reminder_days),
    ).exclude(deliveries__ordinal=REMINDER)
    made = [invitations.delivery(invitation, REMINDER) for invitation in silent[:BATCH]]
    # Another beat may be at the same survey: the second row of an ordinal is dropped.
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    if made:
        dispatch.hint()
    return len(made)
