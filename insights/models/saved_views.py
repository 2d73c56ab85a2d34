from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OwnedModel, OwnedQuerySet
from accounts.permissions import Permission


class SavedViewQuerySet(OwnedQuerySet["SavedView"]):
    def visible_to(self, membership: Membership) -> Self:
        """One's own, and what others share."""
        return self.filter(Q(owner=membership) | Q(is_shared=True))


class SavedView(OwnedModel):
    """A page of the gap board with its filters, to come back to; periods move on with the days.

    `filters` is what the page's form had accepted, by field. A value that is gone since is told
    to whoever opens the view.
    """

    class Page(models.TextChoices):
        NOW = "now", _("Now")
        YEAR = "year", _("Over time")
        COMPARED = "compared", _("Compared")
        CHANNEL = "channel", _("By channel")
        PERSONA = "persona", _("By persona")
        TEAM = "team", _("By team")
        SEGMENT_A = "segment_a", _("By first segment")
        SEGMENT_B = "segment_b", _("By second segment")

    name = models.CharField(_("name"), max_length=80)
    page = models.CharField(_("page"), max_length=9, choices=Page, default=Page.NOW)
    filters = models.JSONField(default=dict)
    # Those of a member who has left stay if they are shared.
    owner = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="saved_views"
    )
    is_shared = models.BooleanField(_("everybody here sees it"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "owner", "name"],
                name="one_saved_view_a_name",
                violation_error_message=_("You have a view of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def may_be_changed_by(self, membership: Membership) -> bool:
        """By its owner; a shared one also by whoever may change the organization."""
        return self.owner_id == membership.pk or (
            self.is_shared and membership.can(Permission.ORGANIZATION_EDIT)
        )
