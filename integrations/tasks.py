"""Work around files and webhooks; every task may run twice without harm."""

from celery import shared_task

from integrations.services import rejects, runs, webhooks


@shared_task
def run_imports() -> int:
    """Take in what waits, and what a killed worker left behind."""
    return runs.run_all()


@shared_task
def forget_files() -> int:
    """Delete uploaded files a month after they were taken in."""
    return rejects.forget_files()


@shared_task
def send_webhooks() -> int:
    """Tell other systems of new alerts, and try again what has not arrived."""
    webhooks.queue_alerts()
    return webhooks.send_due()
