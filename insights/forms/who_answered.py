from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import offer
from accounts.models import Membership
from insights.forms.board import PERIODS
from insights.selectors import secrecy
from insights.selectors.periods import DEFAULT_DAYS, Period
from journeys.models import Journey

FIXED = [(days, label) for days, label in PERIODS if days.isdigit()]


class WhoAnsweredFilter(forms.Form):
    """Which journey, which of the usual periods. What is wrong or missing is taken as usual."""

    journey = forms.ModelChoiceField(Journey.objects.none(), label=_("Journey"), empty_label=None)
    period = forms.ChoiceField(choices=FIXED, label=_("Period"))

    def __init__(self, asked: dict[str, Any], *, reader: Membership) -> None:
        self.reading = secrecy.for_reader(reader)
        journeys = Journey.objects.for_org(self.reading.org).current()
        wanted, days = str(asked.get("journey", "")), str(asked.get("period", ""))
        self.chosen_journey: Journey | None = (
            journeys.filter(pk=wanted).first() if wanted.isdigit() else None
        ) or journeys.first()
        self.days = int(days) if days in dict(FIXED) else DEFAULT_DAYS
        super().__init__(
            {"journey": self.chosen_journey and self.chosen_journey.pk, "period": self.days}
        )
        offer(self, journey=journeys)

    @property
    def chosen_period(self) -> Period:
        return self.reading.last(self.days)
