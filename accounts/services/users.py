"""A person's own account, whatever organizations they belong to."""

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import Actor, Membership, User
from accounts.services import events


@transaction.atomic
def register(*, email: str, name: str, password: str | None, language: str = "en") -> User:
    """Create an account whose address is proven: by an invitation, or by the set-up token.

    Without a password nobody can sign in to it yet.
    """
    user = User(email=email.strip().lower(), name=name.strip(), language=language)
    user.set_password(password)
    user.full_clean()
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def change_profile(*, user: User, name: str, language: str) -> User:
    """Change name and language; each organization's log says that it happened."""
    changed = [
        field
        for field, value in (("name", name), ("language", language))
        if getattr(user, field) != value
    ]
    if not changed:
        return user
    before = events.snapshot(user, changed)
    user.name, user.language = name, language
    user.full_clean(exclude=["password"])
    user.save(update_fields=changed)
    for membership in Membership.objects.present().filter(user=user).select_related("organization"):
        events.record(
            org=membership.organization,
            verb="profile_changed",
            on=user,
            by=Actor.member(membership),
            before=before,
            after=events.snapshot(user, changed),
        )
    return user
