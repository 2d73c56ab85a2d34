"""Colleagues are asked by e-mail to join; the link works once and until a date."""

from datetime import timedelta

from celery import current_app
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import emails
from accounts.models import Actor, MemberInvitation, Membership, Organization, User
from accounts.models.members import digest
from accounts.services import events, users

VALID = timedelta(days=14)
# For so long a mail that could not be handed over is tried again; then somebody presses "Send again".
TRIED = timedelta(hours=2)


@transaction.atomic
def invite(*, org: Organization, email: str, role: str, by: Actor) -> MemberInvitation:
    """Ask `email` to join; the mail goes out after the commit."""
    email = email.strip().lower()
    if Membership.objects.present().for_org(org).filter(user__email__iexact=email).exists():
        raise ValidationError({"email": _("This person is a member already.")})
    invitation = MemberInvitation(
        organization=org, email=email, role=role, invited_by=by.membership
    )
    _renew(invitation)
    invitation.full_clean()
    invitation.save()
    events.record(
        org=org,
        verb="member_invited",
        on=invitation,
        by=by,
        after=events.snapshot(invitation, ["email", "role", "expires_at"]),
    )
    _send(invitation)
    return invitation


@transaction.atomic
def resend(*, invitation: MemberInvitation, by: Actor) -> MemberInvitation:
    """Send a new link, valid from now; the old one stops working."""
    current = _pending(invitation)
    _renew(current)
    current.save(update_fields=["expires_at", "secret_hash", "sent_at"])
    events.record(
        org=current.organization,
        verb="invitation_resent",
        on=current,
        by=by,
        after={"expires_at": current.expires_at},
    )
    _send(current)
    return current


@transaction.atomic
def withdraw(*, invitation: MemberInvitation, by: Actor) -> None:
    current = _pending(invitation)
    current.withdrawn_at = timezone.now()
    current.save(update_fields=["withdrawn_at"])
    events.record(org=current.organization, verb="invitation_withdrawn", on=current, by=by)


@transaction.atomic
def accept(*, invitation: MemberInvitation, user: User) -> Membership:
    """Make `user` a member; whoever was here before comes back to their own membership."""
    current = _pending(invitation)
    if not current.is_open:
        raise ValidationError(_("This invitation has run out."))
    membership = Membership.objects.for_org(current.organization).filter(user=user).first()
    if membership is None:
        membership = Membership(organization=current.organization, user=user)
    elif membership.left_at is None:
        raise ValidationError(_("You are a member already."))
    membership.role, membership.left_at = current.role, None
    membership.full_clean()
    membership.save()
    current.accepted_at = timezone.now()
    current.save(update_fields=["accepted_at"])
    events.record(
        org=current.organization,
        verb="member_joined",
        on=membership,
        by=Actor.member(membership),
        after={"role": membership.role, "invitation": current.pk},
    )
    return membership


@transaction.atomic
def accept_as_new_user(
    *, invitation: MemberInvitation, name: str, password: str, language: str
) -> Membership:
    """Create the account that the invitation's address proves, and make it a member."""
    user = users.register(email=invitation.email, name=name, password=password, language=language)
    return accept(invitation=invitation, user=user)


def _renew(invitation: MemberInvitation) -> None:
    invitation.expires_at = timezone.now() + VALID
    invitation.secret_hash = digest(invitation.secret)
    invitation.sent_at = None


def deliver(*, invitation_id: int) -> None:
    """Send the link, unless it was sent, used or withdrawn meanwhile."""
    # Marked before it is sent, so that two workers never write to the same person.
    unsent = MemberInvitation.objects.open().filter(pk=invitation_id, sent_at__isnull=True)
    if not unsent.update(sent_at=timezone.now()):
        return
    invitation = MemberInvitation.objects.select_related("organization", "invited_by__user").get(
        pk=invitation_id
    )
    try:
        emails.member_invited(invitation=invitation)
    except Exception:
        MemberInvitation.objects.filter(pk=invitation_id).update(sent_at=None)
        raise


def hint_waiting() -> None:
    """Ask a worker for each mail that is not out yet: the broker or the mail server was away."""
    young = MemberInvitation.objects.open().filter(
        sent_at__isnull=True, expires_at__gt=timezone.now() + VALID - TRIED
    )
    for pk in young.values_list("pk", flat=True):
        _hint(pk)


def _send(invitation: MemberInvitation) -> None:
    # robust: the row is the truth; without a broker the page still answers and beat asks again.
    transaction.on_commit(lambda: _hint(invitation.pk), robust=True)


def _hint(pk: int) -> None:
    current_app.send_task("accounts.tasks.email_invitation", [pk])


def _pending(invitation: MemberInvitation) -> MemberInvitation:
    locked = MemberInvitation.objects.select_related("organization").select_for_update(of=("self",))
    current: MemberInvitation = locked.get(pk=invitation.pk)
    if current.accepted_at is not None:
        raise ValidationError(_("This invitation was accepted already."))
    if current.withdrawn_at is not None:
        raise ValidationError(_("This invitation was withdrawn."))
    return current
