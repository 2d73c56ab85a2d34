import hashlib
import secrets
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models.organizations import OwnedModel, OwnedQuerySet
from accounts.models.users import User
from accounts.permissions import Permission, Role

ROLES = [(role.value, role.label) for role in Role]


def digest(secret: str) -> str:
    """How a secret that we made ourselves is stored: long and random, so one SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


class MembershipQuerySet(OwnedQuerySet["Membership"]):
    def present(self) -> Self:
        return self.filter(left_at__isnull=True)


class Membership(OwnedModel):
    """A person in an organization, with one role."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=ROLES, default=Role.VIEWER)
    created_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "user"], name="one_membership_a_user")
        ]

    def __str__(self) -> str:
        return str(self.user)

    def can(self, permission: Permission) -> bool:
        if permission not in Role(self.role).permissions:
            return False
        if permission is Permission.ANSWER_READ:
            readers = self.organization.answer_readers
            return not readers or self.role in readers
        return True


class MemberInvitationQuerySet(OwnedQuerySet["MemberInvitation"]):
    def open(self) -> Self:
        return self.filter(
            accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now()
        )

    def pending(self) -> Self:
        """Open, or run out with nobody having come: those that can be sent again."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class MemberInvitation(OwnedModel):
    """A colleague asked by e-mail to join with a role, until a date."""

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=12, choices=ROLES, default=Role.VIEWER)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = MemberInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_an_address",
                violation_error_message=_("Somebody invited this address already."),
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_open(self) -> bool:
        return (
            self.accepted_at is None
            and self.withdrawn_at is None
            and self.expires_at > timezone.now()
        )

    @property
    def secret(self) -> str:
        """What the link holds: computed from our key, so it lies in no table and in no queue.

        A new date makes a new secret, so an invitation that is sent again voids the old link.
        """
        message = f"{self.organization_id} {self.email} {self.expires_at.isoformat()}"
        return salted_hmac("accounts.MemberInvitation", message, algorithm="sha256").hexdigest()


class ApiToken(OwnedModel):
    """A key with which another system acts as a member; the secret itself is never stored."""

    class Scope(models.TextChoices):
        READ = "read", _("Read")
        WRITE = "write", _("Read and write")

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    prefix = models.CharField(max_length=12)
    secret_hash = models.CharField(max_length=64, unique=True)
    scope = models.CharField(_("scope"), max_length=5, choices=Scope, default=Scope.READ)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def make_secret() -> str:
        return "hl_" + secrets.token_urlsafe(32)


class SetupToken(models.Model):
    """Printed by an empty installation; whoever holds it creates the first organization."""

    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"made {self.created_at:%Y-%m-%d}"
