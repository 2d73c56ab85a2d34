from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.members import Membership
from accounts.models.organizations import OwnedModel, OwnedQuerySet


class TeamQuerySet(OwnedQuerySet["Team"]):
    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)


class Team(OwnedModel):
    """People who serve customers together."""

    name = models.CharField(_("name"), max_length=100)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = TeamQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"],
                name="team_name_once",
                violation_error_message=_("There is a team of that name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class StaffMemberQuerySet(OwnedQuerySet["StaffMember"]):
    def present(self) -> Self:
        return self.filter(left_at__isnull=True)


class StaffMember(OwnedModel):
    """Somebody who serves customers, with or without a login of their own."""

    name = models.CharField(_("name"), max_length=120)
    external_id = models.CharField(_("staff number"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="staff")
    membership = models.OneToOneField(
        Membership, models.SET_NULL, null=True, blank=True, related_name="staff_member"
    )
    left_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = StaffMemberQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "external_id"],
                condition=~Q(external_id=""),
                name="staff_number_once",
                violation_error_message=_("That staff number is taken."),
            )
        ]

    def __str__(self) -> str:
        return self.name
