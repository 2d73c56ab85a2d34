from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import offer
from accounts.models import Membership, Organization
from accounts.selectors import log


class EventFilter(forms.Form):
    """Which events to list; a wrong filter leaves the whole list and says why."""

    person = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Person"), required=False, empty_label=_("Everybody")
    )
    kind = forms.ChoiceField(label=_("About"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, org: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Membership.objects.for_org(org).select_related("user").order_by("user__name")
        offer(self, person=people, kind=[("", _("Everything")), *log.kinds_in(org)])

    @property
    def chosen(self) -> dict[str, Any]:
        """Arguments of log.events_of."""
        if not self.is_valid():
            return {}
        person = self.cleaned_data["person"]
        return {
            "membership_id": person.pk if person else None,
            "object_type": self.cleaned_data["kind"],
            "since": self.cleaned_data["since"],
            "until": self.cleaned_data["until"],
        }
