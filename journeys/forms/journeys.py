from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emotions.models import Outcome
from journeys.forms.rows import RowForm
from journeys.models import Journey, Persona


class JourneyForm(RowForm):
    model = Journey
    names = ("name", "description")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A predictor explains value and an imported figure is never asked.
        outcomes = Outcome.objects.for_org(self.org).filter(archived_at=None, is_predictor=False)
        self.fields["main_outcome"] = forms.ModelChoiceField(
            outcomes.exclude(scale=Outcome.Scale.NUMBER),
            label=_("Main outcome"),
            required=False,
            empty_label=_("Decide later"),
            help_text=_("What it is worth when customers feel what you intend."),
        )
        journey = self.row
        if isinstance(journey, Journey):
            self.start("main_outcome")
        personas = Persona.objects.for_org(self.org).current()
        chosen = journey.personas.all() if isinstance(journey, Journey) else ()
        self.rows("personas", _("Who goes through it"), personas, chosen)
        self.fields["description"].widget.attrs["rows"] = 3


class TemplateForm(forms.Form):
    """The name of a journey made from a template."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"dir": "auto"}))
