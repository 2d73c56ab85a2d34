"""The charts of evidence as SVG: weeks around a start, and the strip of placebo effects."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, gettext, ngettext

from config import charts

register = template.Library()


@register.inclusion_tag("components/charts/weekly_chart.html")
def weekly_chart(
    weeks: Sequence[charts.Week],
    *,
    name: str,
    start: date,
    first_after: date,
    evaluate_on: date,
    stages: int,
    id: str = "weekly",
) -> dict[str, Any]:
    """What was felt week by week beside the mean of `stages` comparison stages."""
    rtl = get_language_bidi()
    drawing = charts.weekly_chart(
        weeks, start=start, first_after=first_after, evaluate_on=evaluate_on, rtl=rtl
    )
    return {
        "chart": drawing,
        "weeks": weeks,
        "id": id,
        "stages": stages,
        "title": gettext("%(name)s, week by week") % {"name": name},
        "sentence": _weekly_sentence(weeks, start),
        "direction": "rtl" if rtl else "ltr",
    }


def _weekly_sentence(weeks: Sequence[charts.Week], start: date) -> str:
    before = [week.felt for week in weeks if week.until <= start]
    after = [week.felt for week in weeks if week.since >= start]
    words = {"start": date_format(start), "weeks": len(weeks)}
    if not before or not after:
        return gettext("%(weeks)s points in time; it starts on %(start)s.") % words
    words |= {
        "lowest_before": round(min(before)),
        "highest_before": round(max(before)),
        "lowest_after": round(min(after)),
        "highest_after": round(max(after)),
    }
    return (
        gettext(
            "Before %(start)s between %(lowest_before)s and %(highest_before)s of 100, "
            "afterwards between %(lowest_after)s and %(highest_after)s."
        )
        % words
    )


@register.inclusion_tag("components/charts/effect_strip.html")
def effect_strip(
    found: float, low: float, high: float, others: Sequence[float], *, id: str = "strip"
) -> dict[str, Any]:
    """The effect with its range above the same number for stages without the action."""
    rtl = get_language_bidi()
    larger = sum(abs(each) >= abs(found) for each in others)
    sentence = ngettext(
        "%(larger)s of %(n)s stage without the action moved at least as far.",
        "%(larger)s of %(n)s stages without the action moved at least as far.",
        len(others),
    ) % {"larger": larger, "n": len(others)}
    return {
        "strip": charts.effect_strip(found, low, high, others, rtl=rtl),
        "sentence": sentence,
        "id": id,
        "direction": "rtl" if rtl else "ltr",
    }
