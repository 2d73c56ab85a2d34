"""What stands above the lists of customers and interactions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import offer
from accounts.models import Organization
from surveys.forms.filters import ALL, StageFilter
from surveys.models import Customer
from surveys.selectors import customers


class CustomerFilter(forms.Form):
    q = forms.CharField(label=_("Name, number or address"), max_length=100, required=False)
    consent = forms.ChoiceField(
        label=_("Consent"), choices=ALL + Customer.Consent.choices, required=False
    )
    source = forms.ChoiceField(label=_("Source"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Present")), ("erased", _("Erased"))],
        required=False,
    )

    def __init__(self, *args: Any, org: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(source, source) for source in customers.sources(org)]
        offer(self, source=ALL + known)

    def chosen(self) -> dict[str, Any]:
        """What was chosen; nothing where it makes no sense."""
        return self.cleaned_data if self.is_valid() else {}


class InteractionFilter(StageFilter):
    q = forms.CharField(label=_("Customer or reference"), max_length=100, required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"})
    )
