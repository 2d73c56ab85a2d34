from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, OwnedModel, Team
from journeys.models import StageAction


class Forecast(OwnedModel):
    """A manager's guess: in how many of 10 interactions does the team do it?

    `is_blind` as long as the page had not shown what practice and customers say when it was made.
    """

    stage_action = models.ForeignKey(StageAction, models.PROTECT, related_name="forecasts")
    team = models.ForeignKey(Team, models.PROTECT, related_name="forecasts")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="forecasts")
    in_ten = models.PositiveSmallIntegerField(
        _("in how many of 10 interactions"), validators=[MaxValueValidator(10)]
    )
    is_blind = models.BooleanField(default=True)
    forecast_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage_action", "team", "membership", "forecast_on"],
                name="one_forecast_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.in_ten} of 10"
