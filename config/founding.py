"""An organization begins with the starter libraries of all rules, copied into it."""

from django.db import transaction

from accounts.models import Actor, Membership, User
from accounts.services import organizations, setup, users
from actions.services import starter as actions
from emotions.services import starter as emotions
from training.services import starter as training


@transaction.atomic
def found(
    *,
    name: str,
    slug: str,
    owner: User,
    time_zone: str = "UTC",
    languages: list[str] | None = None,
    is_demo: bool = False,
) -> Membership:
    """Create an organization with its owner and its own copy of every library."""
    membership = organizations.found(
        name=name,
        slug=slug,
        owner=owner,
        time_zone=time_zone,
        languages=languages,
        is_demo=is_demo,
    )
    org, by = membership.organization, Actor.member(membership)
    emotions.copy_library(org=org, by=by)
    actions.copy_library(org=org, by=by)
    training.copy_library(org=org, by=by)
    return membership


@transaction.atomic
def set_up(
    *,
    token: str,
    organization: str,
    slug: str,
    timezone: str,
    language: str,
    name: str,
    email: str,
    password: str,
) -> Membership:
    """Create the first organization and its owner for whoever holds the server's token."""
    setup.use_token(secret=token)
    owner = users.register(email=email, name=name, password=password, language=language)
    return found(
        name=organization, slug=slug, owner=owner, time_zone=timezone, languages=[language]
    )
