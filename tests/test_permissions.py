"""Who may do what, for every address an organization has.

A new route without a row in tests/matrix/ fails test_every_route_has_a_row.
"""

import importlib
import pkgutil
import re

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from tests import matrix
from tests.factories.accounts import OrganizationFactory

PEOPLE = ["olivia", "edgar", "mona", "carl", "vera", "sam", "anonymous"]
# What a role is granted is the same on every database; the statements of a page are not.
ASKED = PEOPLE if connection.vendor == "sqlite" else PEOPLE[:1]
APPS = [module.name for module in pkgutil.iter_modules(matrix.__path__)]
ROWS = [row for app in APPS for row in importlib.import_module(f"tests.matrix.{app}").ROWS]


TAG = re.compile(r"<(?:form|button|input|a)\b[^>]*>")
SENDS = re.compile(r' (?:hx-post|hx-put|hx-patch|hx-delete|formaction)="(/[^"?]*)')
FORM = re.compile(r'^<form(?=.* method="post").* action="(/[^"?]*)')


def said_of(row):
    """What the matrix says that each person is answered."""
    return dict(zip(PEOPLE, (*row.statuses, row.stranger, row.anonymous), strict=True))


REFUSED = {
    (name, row.route)
    for row in ROWS
    if row.method == "post"
    for name, status in said_of(row).items()
    if status == matrix.FORBIDDEN
}


def ask(client, row, organization, kwargs):
    address = reverse(row.route, kwargs={"org": organization.slug, **kwargs})
    options = {"content_type": "application/json"} if row.is_api else {}
    if row.method == "get":
        return client.get(address, row.data)
    return getattr(client, row.method)(address, row.data, **options)


@pytest.fixture
def cast(acme, request):
    """Everybody who may ask; nobody has signed in."""
    return {name: request.getfixturevalue(name).user for name in ASKED if name != "anonymous"}


def answered(user, row, organization, kwargs):
    """What this person is answered, and what a page offers. Nothing that the answer wrote stays."""
    client = Client()
    with transaction.atomic():
        if user:
            client.force_login(user)
        response = ask(client, row, organization, kwargs)
        transaction.set_rollback(True)
    cache.clear()
    is_page = row.method == "get" and response["Content-Type"].startswith("text/html")
    tags = TAG.findall(response.content.decode()) if is_page else []
    addresses = {found for tag in tags for what in (FORM, SENDS) for found in what.findall(tag)}
    return response.status_code, {resolve(address).view_name for address in addresses}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.method} {row.route}")
def test_everybody_is_answered_as_the_matrix_says(acme, cast, row):
    kwargs = row.make(acme)

    found = {name: answered(cast.get(name), row, acme, kwargs) for name in ASKED}

    said = said_of(row)
    assert {name: status for name, (status, _offered) in found.items()} == {
        name: said[name] for name in ASKED
    }
    # A form that its reader may not send is a door painted on a wall.
    offered = {(name, route) for name, (_status, routes) in found.items() for route in routes}
    assert not offered & REFUSED


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row.names_an_object],
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
