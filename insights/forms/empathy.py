from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import offer
from accounts.models import Organization, Team
from insights.selectors.empathy import Row
from journeys.models import Journey


class EmpathyFilter(forms.Form):
    """Which behaviours are looked at. A wrong filter leaves all of them."""

    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Team"), required=False, empty_label=_("Every team")
    )
    journey = forms.ModelChoiceField(
        Journey.objects.none(), label=_("Journey"), required=False, empty_label=_("Every journey")
    )

    def __init__(self, data: Any, *, org: Organization) -> None:
        super().__init__(data)
        offer(self, team=Team.objects.for_org(org).current())
        offer(self, journey=Journey.objects.for_org(org).current())

    def narrowed(self, rows: list[Row]) -> list[Row]:
        """The rows that are asked for; what is said of them was judged over all."""
        wanted = self.cleaned_data if self.is_valid() else {}
        team, journey = wanted.get("team"), wanted.get("journey")
        return [
            row
            for row in rows
            if team in (None, row.team) and journey in (None, row.stage_action.stage.journey)
        ]
