from django import forms
from django.utils.translation import gettext_lazy as _

from insights.models import Alert
from insights.selectors.alerts import STATES


class AcknowledgeForm(forms.ModelForm[Alert]):
    """What one makes of an alert."""

    class Meta:
        model = Alert
        fields = ["note"]
        widgets = {"note": forms.Textarea({"rows": 2})}
        labels = {"note": _("What do you make of it?")}


class AlertFilter(forms.Form):
    """Which alerts to list; a wrong state lists the open ones."""

    state = forms.ChoiceField(
        choices=[
            ("open", _("New")),
            ("known", _("Noted")),
            ("over", _("Over")),
            ("all", _("All")),
        ],
        label=_("Show"),
        required=False,
    )

    def chosen(self) -> str:
        """The state to list."""
        state = self.cleaned_data.get("state") if self.is_valid() else ""
        return state or STATES[0]
