"""The permission matrix, one module an app.

ROWS: (route, method, row or None, {owner, editor, manager, contributor, viewer} -> status,
anonymous), written with `row(...)`. `make` builds the objects whose pks the route names and
returns them as keyword arguments for reverse(); it gets the organization they belong to.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

OK, FOUND, INVALID, BAD, NOBODY, FORBIDDEN, MISSING = 200, 302, 422, 400, 401, 403, 404

Make = Callable[[Any], dict[str, Any]]


def nothing(organization: Any) -> dict[str, Any]:
    return {}


def a_file(organization: Any) -> dict[str, Any]:
    """A list as a file."""
    return {"kind": "csv"}


@dataclass(frozen=True)
class Row:
    """What each person of the cast gets for one method of one route."""

    route: str
    method: str
    statuses: tuple[int, int, int, int, int]  # owner editor manager contributor viewer
    make: Make = nothing
    data: dict[str, Any] = field(default_factory=dict)
    anonymous: int = FOUND
    stranger: int = MISSING

    @property
    def names_an_object(self) -> bool:
        return self.make not in (nothing, a_file)

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api:")


def page(route: str, *statuses: int, method: str = "get", make: Make = nothing, **data: Any) -> Row:
    return Row(route, method, statuses, make, data)  # type: ignore[arg-type]


def api(route: str, *statuses: int, method: str = "get", make: Make = nothing, **data: Any) -> Row:
    return Row(route, method, statuses, make, data, anonymous=NOBODY)  # type: ignore[arg-type]


EVERYBODY = (OK, OK, OK, OK, OK)
