"""Work that beat repeats and hints wake up; every task may run twice without harm."""

from celery import shared_task

from accounts.services.turns import all_of
from surveys.services import (
    answers,
    decisions,
    design_factors,
    dispatch,
    interactions,
    pulse,
    reminders,
    retention,
    rollups,
)


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


@shared_task
def decide_new() -> int:
    """Decide about interactions that came in bulk; beat asks, too, should the hint get lost."""
    return interactions.decide_new()


@shared_task
def refresh_dirty_days() -> int:
    """Count the days anew whose answers changed."""
    return rollups.refresh_dirty_days()


@shared_task
def verify_rollups() -> int:
    """Compare roll-ups with the answers; what differs is logged, and counted anew."""
    return rollups.verify_everywhere()


@shared_task
def estimate_design_factors() -> int:
    """By how much repeat customers widen the intervals of each stage."""
    return design_factors.estimate_everywhere()


@shared_task
def apply_retention() -> int:
    """Delete what the organizations do not want kept any longer."""
    return all_of(pulse.forget_old_comments, retention.apply_everywhere)


@shared_task
def keep_pulse() -> int:
    """Close the employee pulses whose last day is over, and open those whose turn it is."""
    return all_of(pulse.close_due, pulse.open_due)


@shared_task
def email_pulse_invitee(invitee_id: int) -> None:
    """Write to one person who is asked in an employee pulse."""
    pulse.deliver(invitee_id=invitee_id)


@shared_task
def hint_unsent_pulse_invitees() -> None:
    """Ask again for the mails of employee pulses that are not out yet."""
    pulse.hint_unsent()
