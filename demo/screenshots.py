"""Picture every page of the sample company: `make screenshots`.

One picture a route and variant, in screenshots/<variant>/<route>.png, and screenshots/index.html to
look them all over. Pages are found as a person finds them, by following links.
"""

import html
import os
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import APIResponse, Browser, BrowserContext, Page, sync_playwright

from bin import programs
from bin.setup import ROOT
from demo.supervisor import House, interrupt, on_stop_signal, open_house, people

TARGET = ROOT / "screenshots"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
VARIANTS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": WIDE},
    "phone": {"viewport": PHONE},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "arabic": {"viewport": WIDE, "locale": "ar"},
}
BOARD, README_PICTURE = "insights-board", ROOT / "docs" / "gap-board.png"
LINK = re.compile(r'href="([^"#]+)')
# The page of the API draws itself when its description has come.
UNDRAWN = "#swagger:not(:has(.opblock))"
# Leaving ends the session; the others answer with files.
LEFT_ALONE = re.compile(r"logout|\.(csv|xlsx|pdf|pptx|json|yaml)$|/static/|/live/")


class Tour:
    """A walk through the house from link to link, one address a route."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.found: dict[str, str] = {}
        self.seen: set[str] = set()
        self.broken: list[str] = []

    def walk(self, starts: list[str]) -> None:
        """Follow every link to a route not seen before."""
        waiting = [urljoin(self.address, start) for start in starts]
        while waiting:
            url = waiting.pop(0)
            route = route_of(url)
            if route and route not in self.seen and not LEFT_ALONE.search(url):
                self.seen.add(route)
                waiting += self._links(url)

    def _links(self, url: str) -> list[str]:
        answer = self.context.request.get(url)
        if answer.status >= 500:
            self.broken.append(f"{answer.status} {url}")
        if not is_page(answer):
            return []
        arrived = route_of(answer.url)
        if arrived:
            self.found.setdefault(arrived, answer.url)
        links = (urljoin(answer.url, html.unescape(link)) for link in LINK.findall(answer.text()))
        return [link for link in links if link.startswith(self.address)]


def is_page(answer: APIResponse) -> bool:
    return answer.ok and answer.headers.get("content-type", "").startswith("text/html")


def route_of(url: str) -> str | None:
    """Return the name of the address's route, by which one picture stands for many pages."""
    from django.urls import Resolver404, resolve

    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return None
    return match.view_name.replace(":", "-") or None


def starting_points() -> list[str]:
    """Where walks begin: home, sign-in, and a customer's link that waits for an answer."""
    from surveys.models import Invitation
    from surveys.services import tokens

    starts = ["/", "/accounts/login/", "/accounts/password/reset/", "/ui/"]
    waiting = Invitation.objects.filter(organization__is_demo=True, response=None)
    for invitation in waiting.order_by("-pk")[:1]:
        token = tokens.make(invitation.public_id)
        starts += [f"/s/{token}/", f"/s/{token}/2/", f"/s/{token}/6/", f"/u/{token}/"]
    return starts


def sign_in(browser: Browser, house: House) -> Any:
    """Return the cookies of the sample company's owner, who may see every page."""
    place = house.place
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{place.address}/accounts/login/")
        page.fill("input[name=login]", people(place.database)[0][0])
        page.fill("input[name=password]", place.secret("password", 9))
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "login" not in url)
        return context.storage_state()


def picture(context: BrowserContext, variant: str, found: dict[str, str]) -> None:
    page = context.new_page()
    for route, url in sorted(found.items()):
        page.goto(url, wait_until="load")
        page.locator(UNDRAWN).wait_for(state="detached")
        page.screenshot(path=TARGET / variant / f"{route}.png", full_page=True)
    if variant == "wide" and BOARD in found:
        page.goto(found[BOARD], wait_until="load")
        picture_for_readme(page)
    print(f"{variant}: {len(found)} pages", flush=True)


def picture_for_readme(page: Page) -> None:
    """Picture the board from its top to the end of its heatmap, in a window as high as that."""
    last = page.locator(".hl-heat tr").last
    box = last.bounding_box() or {"y": 0, "height": WIDE["height"]}
    height = round(box["y"] + box["height"]) + 40
    page.set_viewport_size({"width": WIDE["width"], "height": height})
    page.screenshot(path=README_PICTURE)


def contact_sheet(routes: list[str]) -> str:
    """Return a page that shows all pictures, a row a route."""
    rows = "".join(
        f"<tr><th>{html.escape(route)}</th>"
        + "".join(
            f'<td><a href="{variant}/{route}.png"><img src="{variant}/{route}.png" height="260" '
            f'alt="{html.escape(route)}, {variant}" loading="lazy"></a></td>'
            for variant in VARIANTS
        )
        + "</tr>"
        for route in routes
    )
    heads = "".join(f"<th>{variant}</th>" for variant in VARIANTS)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page</title>'
        f"<table><tr><td></td>{heads}</tr>{rows}</table></html>"
    )


def picture_house(house: House) -> list[str]:
    """Picture all pages in all variants; return the addresses that answered with an error."""
    # Playwright's own loop runs in this thread; the queries below are ordinary synchronous ones.
    os.environ.update(house.env, DJANGO_ALLOW_ASYNC_UNSAFE="1")
    import django

    django.setup()
    from accounts.models import User

    starts = starting_points()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programs.chromium(), args=FLAGS)
        session = sign_in(browser, house)
        with browser.new_context(storage_state=session) as context:
            tour = Tour(context, house.place.address)
            tour.walk(starts)
        for variant, options in VARIANTS.items():
            # Who is signed in reads in a language of their own, whatever the browser asks for.
            User.objects.update(language=options.get("locale", "en"))
            with browser.new_context(storage_state=session, **options) as context:
                picture(context, variant, tour.found)
    (TARGET / "index.html").write_text(contact_sheet(sorted(tour.found)))
    return tour.broken


def main() -> int:
    """Return 1 when a page answered with an error."""
    on_stop_signal(interrupt)
    with open_house(Path(ROOT / "var" / "screenshots")) as house:
        broken = picture_house(house)
    print(f"Look at {TARGET / 'index.html'}")
    print("\n".join(broken))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
