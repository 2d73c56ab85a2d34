"""What stands above the lists; a filter that makes no sense shows everything and says so."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import offer
from accounts.models import Organization
from journeys.models import Stage
from surveys.models import Decision, Delivery, FollowUp, Response, Survey

ALL = [("", _("All"))]


class StageFilter(forms.Form):
    """The part that all lists share."""

    stage_field = "stage"
    stage = forms.ModelChoiceField(
        Stage.objects.none(), label=_("Stage"), required=False, empty_label=_("All")
    )

    def __init__(self, *args: Any, org: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = Stage.objects.for_org(org).select_related("journey")
        offer(self, stage=stages.order_by("journey", "position"))
        self.order_fields([name for name in self.fields if name != "stage"])

    def chosen(self) -> dict[str, Any]:
        """The filters by the name of the field they hold for; none where one makes no sense."""
        if not self.is_valid():
            return {}
        return {
            self.stage_field if name == "stage" else name: value
            for name, value in self.cleaned_data.items()
        }


class DecisionFilter(StageFilter):
    stage_field = "interaction__stage"
    verdict = forms.ChoiceField(
        label=_("Decision"), choices=ALL + Decision.Verdict.choices, required=False
    )
    rule = forms.ChoiceField(label=_("Rule"), choices=ALL + Decision.Rule.choices, required=False)
    survey = forms.ModelChoiceField(
        Survey.objects.none(), label=_("Survey"), required=False, empty_label=_("All")
    )

    def __init__(self, *args: Any, org: Organization, **kwargs: Any) -> None:
        super().__init__(*args, org=org, **kwargs)
        offer(self, survey=Survey.objects.for_org(org))


class DeliveryFilter(StageFilter):
    stage_field = "invitation__interaction__stage"
    state = forms.ChoiceField(
        label=_("State"), choices=ALL + Delivery.State.choices, required=False
    )


class ResponseFilter(StageFilter):
    state = forms.ChoiceField(
        label=_("State"),
        choices=[*ALL, *[row for row in Response.State.choices if row[0] != "draft"]],
        required=False,
    )
    experienced_on__gte = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"})
    )
    experienced_on__lte = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"})
    )


class FollowUpFilter(StageFilter):
    STATES = [
        ("open", _("Open")),
        ("mine", _("My own")),
        ("closed", _("Closed")),
        ("all", _("All")),
    ]

    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    result = forms.ChoiceField(
        label=_("Result"), choices=ALL + FollowUp.Result.choices, required=False
    )
