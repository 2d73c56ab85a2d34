"""How every form of the house is drawn: `{{ form }}` looks right without a word in the template."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Widget

PLAIN = (forms.HiddenInput, forms.MultipleHiddenInput)
TICKS = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)


def css_class(widget: Widget) -> str:
    """The class that makes a widget look like the others of its kind."""
    if isinstance(widget, PLAIN):
        return ""
    if isinstance(widget, TICKS):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    return "form-control"


class StyledField(BoundField):
    """A bound field whose widget carries our classes beside its own."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        own = attrs.get("class") or widget.attrs.get("class", "")
        classes = f"{css_class(widget)} {own}".strip()
        return {**attrs, "class": classes} if classes else attrs


class Renderer(TemplatesSetting):
    """Set as FORM_RENDERER."""

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"
    bound_field_class = StyledField
