"""A value with its range on an axis of any length."""

from typing import Any

from django import template
from django.utils.translation import get_language_bidi

register = template.Library()


@register.inclusion_tag("insights/range_bar.html")
def range_bar(
    value: float, low: float, high: float, *, label: str, hollow: bool = False
) -> dict[str, Any]:
    """Draw `value` between `low` and `high`, all in per cent of the axis; hollow where unsure."""
    rtl = get_language_bidi()
    places = [round(100 - each if rtl else each, 1) for each in (value, low, high)]
    return {
        "value": places[0],
        "ends": sorted(min(max(each, 0), 100) for each in places[1:]),
        "origin": 100 if rtl else 0,
        "label": label,
        "hollow": hollow,
    }
