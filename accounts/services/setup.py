"""An empty installation belongs to whoever can read what its server prints."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organization, SetupToken, User
from accounts.models.members import digest


def is_empty() -> bool:
    """Nobody has been here yet."""
    return not Organization.objects.exists() and not User.objects.exists()


@transaction.atomic
def issue_token() -> str:
    """Return a new token; those printed before (by another process) stay valid."""
    if not is_empty():
        raise ValidationError(_("This installation is set up already."))
    secret = secrets.token_urlsafe(24)
    SetupToken.objects.create(secret_hash=digest(secret))
    return secret


@transaction.atomic
def use_token(*, secret: str) -> None:
    """Let the caller's transaction found the first organization, once."""
    # SECURITY: every unused token is locked, so that two of them cannot be used at once.
    tokens = list(SetupToken.objects.select_for_update().filter(used_at__isnull=True))
    if digest(secret.strip()) not in {token.secret_hash for token in tokens}:
        raise ValidationError({"token": _("This is not the token that the server printed.")})
    if not is_empty():
        raise ValidationError(_("This installation is set up already."))
    SetupToken.objects.filter(used_at__isnull=True).update(used_at=timezone.now())
