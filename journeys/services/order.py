"""Places in a row of siblings."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max, QuerySet


def place(siblings: Sequence[Any], row: Any, to: int) -> int:
    """Put `row` at index `to` among its siblings and number them anew; returns where it landed."""
    others = [sibling for sibling in siblings if sibling.pk != row.pk]
    landed = min(max(to, 0), len(others))
    others.insert(landed, row)
    moved = [sibling for index, sibling in enumerate(others) if sibling.position != index]
    for index, sibling in enumerate(others):
        sibling.position = index
    type(row).objects.bulk_update(moved, ["position"])
    return landed


def end(siblings: QuerySet[Any]) -> int:
    """The position behind the last sibling; an archived one may have left a hole before it."""
    last = siblings.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1
