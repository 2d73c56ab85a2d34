"""Fields that forms of several apps share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Any number of rows."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError as error:
            # SQLite's own integers are smaller than Python's: no row can have such a number.
            wrong = self.error_messages["invalid_choice"] % {"value": "…"}
            raise ValidationError(wrong, code="invalid_choice") from error
