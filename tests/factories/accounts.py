from datetime import timedelta

import factory
from django.utils.timezone import now
from factory.django import DjangoModelFactory

from accounts.models import (
    ApiToken,
    MemberInvitation,
    Membership,
    Organization,
    StaffMember,
    Team,
    User,
)
from accounts.models.members import digest


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.LazyAttribute(
        lambda user: f"{user.name.lower().replace(' ', '.')}@people.example"
    )


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Organization {n}")
    slug = factory.Sequence(lambda n: f"organization-{n}")
    languages = ["en", "de", "fr", "es", "ar"]


class OwnedFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    organization = factory.SubFactory(OrganizationFactory)


def same(factory_class, **defaults):
    """A SubFactory whose row belongs to the organization of the row that asks for it."""
    return factory.SubFactory(
        factory_class, organization=factory.SelfAttribute("..organization"), **defaults
    )


class MembershipFactory(OwnedFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = "viewer"


class MemberInvitationFactory(OwnedFactory):
    class Meta:
        model = MemberInvitation

    email = factory.Sequence(lambda n: f"colleague{n}@people.example")
    secret_hash = factory.Sequence(lambda n: digest(f"secret {n}"))
    expires_at = factory.LazyFunction(lambda: now() + timedelta(days=7))


class ApiTokenFactory(OwnedFactory):
    """`ApiTokenFactory(secret="hl_x")` is the token that a request shows as `Bearer hl_x`."""

    class Meta:
        model = ApiToken
        exclude = ["secret"]

    secret = factory.Sequence(lambda n: f"hl_secret{n}")
    membership = same(MembershipFactory)
    name = "CRM"
    prefix = factory.LazyAttribute(lambda token: token.secret[:8])
    secret_hash = factory.LazyAttribute(lambda token: digest(token.secret))


class TeamFactory(OwnedFactory):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Team {n}")


class StaffMemberFactory(OwnedFactory):
    class Meta:
        model = StaffMember

    name = factory.Sequence(lambda n: f"Staff {n}")
