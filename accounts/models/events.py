from dataclasses import dataclass
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.members import ApiToken, Membership
from accounts.models.organizations import OwnedModel, OwnedQuerySet


class ActorKind(models.TextChoices):
    MEMBER = "member", _("Member")
    TOKEN = "token", _("API token")
    GUEST = "guest", _("Guest")
    CUSTOMER = "customer", _("Customer")
    SYSTEM = "system", _("Heartline")


@dataclass(frozen=True)
class Actor:
    """Whoever causes a write: what services take as `by`."""

    kind: ActorKind
    membership: Membership | None = None
    token: ApiToken | None = None

    @classmethod
    def member(cls, membership: Membership) -> "Actor":
        return cls(ActorKind.MEMBER, membership=membership)

    @classmethod
    def system(cls) -> "Actor":
        return cls(ActorKind.SYSTEM)

    @classmethod
    def customer(cls) -> "Actor":
        return cls(ActorKind.CUSTOMER)

    @classmethod
    def guest(cls) -> "Actor":
        return cls(ActorKind.GUEST)


class AppendOnly(TypeError):
    """The event log takes new lines and never changes or loses one."""

    def __init__(self) -> None:
        super().__init__("The event log is append-only.")


class EventQuerySet(OwnedQuerySet["Event"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class Event(OwnedModel):
    """One line of the append-only log: who changed what, from what, to what.

    Of personal data it holds ids and the names of fields, never the values.
    """

    at = models.DateTimeField(default=timezone.now)
    actor_kind = models.CharField(max_length=10, choices=ActorKind)
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    token = models.ForeignKey(ApiToken, models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField(null=True)
    label = models.CharField(max_length=200, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["organization", "-id"], name="event_newest_first"),
            models.Index(fields=["organization", "object_type", "object_id"], name="event_object"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly
