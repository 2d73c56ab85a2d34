from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OwnedModel, OwnedQuerySet
from emotions.models import Emotion


class Brainstorm(OwnedModel):
    """A sticky-note session that asks for one emotion, with people of various levels."""

    title = models.CharField(_("title"), max_length=200)
    emotion = models.ForeignKey(Emotion, models.PROTECT, related_name="brainstorms")
    memory_prompt = models.CharField(_("first question"), max_length=300)
    version_prompt = models.CharField(_("second question"), max_length=300)
    held_on = models.DateField(_("held on"))
    votes_each = models.PositiveSmallIntegerField(
        _("votes each"), default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    created_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Participant(OwnedModel):
    """Somebody who was in the room: a member, or a guest by name."""

    class Level(models.TextChoices):
        FRONT_LINE = "front_line", _("Front line")
        SPECIALIST = "specialist", _("Specialist")
        MANAGER = "manager", _("Manager")
        EXECUTIVE = "executive", _("Executive")
        CUSTOMER = "customer", _("Customer")

    brainstorm = models.ForeignKey(Brainstorm, models.CASCADE, related_name="participants")
    membership = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=100)
    level = models.CharField(_("level"), max_length=12, choices=Level)
    function = models.CharField(_("function"), max_length=100, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["brainstorm", "membership"],
                condition=Q(membership__isnull=False),
                name="a_member_is_in_the_room_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Cluster(OwnedModel):
    """Notes of one brainstorm that say the same thing."""

    brainstorm = models.ForeignKey(Brainstorm, models.CASCADE, related_name="clusters")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["brainstorm", "name"],
                name="cluster_name_once",
                violation_error_message=_("There is a cluster of that name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Note(OwnedModel):
    """One thought on one sticky note."""

    class Prompt(models.TextChoices):
        MEMORY = "memory", _("When did somebody make you feel it?")
        OURS = "ours", _("What would our version be?")

    brainstorm = models.ForeignKey(Brainstorm, models.CASCADE, related_name="notes")
    prompt = models.CharField(max_length=6, choices=Prompt)
    text = models.CharField(_("note"), max_length=500)
    participant = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    cluster = models.ForeignKey(
        Cluster, models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    written_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


class Vote(OwnedModel):
    """One dot of one person on one note."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="votes")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["note", "membership"], name="one_vote_a_note_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} for {self.note_id}"


class ActionQuerySet(OwnedQuerySet["Action"]):
    def usable(self) -> Self:
        return self.exclude(state=Action.State.RETIRED)


class Action(OwnedModel):
    """Something we do and say that evokes an emotion; it becomes live only on a stage."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        READY = "ready", _("Ready")
        RETIRED = "retired", _("Retired")

    class Source(models.TextChoices):
        NOTE = "note", _("A brainstorm")
        LIBRARY = "library", _("The starter library")
        CUSTOMER = "customer", _("A customer's words")
        OWN = "own", _("Written here")

    class Cost(models.IntegerChoices):
        NONE = 0, _("No cost")
        LOW = 1, _("Low cost")
        MEDIUM = 2, _("Medium cost")
        HIGH = 3, _("High cost")

    class Effort(models.IntegerChoices):
        LITTLE = 1, _("Little effort")
        SOME = 2, _("Some effort")
        MUCH = 3, _("Much effort")

    class Strength(models.IntegerChoices):
        WEAK = 1, _("Weak")
        MEDIUM = 2, _("Medium")
        STRONG = 3, _("Strong")

    title = models.CharField(_("title"), max_length=200)
    what_we_do = models.TextField(_("what we do"), max_length=2000)
    what_we_say = models.TextField(_("what we say"), max_length=2000, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    source = models.CharField(_("source"), max_length=8, choices=Source, default=Source.OWN)
    library_key = models.SlugField(max_length=60, blank=True)
    note = models.ForeignKey(Note, models.SET_NULL, null=True, blank=True, related_name="actions")
    cluster = models.ForeignKey(
        Cluster, models.SET_NULL, null=True, blank=True, related_name="actions"
    )
    quote = models.CharField(_("the customer's words"), max_length=500, blank=True)
    cost = models.PositiveSmallIntegerField(_("cost"), choices=Cost, default=Cost.NONE)
    effort = models.PositiveSmallIntegerField(_("effort"), choices=Effort, default=Effort.LITTLE)
    owner = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="owned_actions"
    )
    emotions = models.ManyToManyField(Emotion, through="ActionEmotion", related_name="actions")
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "library_key"],
                condition=~Q(library_key=""),
                name="library_action_copied_once",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ActionEmotion(OwnedModel):
    """That an action is expected to evoke an emotion, and how strongly."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="evokes")
    emotion = models.ForeignKey(Emotion, models.PROTECT, related_name="evoked_by")
    strength = models.PositiveSmallIntegerField(
        _("expected strength"), choices=Action.Strength, default=Action.Strength.MEDIUM
    )

    class Meta:
        ordering = ["-strength", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "emotion"], name="action_evokes_it_once")
        ]

    def __str__(self) -> str:
        return f"{self.action_id} evokes {self.emotion_id}"


class ActionState(OwnedModel):
    """Since when an action has been proposed, ready or retired, and who decided."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="states")
    state = models.CharField(max_length=8, choices=Action.State)
    since = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-since", "-pk"]

    def __str__(self) -> str:
        return f"{self.state} since {self.since:%Y-%m-%d}"
