"""Who may do what, for every address an organization has.

A new route without a row in tests/matrix/ fails test_every_route_has_a_row.
"""

import importlib
import pkgutil

import pytest
from django.urls import get_resolver, reverse

from tests import matrix
from tests.factories.accounts import OrganizationFactory

CAST = ["olivia", "edgar", "mona", "carl", "vera"]
APPS = [module.name for module in pkgutil.iter_modules(matrix.__path__)]
ROWS = [row for app in APPS for row in importlib.import_module(f"tests.matrix.{app}").ROWS]
CASES = [
    pytest.param(
        row,
        person,
        status,
        id=f"{row.method} {row.route} {person}",
        # The statements of a page are the database's affair, the grants of a role are not.
        marks=[] if person == "olivia" else pytest.mark.once,
    )
    for row in ROWS
    for person, status in [
        *zip(CAST, row.statuses, strict=True),
        ("sam", row.stranger),
        ("anonymous", row.anonymous),
    ]
]


def ask(client, row, organization, kwargs):
    address = reverse(row.route, kwargs={"org": organization.slug, **kwargs})
    options = {"content_type": "application/json"} if row.is_api else {}
    if row.method == "get":
        return client.get(address, row.data)
    return getattr(client, row.method)(address, row.data, **options)


@pytest.mark.parametrize(("row", "person", "expected"), CASES)
def test_status(client, request, acme, row, person, expected):
    if person != "anonymous":
        client.force_login(request.getfixturevalue(person).user)

    response = ask(client, row, acme, row.make(acme))

    assert response.status_code == expected


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row.make is not matrix.nothing],
    ids=lambda row: f"{row.method} {row.route}",
)
def test_a_foreign_object_is_missing(client, acme, olivia, row):
    """Olivia may do everything at Acme; that must not open another organization's rows to her."""
    client.force_login(olivia.user)
    foreign = row.make(OrganizationFactory())

    assert ask(client, row, acme, foreign).status_code == matrix.MISSING


def test_every_route_has_a_row():
    assert {row.route for row in ROWS} == {name for name, _view in organization_views()}


def organization_views(resolver=None, prefix="", route=""):
    """(name, view) of everything below an organization.

    The route is read as text: resolving names makes Django mix the converters of included modules.
    """
    for entry in (resolver or get_resolver()).url_patterns:
        path = route + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            namespace = f"{entry.namespace}:" if entry.namespace else ""
            yield from organization_views(entry, prefix + namespace, path)
        elif "<slug:org>" in path:
            yield prefix + entry.name, entry.callback
