"""What a person says about a file."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from integrations.imports import cells, encodings, fields
from integrations.models import Import, WebhookEndpoint
from surveys.models import Customer

DATES = [
    (cells.ISO, _("2026-03-31 (year first)")),
    (cells.DAY_FIRST, _("31.03.2026 (day first)")),
    (cells.MONTH_FIRST, _("03/31/2026 (month first)")),
]
ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 (LE)",
    "utf-16-be": "UTF-16 (BE)",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "cp1256": "Windows-1256",
    "shift_jis": "Shift JIS",
    "gb18030": "GB 18030",
}
CONSENT = [
    ("", _("Nothing about those whose row says nothing")),
    *[choice for choice in Customer.Consent.choices if choice[0] in ("granted", "legitimate")],
]


class UploadForm(forms.Form):
    """A file and what it holds."""

    kind = forms.ChoiceField(
        label=_("What is in the file?"), choices=Import.Kind.choices, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("CSV file"),
        widget=forms.ClearableFileInput({"accept": ".csv,.txt,.tsv,text/csv"}),
        allow_empty_file=True,  # the service says more clearly what is wrong with it
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        self.fields["file"].help_text = _(
            "Any delimiter and encoding, up to %(limit)s MB. The first row names the columns."
        ) % {"limit": limit}


class MappingForm(forms.Form):
    """Which column is what, and what holds for every row."""

    def __init__(self, *args: Any, record: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        columns = [("", _("– not in the file –")), *[(name, name) for name in record.header]]
        for field in fields.OF_KIND[record.kind]:
            self.fields[f"column_{field.name}"] = forms.ChoiceField(
                label=str(field.label),
                choices=columns,
                required=False,
                initial=record.mapping.get(field.name, ""),
            )
            self.fields[f"column_{field.name}"].is_needed = field.is_needed  # type: ignore[attr-defined]
        self._add_options(record)

    def _add_options(self, record: Import) -> None:
        self.fields["dates"] = forms.ChoiceField(
            label=_("Dates are written like"), choices=DATES, initial=record.options.get("dates")
        )
        self.fields["encoding"] = forms.ChoiceField(
            label=_("Encoding"),
            choices=[(name, ENCODINGS[name]) for name in encodings.CHOICES],
            initial=record.encoding,
            help_text=_("Choose another one if letters below look wrong."),
        )
        self.fields["source"] = forms.CharField(
            label=_("Where the file comes from"),
            max_length=40,
            required=False,
            initial=record.options.get("source", ""),
            help_text=_("Numbers are unique within a source, for example “crm”."),
        )
        if record.kind != Import.Kind.OUTCOMES:
            self.fields["segments"] = forms.MultipleChoiceField(
                label=_("Columns to keep as segments of the customer"),
                choices=[(name, name) for name in record.header],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        if record.kind == Import.Kind.CUSTOMERS:
            self._add_consent()

    def _add_consent(self) -> None:
        self.fields["overwrite"] = forms.BooleanField(
            label=_("Bring customers up to date who are there already"),
            required=False,
            initial=True,
        )
        self.fields["consent"] = forms.ChoiceField(
            label=_("What did these people allow?"), choices=CONSENT, required=False
        )
        self.fields["consent_source"] = forms.CharField(
            label=_("Where the consent came from"), max_length=100, required=False
        )

    @property
    def columns(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("column_")]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("column_")]

    def mapping(self) -> dict[str, str]:
        """Our fields to their columns."""
        return {
            name.removeprefix("column_"): column
            for name, column in self.cleaned_data.items()
            if name.startswith("column_") and column
        }

    def options(self) -> dict[str, Any]:
        """What holds for every row."""
        names = ("dates", "source", "segments", "overwrite", "consent", "consent_source")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}


class WebhookForm(forms.ModelForm[WebhookEndpoint]):
    """Where another system wants to hear of alerts."""

    url = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")

    class Meta:
        model = WebhookEndpoint
        fields = ["name", "url"]
