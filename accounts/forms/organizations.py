import re
import zoneinfo
from copy import copy
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.people import check_password
from accounts.models import Organization
from accounts.permissions import Permission, Role

SEGMENT = re.compile(r"^[\w][\w .-]{0,39}$")
READERS = [role for role in Role if Permission.ANSWER_READ in role.permissions]


def time_zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """All zones by region, so that the list can be overlooked."""
    regions: dict[str, list[tuple[str, str]]] = {"UTC": [("UTC", "UTC")]}
    for name in sorted(zoneinfo.available_timezones()):
        region, slash, place = name.partition("/")
        if slash and region not in ("Etc", "SystemV", "posix", "right", "US", "Brazil", "Canada"):
            regions.setdefault(region, []).append((name, place.replace("_", " ")))
    return list(regions.items())


class OrganizationForm(forms.ModelForm[Organization]):
    """The settings of an organization, as an owner knows them."""

    timezone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        help_text=_("An interaction counts on its local date here."),
    )
    language = forms.ChoiceField(
        label=_("Main language"),
        choices=settings.LANGUAGES,
        help_text=_("Texts that are missing in another language fall back to this one."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of your customers"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Surveys are sent in the customer's language if it is one of these."),
    )
    privacy_url = forms.URLField(
        label=_("Privacy notice"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("Linked from every survey mail and survey page."),
    )
    reporting_segments = forms.CharField(
        label=_("Reporting segments"),
        required=False,
        max_length=90,
        help_text=_(
            "At most two attributes of customers or interactions by which figures may be split, "
            "with a comma between them: plan, region"
        ),
    )
    answer_readers = forms.MultipleChoiceField(
        label=_("Who may read single answers"),
        choices=[(role.value, role.label) for role in READERS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody else sees figures only, and none under 5 answers."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Organization
        fields = [
            "name",
            "timezone",
            "language",
            "languages",
            "brand_colour",
            "sender_name",
            "sender_email",
            "reply_to",
            "postal_address",
            "privacy_url",
            "reporting_segments",
            "answer_readers",
            "answer_months",
            "comment_months",
            "interaction_months",
            "asking_cap_days",
        ]
        widgets = {"brand_colour": forms.TextInput(attrs={"type": "color"})}
        help_texts = {
            "brand_colour": _("The colour of buttons in mails and surveys."),
            "sender_email": _("Empty: the address of this installation."),
            "reply_to": _("Where a customer's reply to a survey mail arrives."),
            "postal_address": _("Stands at the foot of every survey mail, after your name."),
            "asking_cap_days": _("No customer is asked again before. 0 switches the cap off."),
        }

    def __init__(self, data: Any = None, *, instance: Organization) -> None:
        initial = {
            "language": instance.language,
            "reporting_segments": ", ".join(instance.reporting_segments),
            "answer_readers": instance.answer_readers or [role.value for role in READERS],
            "version": instance.version,
        }
        # A copy: cleaning writes into the instance, and the page around the form shows the real one.
        super().__init__(data, instance=copy(instance), initial=initial)

    def clean_reporting_segments(self) -> list[str]:
        typed = self.cleaned_data["reporting_segments"].split(",")
        segments = list(dict.fromkeys(word.strip() for word in typed if word.strip()))
        if len(segments) > 2:
            raise ValidationError(gettext("Choose at most two segments."))
        if not all(SEGMENT.match(segment) for segment in segments):
            raise ValidationError(gettext("Use letters, digits, spaces, dots and hyphens only."))
        return segments

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        main = cleaned.get("language")
        if main:
            others = [code for code in cleaned.get("languages", []) if code != main]
            cleaned["languages"] = [main, *others]
        return cleaned

    @property
    def settings(self) -> dict[str, Any]:
        """What the service takes."""
        skipped = ("version", "language")
        return {name: value for name, value in self.cleaned_data.items() if name not in skipped}


class FoundingForm(forms.Form):
    """A new organization; its address is the beginning of every one of its pages."""

    organization = forms.CharField(label=_("Organization"), max_length=100)
    slug = forms.CharField(
        label=_("Address"),
        max_length=50,
        required=False,
        help_text=_("Lower-case letters, digits and hyphens. Empty: made from the name."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    timezone = forms.ChoiceField(label=_("Time zone"), choices=time_zones, initial="UTC")
    language = forms.ChoiceField(label=_("Main language"), choices=settings.LANGUAGES, initial="en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.fields["timezone"].widget.attrs["data-controller"] = "time-zone"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("slug") == "":
            cleaned["slug"] = slugify(cleaned.get("organization", ""))[:50].strip("-")
            if not cleaned["slug"]:
                self.add_error("slug", _("Type an address, for example acme."))
        return cleaned


class SetupForm(FoundingForm):
    """The first organization together with its first owner."""

    token = forms.CharField(
        label=_("Set-up token"),
        max_length=200,
        help_text=_("The server printed it when it started: manage.py setup_token"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 characters, and not one of the common ones."),
    )
    field_order = ["token", "organization", "slug", "name", "email", "password"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        check_password(self, email=cleaned.get("email") or "")
        return cleaned
