"""Whatever the house writes as a file can be taken along from a page."""

import re

import pytest
from django.urls import URLPattern, get_resolver

from bin.setup import ROOT
from insights.views.tables import TABLES

TEXT = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
OFFERED = set(re.findall(r'{% take_along "([\w:-]+)"(?: "([\w-]+)")?', TEXT))
OF_TABLES = "insights:table-file"
# Files that a page offers in words of its own.
OTHERWISE = {"insights:report-file"}


def routes(patterns, namespace=""):
    """The names of all routes that end with the kind of a file."""
    for each in patterns:
        if not isinstance(each, URLPattern):
            inner = ":".join(filter(None, (namespace, each.namespace)))
            yield from routes(each.url_patterns, inner)
        elif "kind" in each.pattern.converters and each.name.endswith("-file"):
            yield f"{namespace}:{each.name}"


ROUTES = sorted(set(routes(get_resolver().url_patterns)) - OTHERWISE)


@pytest.mark.parametrize("route", ROUTES)
def test_a_page_links_to_every_file(route):
    assert route in {name for name, _table in OFFERED}


def test_a_page_links_to_every_table():
    assert {table for name, table in OFFERED if name == OF_TABLES} == set(TABLES)


@pytest.mark.parametrize("route", sorted(OTHERWISE))
def test_the_others_are_linked_too(route):
    assert f"url '{route}'" in TEXT
