"""Every page of the permission matrix in a real browser: no barrier, no complaint, no overflow.

One company, one server and one page a look for all of them; the tests only read.
"""

import functools
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Error

from accounts.models import Actor, Membership, User
from actions.models import Brainstorm
from demo.catcher import Inbox
from demo.world import load
from journeys.models import EmotionTarget
from surveys.models import Invitation
from surveys.services import decisions, tokens
from tests.browser.conftest import barriers
from tests.browser.test_gallery import COVERED
from tests.processes import uvicorn
from tests.test_permissions import ROWS

pytestmark = pytest.mark.browser

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 800}
PAGES = [row for row in ROWS if row.method == "get" and not row.is_api and row.statuses[0] == 200]
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


@pytest.fixture(scope="module")
def org(db):
    """The sample company, in a small edition."""
    return load.load(password="every-page-7", size=40, tell=lambda line: None)


@pytest.fixture(scope="module")
def address(org, tmp_path_factory):
    """Pages and their live stream, from a server process of its own."""
    with uvicorn("demo", tmp_path_factory.mktemp("server")) as address:
        yield address


class Reader:
    """A browser in one language, and what its console said."""

    def __init__(self, browser, address, user):
        self.context = browser.new_context(reduced_motion="reduce", locale=user.language)
        self.address, self.user, self.said = address, user, []
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("console", self.hear)

    def sign_in(self):
        client = Client()
        client.force_login(self.user)
        value = client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": value, "url": self.address}])

    def hear(self, message):
        if message.type in ("error", "warning"):
            self.said.append(message.text)

    def open(self, path):
        """Open the page at this address; False if it is a file to keep."""
        self.said.clear()
        try:
            response = self.page.goto(self.address + path)
        except Error as error:
            if "Download is starting" in error.message:
                return False
            raise
        assert response.status == 200
        return True

    def flaws(self, path):
        """What is wrong with the page at this address, in which look, one line each."""
        self.look(WIDE)
        if not self.open(path):
            return []
        found = [f"wide: {line}" for line in [*barriers(self.page), *self.overflow()]]
        self.look(PHONE)
        found += [f"phone: {line}" for line in [*barriers(self.page), *self.overflow()]]
        self.look(WIDE, "dark")
        found += [f"dark: {line}" for line in barriers(self.page, only="color-contrast")]
        return [*found, *self.said]

    def look(self, size, scheme="light"):
        self.page.set_viewport_size(size)
        self.page.emulate_media(color_scheme=scheme)

    def overflow(self):
        width = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return [f"scrolls sideways by {width} pixels"] if width > 0 else []


@pytest.fixture(scope="module", params=["en", "ar"])
def reader(request, browser, org, address):
    """The owner of the company, from left to right and from right to left."""
    owner = Membership.objects.get(organization=org, role="owner").user
    owner.language = request.param
    owner.save(update_fields=["language"])
    reader = Reader(browser, address, owner)
    reader.sign_in()
    yield reader
    reader.context.close()


@pytest.fixture(scope="module", params=["en", "ar"])
def stranger(request, browser, address):
    """Somebody without an account, in their browser's language."""
    stranger = Reader(browser, address, User(language=request.param))
    yield stranger
    stranger.context.close()


@pytest.fixture(scope="module")
def made(org):
    """What a row's page is about, made once for readers of both directions."""
    return functools.cache(lambda route: next(r for r in PAGES if r.route == route).make(org))


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.route)
def test_a_page_has_no_flaw(reader, org, made, row):
    path = reverse(row.route, kwargs={"org": org.slug, **made(row.route)})

    assert reader.flaws(f"{path}?{urlencode(row.data)}") == []


def planted(org):
    """The pages on which the company's year is told, with answers, quotations and figures."""
    target = EmotionTarget.objects.for_org(org).get(
        stage__key="first-contact", emotion__key="listened_to"
    )
    brainstorm = Brainstorm.objects.for_org(org).get(title="Listened to on the service line")
    journey = target.stage.journey_id
    return {
        "board": reverse("insights:board", args=[org.slug]) + f"?journey={journey}&period=365",
        "cell": reverse("insights:cell", args=[org.slug, target.stage_id, target.emotion_id])
        + "?period=365",
        "thread": reverse("emotions:emotion-detail", args=[org.slug, target.emotion_id]),
        "map": reverse("journeys:journey-detail", args=[org.slug, journey]),
        "stage": reverse("journeys:stage-detail", args=[org.slug, target.stage_id]),
        "brainstorm": reverse("actions:brainstorm-detail", args=[org.slug, brainstorm.pk]),
    }


@pytest.mark.parametrize("page", ["board", "cell", "thread", "map", "stage", "brainstorm"])
def test_a_page_that_tells_of_the_year_has_no_flaw(reader, org, page):
    assert reader.flaws(planted(org)[page]) == []


@pytest.mark.parametrize("name", OWN)
def test_a_page_of_ones_own_has_no_flaw(reader, name):
    assert reader.flaws(reverse(name)) == []


def test_a_mail_in_the_inbox_has_no_flaw(reader):
    stored = Inbox(settings.DEMO_INBOX).store(["ana@customers.example"], MAIL)

    assert reader.flaws(reverse("demo:mail-detail", args=[stored.stem])) == []


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_has_no_flaw(stranger, name):
    assert stranger.flaws(reverse(name)) == []


@pytest.mark.parametrize("letter", ["s", "u"])
def test_a_customers_page_has_no_flaw(stranger, org, letter):
    decisions.ask_now(org=org, by=Actor.system())
    invitation = Invitation.objects.for_org(org).filter(response=None).latest("pk")

    path = f"/{letter}/{tokens.make(invitation.public_id)}/"

    assert stranger.flaws(path) == []


WALKED = {
    "board": lambda org: planted(org)["board"],
    "map": lambda org: planted(org)["map"],
    "form": lambda org: reverse("actions:action-create", args=[org.slug]),
}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("path", WALKED.values(), ids=WALKED)
def test_what_has_the_focus_is_never_hidden(reader, org, path, size):
    reader.look(size)
    reader.open(path(org))

    hidden = []
    for _step in range(60):
        reader.page.keyboard.press("Tab")
        hidden += reader.page.evaluate(COVERED)

    assert hidden == []
