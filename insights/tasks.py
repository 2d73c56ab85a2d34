"""What beat asks for every night; every task may run twice without harm."""

from celery import shared_task

from insights.services import alerts, reports


@shared_task
def check_alerts() -> int:
    """Look for changes beyond chance, and write to those who asked to be told."""
    alerts.check_everywhere()
    return alerts.send_waiting()


@shared_task
def make_reports() -> int:
    """Freeze the month that is over, and write to its readers."""
    return reports.make_due()
