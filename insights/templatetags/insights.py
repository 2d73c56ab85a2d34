"""How figures of the insights pages are written."""

from collections.abc import Iterable, Iterator

from django import template
from django.utils.translation import get_language

from emotions.library import scales
from insights.selectors.cell import Week

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """0.346 as 35."""
    return "" if share is None else f"{100 * share:.0f}"


@register.filter
def means(weeks: Iterable[Week]) -> list[float]:
    return [week.mean for week in weeks if week.mean is not None]


@register.filter
def step_label(value: int) -> str:
    """The words of an emotion's step, as the customer saw them."""
    return labels()[value]


@register.filter
def with_labels(bars: Iterable[tuple[int, float]]) -> Iterator[tuple[str, int, float]]:
    for label, (times, share) in zip(labels(), bars, strict=False):
        yield label, times, share


def labels() -> tuple[str, ...]:
    points = scales.INTENSITY.points
    return points.get((get_language() or "en").split("-")[0], points["en"])
