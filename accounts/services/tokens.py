"""Keys with which other systems act as a member."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor, ApiToken, Organization
from accounts.models.members import digest
from accounts.services import events


@transaction.atomic
def issue(*, org: Organization, name: str, scope: str, by: Actor) -> tuple[ApiToken, str]:
    """Make a token of `by`'s own; the secret is returned here and can never be read again."""
    if by.membership is None:
        raise ValidationError(_("A token belongs to a member."))
    secret = ApiToken.make_secret()
    token = ApiToken(
        organization=org,
        membership=by.membership,
        name=name,
        scope=scope,
        prefix=secret[:8],
        secret_hash=digest(secret),
    )
    token.full_clean()
    token.save()
    events.record(
        org=org,
        verb="token_issued",
        on=token,
        by=by,
        after=events.snapshot(token, ["prefix", "scope"]),
    )
    return token, secret


@transaction.atomic
def revoke(*, token: ApiToken, by: Actor) -> None:
    """Stop a token at once; revoking it twice changes nothing."""
    revoked = ApiToken.objects.for_org(token.organization).filter(
        pk=token.pk, revoked_at__isnull=True
    )
    if revoked.update(revoked_at=timezone.now()):
        events.record(org=token.organization, verb="token_revoked", on=token, by=by)
