"""No form and no filter of any page breaks on what somebody may type or paste, whoever adds it."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.urls import resolve, reverse
from django_filters import NumberFilter

from tests.matrix import FOUND, INVALID, OK, nothing
from tests.test_permissions import ROWS

pytestmark = pytest.mark.django_db

# Both databases differ in what they cannot take, so this runs on both.
HARD = ["a\x00b", "99999999999999999999"]
# What Python refuses, it refuses whichever database there is.
REFUSED = ["9999-12-31T23:59", "²"] if connection.vendor == "sqlite" else []
TYPED, FILTERED = [*HARD, "😀" * 5_000, *REFUSED], [*HARD, *REFUSED[:1]]
LISTS = [row for row in ROWS if row.is_api and row.method == "get" and row.make is nothing]
PAGES = [row for row in ROWS if not row.is_api]
FORMS = [row for row in PAGES if row.method == "post" and row.statuses[0] in (OK, FOUND, INVALID)]
SHOWN = [row for row in PAGES if row.method == "get" and row.statuses[0] == OK]


@pytest.fixture
def owner(client, olivia):
    client.force_login(olivia.user)
    return client


def address(row, organization):
    return reverse(row.route, kwargs={"org": organization.slug, **row.make(organization)})


def names(answer, method):
    """What the page's forms of this method ask for."""
    if answer.get("Content-Type", "").startswith("text/html"):
        page = BeautifulSoup(answer.content, "html.parser")
        return {each["name"] for each in page.select(f"main form[method={method}] [name]")}
    return set()


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.route)
def test_a_form_answers_bad_input_with_words(owner, acme, row):
    path = address(row, acme)
    asked = {*names(owner.get(path), "post"), *row.data} - {"csrfmiddlewaretoken"}

    answers = [owner.post(path, dict.fromkeys(asked, value)).status_code for value in TYPED]

    assert max(answers) < 500


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row.route)
def test_a_filter_answers_bad_input_with_words(owner, acme, row):
    path = address(row, acme)
    asked = {*names(owner.get(path, row.data), "get"), "page"}

    answers = [owner.get(path, dict.fromkeys(asked, value)).status_code for value in FILTERED]

    assert max(answers) < 500


def numbers(path):
    """The filters of a list of the API that take a number."""
    view = getattr(resolve(path).func, "view_class", None)
    filters = getattr(getattr(view, "filterset_class", None), "base_filters", {})
    return [name for name, each in filters.items() if isinstance(each, NumberFilter)]


def test_a_filter_of_the_api_takes_a_number_of_any_length(owner, acme):
    """SQLite cannot hold a foreign key past 64 bits, and says so in the middle of the query."""
    paths = [address(row, acme) for row in LISTS]

    answers = {
        f"{path}?{name}": owner.get(path, {name: HARD[1]}).status_code
        for path in paths
        for name in numbers(path)
    }

    assert len(answers) > 5
    assert [asked for asked, status in answers.items() if status >= 500] == []
