"""Work that beat repeats and hints wake up; every task may run twice without harm."""

from celery import shared_task

from surveys.services import answers, decisions, dispatch, reminders


@shared_task
def dispatch_due() -> int:
    """Send what waits in the outbox; beat asks for it, so that a lost hint loses no mail."""
    return dispatch.send_due()


@shared_task
def dispatch_hint() -> int:
    """The same, asked for by whoever has just put something into the outbox."""
    return dispatch.send_due()


@shared_task
def decide_held() -> int:
    """Look again at interactions whose time has come."""
    return decisions.decide_due()


@shared_task
def queue_reminders() -> int:
    """Remind those who were invited and stayed silent."""
    return reminders.queue_due()


@shared_task
def close_drafts() -> int:
    """Count what people answered before they stopped."""
    return answers.close_drafts()
