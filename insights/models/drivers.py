from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import OwnedModel
from emotions.models import Outcome
from journeys.models import Journey, Stage


class FoldedMonth(OwnedModel):
    """A month whose answers are folded for the drivers, as its roll-ups stood then.

    Roll-ups are rewritten as a whole, so that the newest of them and their number tell whether
    anything has changed since: nobody has to leave a mark while customers answer. `interactions`
    tells the same of the customers who were met.
    """

    month = models.DateField()  # its first day
    interactions = models.PositiveIntegerField(default=0)
    newest_roll_up = models.PositiveBigIntegerField()
    roll_ups = models.PositiveIntegerField()
    folded_at = models.DateTimeField()

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "month"], name="month_folded_once")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class Fold(OwnedModel):
    """What the drivers need of a month's answers at one stage, whoever gave them.

    For each pattern of questions answered together: how many responses, the sums and the products
    of their steps, in 256 buckets of customers. `patterns` and `cells` are what
    insights.engine.drivers.packing makes of it. Overwritten with its month, never added to.
    """

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    responses = models.PositiveIntegerField()
    patterns = models.JSONField()
    cells = models.BinaryField()

    class Meta:
        abstract = True


class StageFold(Fold):
    """The answers that came with one about an outcome."""

    month = models.ForeignKey(FoldedMonth, models.CASCADE, related_name="folds")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "stage"], name="stage_folded_once_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.stage_id} {self.month_id}"


class FactMonth(OwnedModel):
    """A month whose answers are folded with what imports told of the same customers later.

    `state` changes whenever the answers of the month or the facts that matter to them do.
    """

    class Measure(models.TextChoices):
        YES_NO = "yes_no", _("Yes or no")
        AMOUNT = "amount", _("Amount")

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="+")
    month = models.DateField()  # its first day
    measure = models.CharField(max_length=6, choices=Measure)
    state = models.CharField(max_length=64)
    folded_at = models.DateTimeField()

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(fields=["outcome", "month"], name="facts_folded_once_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.month:%Y-%m}"


class FactFold(Fold):
    """The answers that a fact about their customer could follow."""

    month = models.ForeignKey(FactMonth, models.CASCADE, related_name="folds")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "stage"], name="facts_of_a_stage_folded_once")
        ]

    def __str__(self) -> str:
        return f"{self.stage_id} {self.month_id}"


class Reach(OwnedModel):
    """How many customers were met in a month: on a journey as a whole, or at one of its stages."""

    month = models.ForeignKey(FoldedMonth, models.CASCADE, related_name="reached")
    journey = models.ForeignKey(Journey, models.PROTECT, related_name="+")
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, blank=True, related_name="+")
    customers = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "stage"],
                condition=Q(stage__isnull=False),
                name="reach_of_a_stage_once_a_month",
            ),
            models.UniqueConstraint(
                fields=["month", "journey"],
                condition=Q(stage__isnull=True),
                name="reach_of_a_journey_once_a_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customers} at {self.stage_id or self.journey_id}"
