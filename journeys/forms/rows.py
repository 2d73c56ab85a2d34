"""What the forms of this app share: fields taken from the model, texts by language, rows by name."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.db.models import Model, QuerySet

from accounts.forms.fields import RowsField
from accounts.models import Membership, Organization

LANGUAGE_NAMES = dict(settings.LANGUAGES)
LONG = 150


class Names(list[Any]):
    """Rows that read as their names, so that a conflict can be told in words."""

    def __str__(self) -> str:
        return ", ".join(str(row) for row in self)


class SeveralField(RowsField):
    """Any number of rows, ticked one by one."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Names:  # type: ignore[override]
        return Names(super().clean(value))


class MemberField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the organization's present members, or nobody."""

    def __init__(self, *, org: Organization, **kwargs: Any) -> None:
        members = Membership.objects.present().for_org(org).select_related("user")
        super().__init__(members.order_by("user__name"), required=False, **kwargs)


class RowForm(forms.Form):
    """A form over some fields of a model: labels, limits and choices are the model's own."""

    model: ClassVar[type[Model]]
    names: ClassVar[tuple[str, ...]]

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, org: Organization, row: Model | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.org = org
        self.row = row
        for name in self.names:
            self.fields[name] = _field_of(self.model, name)
        if row is not None:
            self.start("version", *self.names)

    def start(self, *names: str) -> None:
        """Begin with what the row says."""
        for name in names:
            self.initial[name] = getattr(self.row, name, None)

    def rows(self, name: str, label: Any, queryset: QuerySet[Any], chosen: Iterable[Any]) -> None:
        """Add a choice of several rows; left out when there is nothing to choose from."""
        if queryset.exists():
            self.fields[name] = SeveralField(queryset, label=label, required=False)
            self.initial[name] = Names(chosen)

    def add_texts(
        self, name: str, label: Any, texts: Mapping[str, str], *, longest: int, required: bool
    ) -> None:
        """Add one input for each language that customers are written to."""
        for position, code in enumerate(self.org.languages):
            several = len(self.org.languages) > 1
            self.fields[f"{name}_{code}"] = forms.CharField(
                label=f"{label} ({LANGUAGE_NAMES[code]})" if several else label,
                required=required and position == 0,
                max_length=longest,
                widget=forms.TextInput({"lang": code, "dir": "auto"}),
            )
            self.initial[f"{name}_{code}"] = texts.get(code, "")

    def texts(self, name: str, kept: Mapping[str, str] | None = None) -> dict[str, str]:
        """The text by language; languages the organization no longer writes in are kept."""
        typed = {code: self.cleaned_data.get(f"{name}_{code}", "") for code in self.org.languages}
        return {code: text for code, text in {**(kept or {}), **typed}.items() if text}

    def changes(self, *more: str) -> dict[str, Any]:
        """What to give to the service: the model's fields and `more`."""
        return {name: self.cleaned_data[name] for name in (*self.names, *more)}


def _field_of(model: type[Model], name: str) -> forms.Field:
    field: forms.Field = model._meta.get_field(name).formfield()  # type: ignore[union-attr,assignment]
    if isinstance(field, forms.CharField):
        if (field.max_length or 0) > LONG:
            field.widget = forms.Textarea({"rows": 2, "maxlength": field.max_length})
        field.widget.attrs["dir"] = "auto"
    if isinstance(field, forms.DateField):
        field.widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return field
