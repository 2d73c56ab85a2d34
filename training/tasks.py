from celery import shared_task

from training.services import reminders


@shared_task
def send_reminders() -> None:
    """Remind people of lessons that are due within three days or overdue."""
    reminders.send_due()
