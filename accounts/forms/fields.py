"""Fields that forms of several apps share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet


# The stubs take the class for generic; at run time it is not.
class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Any number of rows."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError as error:
            # SQLite's own integers are smaller than Python's: no row can have such a number.
            wrong = self.error_messages["invalid_choice"] % {"value": "…"}
            raise ValidationError(wrong, code="invalid_choice") from error


def offer(form: forms.BaseForm, **offered: Any) -> None:
    """Let fields choose among these rows, or among (value, label) pairs."""
    for name, choices in offered.items():
        field: Any = form.fields[name]
        if isinstance(choices, QuerySet):
            field.queryset = choices
        else:
            field.choices = choices
