"""“How is this computed?” under every figure."""

from datetime import date
from typing import Any

from django import template

from insights.selectors import methods

register = template.Library()


@register.inclusion_tag("components/method.html")
def method(
    kind: str,
    *,
    n: int | None = None,
    since: date | None = None,
    until: date | None = None,
    journey: object = None,
    filters: Any = (),
    here: str = "",
) -> dict[str, Any]:
    """`{% method "board" n=… since=… until=… filters=… %}`: formula, n, days and filters, folded."""
    found = methods.here(n=n, since=since, until=until, journey=journey, filters=filters or ())
    return {"texts": methods.texts(kind), "here": " ".join(filter(None, (here, found)))}
