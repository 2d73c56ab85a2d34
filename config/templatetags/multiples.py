"""One cell of the gap board over a year, small enough to stand beside its neighbours."""

from itertools import pairwise
from typing import Any

from django import template
from django.utils.translation import get_language_bidi

from config import charts
from insights.selectors import movements
from insights.selectors.series import Point, Series

register = template.Library()


@register.inclusion_tag("components/charts/small_multiple.html")
def small_multiple(series: Series, *, id: str) -> dict[str, Any]:
    """`{% small_multiple series id="multiple-3-7" %}`: picture, sentence and the same as a table."""
    marked = _marked(series)
    spots = [_spot(series, point, point in marked) for point in series.points]
    intended = series.cell.intended
    return {
        "id": id,
        "series": series,
        "sentence": movements.of_series(series),
        "chart": charts.small_multiple(
            spots,
            target=None if intended is None else float(intended),
            rtl=get_language_bidi(),
        ),
    }


def _marked(series: Series) -> list[Point]:
    """Where the series leaves its usual range, and its end if it is outside still."""
    last = series.points[-1:]
    left = [
        point for before, point in pairwise(series.points) if point.crossed and not before.crossed
    ]
    return left + [point for point in last if point.crossed]


def _spot(series: Series, point: Point, marked: bool) -> charts.Spot:
    middle = (point.since - series.period.since).days + ((point.until - point.since).days + 1) / 2
    return charts.Spot(
        at=middle / series.period.days,
        value=point.felt.mean or 0.0,
        low=point.felt.low,
        high=point.felt.high,
        smoothed=point.trend.score if point.trend else None,
        marked=marked,
    )
