"""One interaction, typed in by hand."""

from itertools import groupby
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import offer
from accounts.models import Organization, StaffMember
from journeys.models import Stage, Touchpoint
from surveys.models import Customer, Interaction

NOTHING = ("", "–")
WHEN = "%Y-%m-%dT%H:%M"


class InteractionForm(forms.Form):
    """Who it was, at which stage, and when; somebody new is added on the way."""

    # Made with the page: pressing twice stores once.
    reference = forms.CharField(widget=forms.HiddenInput, max_length=200)
    who = forms.CharField(
        label=_("Customer's number or e-mail address"),
        max_length=200,
        help_text=_("Somebody unknown is added as a customer."),
    )
    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, help_text=_("For a new customer.")
    )
    consent = forms.ChoiceField(
        label=_("May we ask them?"),
        choices=Customer.Consent.choices,
        initial=Customer.Consent.UNKNOWN,
        help_text=_("For a new customer. Without it nobody is written to."),
    )
    stage = forms.ModelChoiceField(
        Stage.objects.none(),
        label=_("Stage"),
        required=False,
        help_text=_("The touchpoint alone is enough, too."),
    )
    touchpoint = forms.ModelChoiceField(
        Touchpoint.objects.none(), label=_("Touchpoint"), required=False
    )
    staff_member = forms.ModelChoiceField(
        StaffMember.objects.none(), label=_("Who served them"), required=False, empty_label="–"
    )
    occurred_at = forms.DateTimeField(
        label=_("When"),
        input_formats=[WHEN, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=WHEN),
    )

    def __init__(
        self, *args: Any, org: Organization, customer: Customer | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.customer = customer
        if customer is not None:  # nothing is asked about somebody who is known
            del self.fields["who"], self.fields["name"], self.fields["consent"]
        stages = Stage.objects.for_org(org).current().filter(journey__archived_at__isnull=True)
        touchpoints = Touchpoint.objects.for_org(org).current().filter(stage__in=stages)
        self._choose_from("stage", stages.select_related("journey"), "journey")
        self._choose_from("touchpoint", touchpoints.select_related("stage"), "stage")
        offer(self, staff_member=StaffMember.objects.for_org(org).present())
        now = timezone.now().astimezone(org.zone)
        self.initial = {
            "reference": f"{Interaction.TYPED_IN}{uuid4().hex}",
            "occurred_at": now.replace(tzinfo=None, second=0, microsecond=0),
            **self.initial,
        }

    def _choose_from(self, name: str, rows: Any, parent: str) -> None:
        """A select whose rows stand under the name of what they belong to."""
        field: Any = self.fields[name]
        field.queryset = rows
        ordered = rows.order_by(f"{parent}__{'name' if parent == 'journey' else 'position'}",
                                f"{parent}_id", "position", "pk")  # fmt: skip
        groups = groupby(ordered, key=lambda row: getattr(row, parent))
        field.choices = [
            NOTHING,
            *((str(above), [(row.pk, str(row)) for row in below]) for above, below in groups),
        ]

    def row(self) -> dict[str, Any]:
        """What the service takes."""
        typed = self.cleaned_data
        return {
            "external_id": typed["reference"],
            "customer": self.customer or self._somebody(),
            **{name: typed[name] for name in ("stage", "touchpoint", "staff_member")},
            "occurred_at": typed["occurred_at"],
        }

    def _somebody(self) -> dict[str, str]:
        """Whom the number or the address means; somebody new, perhaps."""
        typed = self.cleaned_data
        who = typed["who"].strip()
        key = "email" if "@" in who else "external_id"
        return {key: who, "name": typed["name"], "consent": typed["consent"]}
