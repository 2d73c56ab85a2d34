from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organization, OwnedModel, OwnedQuerySet
from journeys.models import Stage
from surveys.models.asking import Question
from surveys.models.people import Customer, Interaction, Slice
from surveys.models.sending import Invitation


class ResponseQuerySet(OwnedQuerySet["Response"]):
    def counted(self) -> Self:
        return self.filter(is_counted=True)


class Response(OwnedModel):
    """What one customer told us about one interaction."""

    class Source(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        LINK = "link", _("Open link")
        KIOSK = "kiosk", _("Kiosk")
        IMPORT = "import", _("Import")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent")
        PARTIAL = "partial", _("Partial")

    source = models.CharField(max_length=10, choices=Source, default=Source.INVITATION)
    invitation = models.OneToOneField(
        Invitation, models.SET_NULL, null=True, blank=True, related_name="response"
    )
    interaction = models.ForeignKey(
        Interaction, models.SET_NULL, null=True, blank=True, related_name="responses"
    )
    customer = models.ForeignKey(
        Customer, models.SET_NULL, null=True, blank=True, related_name="responses"
    )
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="responses")
    slice = models.ForeignKey(Slice, models.PROTECT, related_name="+")
    experienced_on = models.DateField()
    language = models.CharField(max_length=5)
    state = models.CharField(max_length=7, choices=State, default=State.DRAFT)
    # Sent or partial, and not set aside: what every figure is made of.
    is_counted = models.BooleanField(default=False)
    set_aside = models.CharField(max_length=100, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    last_activity_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(max_length=4000, blank=True)

    objects: ClassVar[Any] = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="sent_response_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(is_counted=False) | ~Q(state="draft") & Q(set_aside=""),
                name="drafts_do_not_count",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "experienced_on"], name="response_day"),
            models.Index(
                fields=["last_activity_at"], condition=Q(state="draft"), name="response_drafts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.experienced_on}"


class Answer(OwnedModel):
    """One answer to one question: the step on its scale from 0, or null for "can't say"."""

    # Reached through its response only; indexes of its own would double the cost of an insert.
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+", db_index=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="answers", db_index=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", db_index=False)
    value = models.PositiveSmallIntegerField(null=True)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="one_answer_a_question"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__lte=10), name="answer_on_a_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.value}"


class FollowUpQuerySet(OwnedQuerySet["FollowUp"]):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)


class FollowUp(OwnedModel):
    """Somebody looks after a customer whose answer was low."""

    class Result(models.TextChoices):
        SOLVED = "solved", _("Solved")
        EXPLAINED = "explained", _("Explained")
        NOT_REACHED = "not_reached", _("Not reached")
        NOTHING_TO_DO = "nothing", _("Nothing to do")

    response = models.OneToOneField(Response, models.CASCADE, related_name="followup")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="followups")
    reason = models.CharField(max_length=200)
    owner = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="followups"
    )
    due_on = models.DateField(_("due on"))
    note = models.TextField(_("note"), max_length=4000, blank=True)
    result = models.CharField(_("result"), max_length=12, blank=True, choices=Result)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(result=""),
                name="a_closed_follow_up_has_a_result",
            )
        ]

    def __str__(self) -> str:
        return self.reason
