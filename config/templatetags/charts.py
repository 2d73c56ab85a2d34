"""Charts as SVG, drawn by the server: the same on screen, on paper and without JavaScript."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import get_language_bidi, gettext, ngettext

from config import charts

register = template.Library()


@register.inclusion_tag("components/charts/emotion_curve.html")
def emotion_curve(
    stages: Sequence[charts.CurveStage],
    *,
    name: str = "",
    id: str = "curve",
    avoid: bool = False,
    column: int = 0,
    plot: int = 200,
    bare: bool = False,
) -> dict[str, Any]:
    """Three lines over the stages, `column` units each; without it they share a page's width.

    `bare` leaves out axis, stage names, legend and table: for the row of a map.
    """
    drawing = charts.emotion_curve(
        stages,
        column=column or shared_column(len(stages)),
        plot=plot,
        gutter=0 if bare else 34,
        labels=not bare,
        avoid=avoid,
        rtl=get_language_bidi(),
    )
    return {
        "curve": drawing,
        "stages": stages,
        "id": id,
        "bare": bare,
        "avoid": avoid,
        "what": curve_lines(name),
        "sentence": curve_sentence(stages, avoid),
        "direction": "rtl" if get_language_bidi() else "ltr",
    }


def shared_column(stages: int) -> float:
    """Wide enough for a name, narrow enough that few stages do not drift apart."""
    return min(max(1040 / max(stages, 1), 130), 260)


def curve_lines(name: str) -> str:
    """What is drawn."""
    if name:
        return gettext("%(name)s: intended, believed and felt") % {"name": name}
    return gettext("Emotion curve: intended, believed and felt")


def curve_sentence(stages: Sequence[charts.CurveStage], avoid: bool) -> str:
    """The one thing the drawing says, in words."""
    if not any(stage.felt is not None for stage in stages):
        return gettext("No stage has enough answers yet to say what customers feel.")
    if not any(stage.felt is not None and stage.ranks for stage in stages):
        return gettext("There are only early signals yet, too few answers to name the largest gap.")
    largest = charts.largest_gap(stages, avoid)
    if largest is None:
        return gettext("What customers feel is nowhere behind what is intended.")
    index, amount = largest
    stage = stages[index]
    return ngettext(
        "The largest gap is at %(stage)s: %(intended)s intended, %(felt)s felt, %(gap)s point apart.",
        "The largest gap is at %(stage)s: %(intended)s intended, %(felt)s felt, %(gap)s points apart.",
        round(amount),
    ) % {
        "stage": stage.label,
        "intended": round(stage.intended or 0),
        "felt": round(stage.felt or 0),
        "gap": round(amount),
    }


@register.inclusion_tag("components/charts/sparkline.html")
def sparkline(values: Sequence[float | None], *, label: str) -> dict[str, Any]:
    """A line in the flow of text, oldest value first; `label` says in words what it shows."""
    drawing = charts.sparkline(values, rtl=get_language_bidi())
    return {"spark": drawing, "label": label}


@register.inclusion_tag("components/charts/interval_bar.html")
def interval_bar(
    value: float,
    low: float | None = None,
    high: float | None = None,
    target: float | None = None,
    *,
    label: str = "",
) -> dict[str, Any]:
    """A value with its interval on 0 to 100 and a tick where the target stands."""
    drawing = charts.interval_bar(value, low, high, target, rtl=get_language_bidi())
    return {"bar": drawing, "label": label or bar_label(value, low, high, target)}


def bar_label(value: float, low: float | None, high: float | None, target: float | None) -> str:
    parts = [str(round(value))]
    if low is not None and high is not None:
        parts.append(
            gettext("between %(low)s and %(high)s") % {"low": round(low), "high": round(high)}
        )
    if target is not None:
        parts.append(gettext("target %(target)s") % {"target": round(target)})
    return ", ".join(parts)
