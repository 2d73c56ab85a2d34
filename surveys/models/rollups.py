from django.db import models
from django.utils import timezone

from accounts.models import OwnedModel
from journeys.models import Stage
from surveys.models.answers import Response
from surveys.models.asking import Question
from surveys.models.people import Slice

VALUES = range(11)
COUNTS = tuple(f"c{value}" for value in VALUES)
TALLIES = (*COUNTS, "unsaid")
UNSAID = len(COUNTS)  # its place among them


class Tally(OwnedModel):
    """How often each answer value was given to a question at a stage on a day of experience."""

    day = models.DateField()
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", db_index=False)
    c0 = models.PositiveIntegerField(default=0)
    c1 = models.PositiveIntegerField(default=0)
    c2 = models.PositiveIntegerField(default=0)
    c3 = models.PositiveIntegerField(default=0)
    c4 = models.PositiveIntegerField(default=0)
    c5 = models.PositiveIntegerField(default=0)
    c6 = models.PositiveIntegerField(default=0)
    c7 = models.PositiveIntegerField(default=0)
    c8 = models.PositiveIntegerField(default=0)
    c9 = models.PositiveIntegerField(default=0)
    c10 = models.PositiveIntegerField(default=0)
    unsaid = models.PositiveIntegerField(default=0)  # "can't say", "don't remember"

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.day} {self.stage_id} {self.question_id}"


class RollUp(Tally):
    """The tally of one slice: day x stage x question x slice.

    Five counts tell everything about an emotion, eleven about recommend. Rewritten as a whole
    for a dirty day, never added to, so that doing it twice changes nothing.
    """

    slice = models.ForeignKey(Slice, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "day", "stage", "question", "slice"],
                name="one_roll_up_a_cell",
            )
        ]


class DayTotal(Tally):
    """The tally of all slices together, which is what figures without a filter are read from.

    It does not grow with the number of channels, teams and segments.
    """

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "day", "stage", "question"], name="one_total_a_cell"
            )
        ]


class Arrival(OwnedModel):
    """A counted response that the roll-ups of its day do not hold yet.

    Answers never change once they count, so a response arrives once. Figures are the roll-ups
    and these; what one customer answers makes nobody read the whole day again.
    """

    response = models.OneToOneField(Response, models.CASCADE, related_name="arrival")
    day = models.DateField()  # experienced on

    def __str__(self) -> str:
        return f"{self.day} {self.response_id}"


class DirtyDay(OwnedModel):
    """A day whose roll-ups may be wrong: answers were erased, or many came at once.

    One mark a change, never shared between transactions: a shared row would either be fought
    over, or be deleted under a change that is not committed yet.
    """

    day = models.DateField()
    marked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["organization", "day"], name="dirty_day")]

    def __str__(self) -> str:
        return str(self.day)


class DesignFactor(OwnedModel):
    """By how much repeat customers widen an interval of this stage; estimated nightly."""

    stage = models.OneToOneField(Stage, models.CASCADE, related_name="design_factor")
    value = models.FloatField(default=1.0)
    estimated_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.stage_id} x{self.value:.2f}"
