from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.languages import pick, validate_texts
from accounts.models import Membership, OwnedModel, OwnedQuerySet, Team
from emotions.models import Outcome


class CurrentQuerySet(OwnedQuerySet[Any]):
    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)


class Persona(OwnedModel):
    """A kind of customer, by the need that sets them apart."""

    key = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = CurrentQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="persona_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class Journey(OwnedModel):
    """What a customer goes through with us, stage by stage."""

    key = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    personas = models.ManyToManyField(Persona, blank=True, related_name="journeys")
    main_outcome = models.ForeignKey(
        Outcome, models.PROTECT, null=True, blank=True, related_name="journeys"
    )
    template_key = models.SlugField(max_length=60, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = CurrentQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="journey_key_once")
        ]

    def __str__(self) -> str:
        return self.name


class Stage(OwnedModel):
    """One step of a journey as the customer sees it."""

    journey = models.ForeignKey(Journey, models.PROTECT, related_name="stages")
    key = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    customer_goal = models.CharField(_("what the customer wants"), max_length=300, blank=True)
    # The noun phrase that fills {interaction} in a wording, by language: "your support call".
    asked_as = models.JSONField(
        _("asked as"), default=dict, blank=True, validators=[validate_texts]
    )
    is_asked = models.BooleanField(_("ask customers about this stage"), default=True)
    # Solving comes before empathy here: fraud, a failed payment, a defective product.
    resolve_first = models.BooleanField(_("resolve first"), default=False)
    guide = models.JSONField(default=dict, blank=True)  # answers to the seven questions, by key
    intention = models.CharField(_("what we intend"), max_length=300, blank=True)
    reality = models.CharField(_("what customers meet"), max_length=300, blank=True)
    teams = models.ManyToManyField(Team, blank=True, related_name="stages")
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = CurrentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["journey", "key"], name="stage_key_once_a_journey")
        ]

    def __str__(self) -> str:
        return self.name

    def asked_as_in(self, language: str) -> str:
        return pick(self.asked_as, language) or self.name


class Channel(models.TextChoices):
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    CHAT = "chat", _("Chat")
    WEB = "web", _("Web")
    APP = "app", _("App")
    IN_PERSON = "in_person", _("In person")
    POST = "post", _("Post")
    SOCIAL = "social", _("Social media")


class Touchpoint(OwnedModel):
    """Where customer and company meet within a stage."""

    Channel = Channel

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="touchpoints")
    key = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=120)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    owner = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="touchpoints"
    )
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = CurrentQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "key"], name="touchpoint_key_once_a_stage")
        ]

    def __str__(self) -> str:
        return self.name
