import zoneinfo
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

M_co = TypeVar("M_co", bound=models.Model, covariant=True)

HEX_COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write the colour as #rrggbb."))


def validate_slug(slug: str) -> None:
    if not settings.SLUG_PATTERN.match(slug):
        raise ValidationError(_("Use lower-case letters, digits and hyphens, for example acme."))
    if slug in settings.RESERVED_SLUGS:
        raise ValidationError(_("This address belongs to Heartline itself; choose another."))


def validate_timezone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("Choose a time zone such as Europe/Berlin."))


def default_languages() -> list[str]:
    return ["en"]


class Organization(models.Model):
    """A company that maps its journeys; every product row belongs to exactly one."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.CharField(_("address"), max_length=50, unique=True, validators=[validate_slug])
    timezone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_timezone]
    )
    # Languages its customers are written to; the first is the one texts fall back to.
    languages = models.JSONField(_("languages"), default=default_languages)
    brand_colour = models.CharField(
        _("brand colour"), max_length=7, default="#7a3e65", validators=[HEX_COLOUR]
    )
    sender_name = models.CharField(_("sender's name"), max_length=100, blank=True)
    sender_email = models.EmailField(_("sender's address"), blank=True)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    postal_address = models.CharField(_("postal address"), max_length=300, blank=True)
    privacy_url = models.URLField(_("privacy notice"), blank=True)
    # Keys of customer or interaction attributes that figures may be split by.
    reporting_segments = models.JSONField(_("reporting segments"), default=list, blank=True)
    answer_months = models.PositiveSmallIntegerField(
        _("keep answers (months)"), default=36, validators=[MinValueValidator(1)]
    )
    comment_months = models.PositiveSmallIntegerField(
        _("keep comments (months)"), default=24, validators=[MinValueValidator(1)]
    )
    interaction_months = models.PositiveSmallIntegerField(
        _("keep interactions nobody answered about (months)"),
        default=24,
        validators=[MinValueValidator(1)],
    )
    asking_cap_days = models.PositiveSmallIntegerField(
        _("days between two surveys to one customer"),
        default=30,
        validators=[MaxValueValidator(365)],
    )
    # Roles that may read single answers, beside the grants table.
    answer_readers = models.JSONField(default=list, blank=True)
    is_demo = models.BooleanField(default=False)
    onboarding_hidden_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)
    # Set while the organization is being removed: only then may its log be deleted.
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        codes = {code for code, _name in settings.LANGUAGES}
        if not self.languages or not set(self.languages) <= codes:
            raise ValidationError({"languages": gettext("Choose at least one language.")})
        if len(self.reporting_segments) > 2:
            raise ValidationError({"reporting_segments": gettext("Choose at most two segments.")})

    @cached_property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.timezone)

    @property
    def language(self) -> str:
        """The language that texts fall back to."""
        return str(self.languages[0])

    def local_date(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def today(self) -> date:
        return self.local_date(now())


class OwnedQuerySet(models.QuerySet[M_co]):
    def for_org(self, organization: Organization) -> Self:
        return self.filter(organization=organization)


class OwnedModel(models.Model):
    """A row that belongs to one organization and is only ever read through for_org()."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")

    objects: ClassVar[Any] = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Rows that were read and put here are there: asking the database for each costs as much again."""
        links = [f for f in self._meta.concrete_fields if isinstance(f, models.ForeignKey)]
        read = [f.name for f in links if getattr(self, f.attname) and f.is_cached(self)]
        super().clean_fields(exclude={*(exclude or ()), *read})

    def clean(self) -> None:
        """No row points at another organization's row: the one place where that is checked."""
        super().clean()
        for field in self._meta.concrete_fields:
            if not is_owned(field.related_model) or getattr(self, field.attname) is None:
                continue
            if getattr(self, field.name).organization_id != self.organization_id:
                raise ValidationError(
                    {field.name: gettext("This belongs to another organization.")}
                )


def is_owned(model: object) -> bool:
    return isinstance(model, type) and issubclass(model, OwnedModel)
