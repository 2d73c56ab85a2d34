from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.languages import pick, validate_texts
from accounts.models import Membership, OwnedModel, OwnedQuerySet


class EmotionQuerySet(OwnedQuerySet["Emotion"]):
    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)


class Emotion(OwnedModel):
    """One specific emotion, by the same name through all five rules."""

    class Direction(models.TextChoices):
        SEEK = "seek", _("Seek")
        AVOID = "avoid", _("Avoid")

    class Group(models.TextChoices):
        BELONGING = "belonging", _("Belonging")
        ASSURANCE = "assurance", _("Assurance")
        ENJOYMENT = "enjoyment", _("Enjoyment")
        STRAIN = "strain", _("Strain")

    key = models.SlugField(max_length=60)
    names = models.JSONField(_("name"), validators=[validate_texts])
    definitions = models.JSONField(_("definition"), default=dict, blank=True)
    group = models.CharField(_("group"), max_length=12, choices=Group)
    direction = models.CharField(_("direction"), max_length=5, choices=Direction)
    is_own = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = EmotionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="emotion_key_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return pick(self.names)

    @property
    def definition(self) -> str:
        return pick(self.definitions)

    @property
    def is_to_avoid(self) -> bool:
        return self.direction == self.Direction.AVOID


class FocusEmotion(OwnedModel):
    """The dated decision that an emotion drives value here, with its reason and evidence."""

    emotion = models.ForeignKey(Emotion, models.PROTECT, related_name="focus_decisions")
    reason = models.TextField(_("reason"), max_length=2000)
    evidence = models.TextField(_("evidence"), max_length=4000, blank=True)
    decided_on = models.DateField(_("decided on"))
    decided_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["emotion"],
                condition=Q(ended_on__isnull=True),
                name="one_open_focus_decision_an_emotion",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("decided_on")),
                name="focus_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.emotion} since {self.decided_on}"


class Outcome(OwnedModel):
    """What value means here: recommending, buying more, forgiving, trusting; or an imported fact."""

    class Scale(models.TextChoices):
        ELEVEN = "eleven", _("0 to 10")
        FIVE = "five", _("5 points")
        THREE = "three", _("Yes, partly, no")
        NUMBER = "number", _("A number from another system")

    class Benefit(models.TextChoices):
        DIRECT = "direct", _("Direct")
        INDIRECT = "indirect", _("Indirect")

    key = models.SlugField(max_length=60)
    names = models.JSONField(_("name"), validators=[validate_texts])
    scale = models.CharField(_("scale"), max_length=8, choices=Scale)
    benefit = models.CharField(_("benefit"), max_length=8, choices=Benefit)
    is_predictor = models.BooleanField(default=False)  # success explains value, it is not value
    higher_is_better = models.BooleanField(default=True)  # fewer should churn
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "key"], name="outcome_key_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return pick(self.names)

    @property
    def is_imported(self) -> bool:
        return self.scale == self.Scale.NUMBER


class Wording(OwnedModel):
    """One dated version of the sentence that asks about an emotion or an outcome, by language.

    The only placeholder is {interaction}, which the stage fills ("your support call"). Once an
    answer rests on it, it is never edited: a change makes the next number.
    """

    emotion = models.ForeignKey(
        Emotion, models.PROTECT, null=True, blank=True, related_name="wordings"
    )
    outcome = models.ForeignKey(
        Outcome, models.PROTECT, null=True, blank=True, related_name="wordings"
    )
    number = models.PositiveSmallIntegerField(default=1)
    texts = models.JSONField(_("wording"), validators=[validate_texts])
    # Charts pool the versions of a wording unless an editor says that the meaning changed.
    meaning_changed = models.BooleanField(_("the meaning changed"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)  # locked from then on

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(emotion__isnull=False, outcome__isnull=True)
                | Q(emotion__isnull=True, outcome__isnull=False),
                name="wording_of_an_emotion_or_an_outcome",
            ),
            models.UniqueConstraint(
                fields=["emotion", "number"],
                condition=Q(emotion__isnull=False),
                name="emotion_wording_number_once",
            ),
            models.UniqueConstraint(
                fields=["outcome", "number"],
                condition=Q(outcome__isnull=False),
                name="outcome_wording_number_once",
            ),
        ]

    def __str__(self) -> str:
        return pick(self.texts)

    @property
    def is_locked(self) -> bool:
        return self.answered_at is not None
