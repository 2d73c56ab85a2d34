"""Which teams are asked how they feel at work, and until when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import RowsField
from accounts.models import Organization, Team
from surveys.models import PulseRound
from surveys.selectors import pulse


class TeamsField(RowsField):
    """Teams to tick, each with how many people it has."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, team: Team) -> str:
        return f"{team} ({team.people})"  # type: ignore[attr-defined]


class PulseForm(forms.Form):
    """A round of the employee pulse."""

    closes_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Figures are shown when the round has closed, and never before."),
    )
    every_weeks = forms.TypedChoiceField(
        label=_("Ask again"), choices=PulseRound.Rhythm.choices, coerce=int, initial=0
    )

    def __init__(self, *args: Any, org: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"] = TeamsField(
            pulse.may_be_asked(org=org),
            label=_("Who is asked"),
            help_text=_(
                "Of a team with fewer than five answers nothing is shown; its answers still "
                "count for the whole."
            ),
            error_messages={"required": _("Ask at least one team.")},
        )
        self.order_fields(["teams", "closes_on", "every_weeks"])
