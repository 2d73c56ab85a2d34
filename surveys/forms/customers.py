"""What a person may type about a customer."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surveys.models import Customer

LONGEST = 80
MOST = 20


class PairsField(forms.CharField):
    """Short texts under their keys, one “key: value” a line."""

    def __init__(self, **kwargs: Any) -> None:
        area = forms.Textarea({"rows": 3, "dir": "auto", "placeholder": _("key: value")})
        super().__init__(required=False, max_length=4000, widget=area, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return "\n".join(f"{key}: {text}" for key, text in value.items())
        return value

    def clean(self, value: Any) -> dict[str, str]:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        pairs = dict(self._pair(line) for line in lines)
        if len(pairs) > MOST:
            raise ValidationError(gettext("At most %(n)s lines fit.") % {"n": MOST})
        return pairs

    def _pair(self, line: str) -> tuple[str, str]:
        key, colon, text = (part.strip() for part in line.partition(":"))
        if not colon or not key or not text or len(key) > 40 or len(text) > LONGEST:
            words = {"line": line[:60]}
            raise ValidationError(gettext("Write “%(line)s” as “key: value”.") % words)
        return key, text


class CustomerForm(forms.ModelForm[Customer]):
    """What is known of somebody; consent has a form of its own, because its date matters."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    external_id = forms.CharField(
        label=_("Customer number"),
        max_length=200,
        required=False,
        help_text=_("How your other systems call them. Empty: known by the address."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", _("Language of the organization")), *settings.LANGUAGES],
        required=False,
    )
    segments = PairsField(
        label=_("Segments"), help_text=_("What figures may be split by, such as “plan: gold”.")
    )
    preferences = PairsField(
        label=_("Preferences"),
        help_text=_("What they told you they like. Remembering it is an action of its own."),
    )

    class Meta:
        model = Customer
        fields = ["name", "email", "external_id", "language", "segments", "preferences"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("external_id") and not cleaned.get("email"):
            raise ValidationError(gettext("Give the customer's number or e-mail address."))
        if not cleaned.get("external_id"):
            cleaned["external_id"] = self.instance.external_id or ""
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # The service decides what stands for a missing number, and validates the whole row.
        return {*super()._get_validation_exclusions(), "external_id", "email_hash"}  # type: ignore[misc]


class NewCustomerForm(CustomerForm):
    """A new customer, with what they allow."""

    consent = forms.ChoiceField(
        label=_("May we ask them?"),
        choices=Customer.Consent.choices,
        initial=Customer.Consent.UNKNOWN,
        help_text=_("Only granted consent or legitimate interest lets a survey be sent."),
    )
    consent_source = forms.CharField(
        label=_("Where the consent came from"), max_length=100, required=False
    )


class ConsentForm(forms.Form):
    """What somebody allows from now on."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    consent = forms.ChoiceField(
        label=_("May we ask them?"), choices=Customer.Consent.choices, widget=forms.RadioSelect
    )
    source = forms.CharField(
        label=_("Where this came from"),
        max_length=100,
        help_text=_("For example: on the phone, 3 May; the box ticked in the shop."),
    )


class SuppressionForm(forms.Form):
    """An address that must not be written to."""

    email = forms.EmailField(label=_("E-mail address"))
