"""Every page in a real browser, in every look: no barrier, no complaint, no overflow.

The pages are those of the permission matrix, which misses none: a new page is walked by itself. One
company, one server and one window a language; the tests only read.
"""

import functools
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from demo.catcher import Inbox
from surveys.services import tokens
from tests.browser import company as companies
from tests.browser.pages import INSIDE, MIRRORED, WHOLE, Reader
from tests.matrix import INVALID, OK
from tests.processes import published, uvicorn
from tests.test_permissions import ROWS

pytestmark = [pytest.mark.browser, pytest.mark.once]

SHOWN = [row for row in ROWS if not row.is_api or row.route == "api:docs"]
PAGES = [row for row in SHOWN if row.method == "get" and row.statuses[0] == OK]
REFUSED = [row for row in SHOWN if row.method == "post" and row.statuses[0] == INVALID]
OWN = ["home", "door:profile", "mfa_index", "usersessions_list", "account_change_password"]
OWN += ["demo:inbox-list", "demo:company-remove", "door:organization-new"]
PUBLIC = ["account_login", "account_reset_password"]
MAIL = b"Subject: How was it?\r\nContent-Type: text/html\r\n\r\n<p lang=en>Hello</p>"


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker):
    """In place of a transaction a test: the server has to see what this module has made."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(autouse=True)
def _names_from_the_start():
    """Not here: rows stay from test to test, and each has a name of its own."""


@pytest.fixture(scope="module")
def company(db):
    return companies.found()


@pytest.fixture(scope="module")
def made(company):
    """What a row's page is about, made once for the readers of both directions."""
    return functools.cache(lambda make: make(company.org))


@pytest.fixture(scope="module")
def address(company, tmp_path_factory):
    """Pages and their live stream, from a server process of its own, with files as shipped."""
    files = published(tmp_path_factory.mktemp("static"))
    with uvicorn("demo", tmp_path_factory.mktemp("server"), **files) as address:
        yield address


def judged(reader, language, part=WHOLE):
    """The flaws of the page that the reader has open, or of the colours in a part of it."""
    return reader.flaws(part) if language == "en" else reader.crowded_flaws(MIRRORED)


@pytest.fixture(scope="module", params=["en", "ar"])
def language(request):
    """From left to right and from right to left."""
    return request.param


@pytest.fixture(scope="module")
def flaws(browser, company, address, language):
    """`flaws(path)` of a page as the owner sees it; a file to keep has none."""
    owner = company.owner.user
    owner.language = language
    owner.save(update_fields=["language"])
    reader = Reader(browser, address, language)
    reader.sign_in(owner)

    def flaws(path, part=INSIDE, **options):
        if not reader.shows(path, **options):
            return []
        if "refused" in options:
            return reader.crowded_flaws(part=part)
        return judged(reader, language, part)

    yield flaws
    reader.context.close()


@pytest.fixture(scope="module")
def strangers_flaws(browser, address, language):
    """The same for somebody without an account, in their browser's language."""
    reader = Reader(browser, address, language)
    yield lambda path: judged(reader, language) if reader.shows(path) else []
    reader.context.close()


def path_of(row, company, made):
    return reverse(row.route, kwargs={"org": company.org.slug, **made(row.make)})


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.route)
def test_a_page_has_no_flaw(flaws, company, made, row):
    assert flaws(f"{path_of(row, company, made)}?{urlencode(row.data)}") == []


@pytest.mark.parametrize("language", ["en"], indirect=True)
@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row.route)
def test_a_refused_form_has_no_flaw(flaws, company, made, row):
    assert flaws(path_of(row, company, made), refused=row.data) == []


FULL = {
    "board": lambda c: reverse("insights:board", args=["acme"]) + f"?journey={c.journey.pk}",
    "cell": lambda c: reverse("insights:cell", args=["acme", c.stage.pk, c.emotion.pk]),
    "thread": lambda c: reverse("emotions:emotion-detail", args=["acme", c.emotion.pk]),
    "map": lambda c: reverse("journeys:journey-detail", args=["acme", c.journey.pk]),
    "stage": lambda c: reverse("journeys:stage-detail", args=["acme", c.stage.pk]),
    "brainstorm": lambda c: reverse("actions:brainstorm-detail", args=["acme", c.brainstorm.pk]),
}


@pytest.mark.parametrize("page", FULL)
def test_a_full_page_has_no_flaw(flaws, company, page):
    assert flaws(FULL[page](company), WHOLE) == []


@pytest.mark.parametrize("name", OWN)
def test_a_page_of_ones_own_has_no_flaw(flaws, name):
    assert flaws(reverse(name)) == []


def test_a_mail_in_the_inbox_has_no_flaw(flaws):
    stored = Inbox(settings.DEMO_INBOX).store(["ana@customers.example"], MAIL)

    assert flaws(reverse("demo:mail-detail", args=[stored.stem])) == []


@pytest.mark.parametrize("path", ["/acme/no-such-page/", "/nowhere/"])
def test_a_missing_page_has_no_flaw(flaws, path):
    assert flaws(path, status=404) == []


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_has_no_flaw(strangers_flaws, name):
    assert strangers_flaws(reverse(name)) == []


@pytest.mark.parametrize("path", ["s/{}/", "s/{}/2/", "s/{}/5/", "u/{}/"])
def test_a_customers_page_has_no_flaw(strangers_flaws, company, path):
    assert strangers_flaws("/" + path.format(tokens.make(company.invitation.public_id))) == []
