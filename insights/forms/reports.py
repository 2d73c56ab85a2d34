from datetime import date
from typing import Any

from django import forms
from django.core.validators import validate_comma_separated_integer_list
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import RowsField, offer
from accounts.models import Membership, Organization
from insights.services.reports import month_before
from journeys.models import Journey

MONTHS = 12


class MakeForm(forms.Form):
    """Which month of which journey to report on: one that is over."""

    journey = forms.ModelChoiceField(Journey.objects.none(), label=_("Journey"), empty_label=None)
    month = forms.TypedChoiceField(label=_("Month"), coerce=date.fromisoformat)

    def __init__(self, data: Any = None, *, org: Organization) -> None:
        super().__init__(data)
        offer(self, journey=Journey.objects.for_org(org).current())
        months = [
            (month.isoformat(), date_format(month, "YEAR_MONTH_FORMAT"))
            for month in _past_months(org.today())
        ]
        offer(self, month=months)


def _past_months(today: date) -> list[date]:
    months = [month_before(today)]
    while len(months) < MONTHS:
        months.append(month_before(months[-1]))
    return months


class ReadersForm(forms.Form):
    """Who gets the report of a journey by mail."""

    members = RowsField(
        Membership.objects.none(),
        label=_("Send it to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("On the sixth of each month, in each one's own language."),
    )
    # Who was on the list that was shown, so that nobody who left meanwhile is put back.
    shown = forms.CharField(
        required=False,
        widget=forms.HiddenInput,
        validators=[validate_comma_separated_integer_list],
    )

    def __init__(self, data: Any = None, *, journey: Journey, readers: list[int]) -> None:
        shown = ",".join(map(str, readers))
        super().__init__(data, initial={"members": readers, "shown": shown})
        members = Membership.objects.present().for_org(journey.organization)
        offer(self, members=members.select_related("user").order_by("user__name"))

    def clean_shown(self) -> set[int]:
        return {int(pk) for pk in self.cleaned_data["shown"].split(",") if pk}
