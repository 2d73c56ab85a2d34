from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from journeys.forms.rows import SeveralField
from journeys.models import EmotionTarget
from journeys.selectors import beliefs

Cell = tuple[int, int]


class RoundForm(forms.Form):
    """Who is asked, and until when."""

    until = forms.DateField(
        label=_("Until"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, org: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"] = SeveralField(
            beliefs.may_be_asked(org=org),
            label=_("Who is asked"),
            help_text=_("With three estimates or more the mean counts as what you believe."),
            error_messages={"required": _("Ask at least one person.")},
        )


class EstimateForm(forms.Form):
    """One number from 0 to 100 for each target of the journey; each may stay open."""

    def __init__(self, *args: Any, cells: Mapping[Cell, EmotionTarget], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells = {f"cell_{stage}_{emotion}": (stage, emotion) for stage, emotion in cells}
        for name, cell in self.cells.items():
            self.fields[name] = forms.IntegerField(
                label=str(cells[cell].emotion), min_value=0, max_value=100, required=False
            )

    def clean(self) -> None:
        if not self.errors and not self.values():
            raise forms.ValidationError(_("Estimate at least one emotion."))

    def values(self) -> dict[Cell, int]:
        """The estimates that were given."""
        return {
            cell: value
            for name, cell in self.cells.items()
            if (value := self.cleaned_data.get(name)) is not None
        }
