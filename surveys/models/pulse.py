"""The employee pulse. Nothing here tells who answered what, nor on which day (docs/adr/0011)."""

import hashlib
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OwnedModel, OwnedQuerySet, StaffMember, Team
from surveys.library.pulse import KEYS

ITEMS = [(key, key) for key in KEYS]
# Nothing that is mistaken for something else when it is typed off a slip.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 12


class PulseRoundQuerySet(OwnedQuerySet["PulseRound"]):
    def open(self) -> Self:
        return self.filter(closed_on__isnull=True)

    def closed(self) -> Self:
        return self.filter(closed_on__isnull=False)


class PulseRound(OwnedModel):
    """One time of asking those who serve customers how they feel at work."""

    class Rhythm(models.IntegerChoices):
        ONCE = 0, _("Once")
        MONTHLY = 4, _("Every 4 weeks")
        QUARTERLY = 13, _("Every 13 weeks")

    opened_on = models.DateField()
    closes_on = models.DateField(_("last day"))
    closed_on = models.DateField(null=True, blank=True)
    every_weeks = models.PositiveSmallIntegerField(
        _("ask again"), choices=Rhythm, default=Rhythm.ONCE
    )
    opened_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[Any] = PulseRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            # Two rounds at once would ask the same people twice; their difference is a few people.
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(closed_on__isnull=True),
                name="one_open_pulse",
                violation_error_message=_("A pulse is open already."),
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opened_on")), name="a_pulse_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opened_on:%Y-%m-%d}"


class PulseGroup(OwnedModel):
    """A team in a round: how many were asked and how many answered, and never who."""

    round = models.ForeignKey(PulseRound, models.CASCADE, related_name="groups")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    asked = models.PositiveIntegerField()
    answered = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["team__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "team"], name="a_team_once_a_pulse"),
            models.CheckConstraint(
                condition=Q(answered__lte=F("asked")), name="nobody_answers_a_pulse_twice"
            ),
        ]

    def __str__(self) -> str:
        return str(self.team)


class PulseTally(OwnedModel):
    """How often each answer to one item was given in a team: all that is ever stored of answers."""

    group = models.ForeignKey(PulseGroup, models.CASCADE, related_name="tallies")
    item = models.CharField(max_length=20, choices=ITEMS)
    c0 = models.PositiveIntegerField(default=0)
    c1 = models.PositiveIntegerField(default=0)
    c2 = models.PositiveIntegerField(default=0)
    c3 = models.PositiveIntegerField(default=0)
    c4 = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "pulse tallies"
        constraints = [
            models.UniqueConstraint(fields=["group", "item"], name="an_item_once_a_group")
        ]

    def __str__(self) -> str:
        return self.item

    @property
    def counts(self) -> tuple[int, ...]:
        return (self.c0, self.c1, self.c2, self.c3, self.c4)


class PulseInviteeQuerySet(OwnedQuerySet["PulseInvitee"]):
    def waiting(self) -> Self:
        """Those who may still answer."""
        return self.filter(has_answered=False, round__closed_on__isnull=True)


class PulseInvitee(OwnedModel):
    """Somebody who is asked, while the round is open: then the row goes, and with it the mark.

    `has_answered` without a time, so that nobody can lay it beside the tallies.
    """

    round = models.ForeignKey(PulseRound, models.CASCADE, related_name="invitees")
    group = models.ForeignKey(PulseGroup, models.CASCADE, related_name="invitees")
    staff_member = models.ForeignKey(StaffMember, models.CASCADE, related_name="+")
    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    code_hash = models.CharField(max_length=64, unique=True)
    is_emailed = models.BooleanField(default=False)
    has_answered = models.BooleanField(default=False)

    objects: ClassVar[Any] = PulseInviteeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "staff_member"], name="asked_once_a_pulse")
        ]

    def __str__(self) -> str:
        return str(self.staff_member)

    @property
    def code(self) -> str:
        """What opens the questions: computed from our key, so it lies in no table and no queue."""
        made = salted_hmac("surveys.PulseInvitee", self.public_id.hex, algorithm="sha256")
        number = int.from_bytes(made.digest(), "big")
        letters = []
        for _place in range(CODE_LENGTH):
            number, rest = divmod(number, len(LETTERS))
            letters.append(LETTERS[rest])
        return "".join(letters)

    @property
    def email(self) -> str:
        """Where to write to: the staff row's own address, else that of the login."""
        member = self.staff_member.membership
        if self.staff_member.email or member is None or member.left_at is not None:
            return self.staff_member.email
        return str(member.user.email)


class PulseComment(OwnedModel):
    """Words left in a round. No team and no time, and a random key, so that order tells nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(PulseRound, models.CASCADE, related_name="comments")
    text = models.TextField(max_length=2000)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


def code_digest(typed: str) -> str:
    """The digest of a code as somebody typed it: capitals, blanks and hyphens do not matter."""
    letters = "".join(letter for letter in typed.lower() if letter.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()
