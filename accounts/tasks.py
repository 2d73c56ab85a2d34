from celery import shared_task

from accounts.services import invitations


@shared_task
def email_invitation(invitation_id: int) -> None:
    """Send one invitation."""
    invitations.deliver(invitation_id=invitation_id)


@shared_task
def hint_waiting_invitations() -> None:
    """Ask again for the invitations whose mail is not out yet."""
    invitations.hint_waiting()
