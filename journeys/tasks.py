from celery import shared_task

from journeys.services import beliefs


@shared_task
def close_due_rounds() -> None:
    """Close the belief rounds whose last day is over."""
    beliefs.close_due()


@shared_task
def email_belief_invitee(invitee_id: int) -> None:
    """Write to one person who was asked to estimate."""
    beliefs.deliver(invitee_id=invitee_id)


@shared_task
def hint_unsent_belief_invitees() -> None:
    """Ask again for the mails of belief rounds that are not out yet."""
    beliefs.hint_unsent()
