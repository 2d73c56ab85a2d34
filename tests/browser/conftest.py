import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

# Playwright's own loop runs in this thread; the fixtures' queries are ordinary synchronous ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# As patient as clicks are: a busy machine is slow, and that is no failure.
expect.set_options(timeout=30_000)

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drive the system's Chromium: nothing is downloaded for a test."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    return {**browser_type_launch_args, "executable_path": path, "args": FLAGS.split()}


@pytest.fixture
def complaints(page):
    """What the browser complains about; must be empty at the end of every test that opens a page."""
    found = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda m: found.append(m.text) if m.type in ("error", "warning") else None)
    yield found
    assert found == []


@pytest.fixture
def browser_sign_in(client, context, live_server):
    """`browser_sign_in(mona)`: the browser continues as this member."""

    def sign_in(membership):
        client.force_login(membership.user)
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])

    return sign_in


def barriers(page, only=None):
    """What axe finds, one line each, by all rules or one. Sheets are not fetched again: the CSP."""
    options = {"preload": False, "resultTypes": ["violations"]}
    if only:
        options["runOnly"] = only
    response = Axe().run(page, options=options).response
    return [f"{v['id']}: {n['target']}" for v in response["violations"] for n in v["nodes"]]


@pytest.fixture
def axe(page):
    return lambda: barriers(page)
