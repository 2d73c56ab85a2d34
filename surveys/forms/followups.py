"""Looking after an unhappy customer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import offer
from accounts.models import Membership, Organization
from surveys.models import FollowUp
from surveys.selectors import followups

NOTE = {"rows": 5, "dir": "auto"}


class FollowUpForm(forms.Form):
    """Who looks after it, until when, and what is known so far."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    owner = forms.ModelChoiceField(Membership.objects.none(), label=_("Owner"), required=False)
    due_on = forms.DateField(
        label=_("Due on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(
        label=_("Note"), max_length=4000, required=False, widget=forms.Textarea(NOTE)
    )

    def __init__(self, *args: Any, org: Organization, followup: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, owner=followups.possible_owners(org))
        self.initial.update(
            version=followup.version,
            owner=followup.owner_id,
            due_on=followup.due_on,
            note=followup.note,
        )


class CloseForm(forms.Form):
    """How it ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    result = forms.ChoiceField(
        label=_("Result"), choices=FollowUp.Result.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What happened"), max_length=4000, required=False, widget=forms.Textarea(NOTE)
    )

    def __init__(self, *args: Any, followup: FollowUp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(version=followup.version, note=followup.note)
