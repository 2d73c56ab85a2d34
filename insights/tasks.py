"""What beat asks for every night; every task may run twice without harm."""

from celery import shared_task

from accounts.services.turns import all_of
from insights.services import alerts, fact_folds, folds, reports


@shared_task
def check_alerts() -> int:
    """Look for changes beyond chance, and write to those who asked to be told."""
    return all_of(alerts.check_everywhere, alerts.send_waiting)


@shared_task
def make_reports() -> int:
    """Freeze the month that is over, and write to its readers."""
    return reports.make_due()


@shared_task
def fold_answers() -> int:
    """Fold anew the months whose answers changed; asked for all day, not only by night."""
    return folds.refresh_everywhere()


@shared_task
def fold_facts() -> int:
    """Hold the answers against what imports told of the same customers since."""
    return fact_folds.refresh_everywhere()


@shared_task
def count_reach() -> int:
    """Fold anew the months whose interactions came or went."""
    return folds.refresh_reach_everywhere()
