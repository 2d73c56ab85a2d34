from accounts.models.events import Actor, ActorKind, Event
from accounts.models.members import ApiToken, MemberInvitation, Membership, SetupToken
from accounts.models.organizations import Organization, OwnedModel, OwnedQuerySet
from accounts.models.teams import StaffMember, Team
from accounts.models.users import User

__all__ = [
    "Actor",
    "ActorKind",
    "ApiToken",
    "Event",
    "MemberInvitation",
    "Membership",
    "Organization",
    "OwnedModel",
    "OwnedQuerySet",
    "SetupToken",
    "StaffMember",
    "Team",
    "User",
]
