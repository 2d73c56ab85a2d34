"""A browser window that judges the pages it is shown."""

from pathlib import Path

import axe_playwright_python
from django.test import Client
from playwright.sync_api import Error

from tests.browser.test_gallery import COVERED

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 800}

# What axe finds, one line each. Sheets are not fetched again: the CSP would refuse that. And a mail
# in its sandbox cannot be asked.
BARRIERS = """async ([part, rules]) => {
  const where = document.querySelector(part) ?? document
  const found = await axe.run(where, {preload: false, iframes: false, resultTypes: ["violations"], ...rules})
  return found.violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target}`))
}"""
# The frame is the same round every page: where it has been judged whole, its inside is enough.
WHOLE, INSIDE = "html", ".hl-main"
# By far the slowest rule, and the only one that a colour scheme can break.
COLOURS = {"runOnly": "color-contrast"}
NO_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}
# What mirroring a page can break: places, sizes and words.
MIRRORED = {
    "runOnly": [
        "target-size",
        "scrollable-region-focusable",
        "html-has-lang",
        "html-lang-valid",
        "valid-lang",
    ]
}
# Everything that Tab can reach, one after the other: does something else lie on top of it?
HIDDEN = f"""() => {{
  const covered = {COVERED}
  const stops = "a[href], button, input, select, textarea, summary, [tabindex='0']"
  return [...document.querySelectorAll(stops)]
    .flatMap((stop) => {{ stop.focus(); return document.activeElement === stop ? covered() : [] }})
    .map((html) => `hidden under something: ${{html.slice(0, 150)}}`)
}}"""
# How Swagger draws an operation is not ours to judge, and when it is done nobody can tell. Not by a
# route: with one, the window would keep no file, and every page would fetch its thirty again.
NO_SWAGGER = """Object.defineProperty(window, "SwaggerUIBundle", {
  get: () => Object.assign(() => {}, {presets: {}}), set: () => {},
})"""
# Nobody can type what this complains of; a form that is sent by a program may hold it.
UNTYPED = "does not conform to the required format"
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


class Reader:
    """A browser window in one language, and what its console said."""

    def __init__(self, browser, address, language):
        self.context = browser.new_context(reduced_motion="reduce", locale=language)
        self.context.add_init_script(NO_SWAGGER)
        self.context.add_init_script(AXE)
        self.address, self.said = address, []
        self.client = Client()
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("console", self._hear)

    def sign_in(self, user):
        self.client.force_login(user)
        value = self.client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": value, "url": self.address}])

    def shows(self, path, status=200, refused=None):
        """Open this page, or what it says to a form it refuses; False if it is a file to keep."""
        self.page.set_viewport_size(WIDE)
        if refused is not None:
            self._answer_once(path, self.client.post(path, refused))
        try:
            response = self.page.goto(self.address + path)
        except Error as error:
            if "Download is starting" in error.message:
                return False
            raise
        assert response.status == status
        # That a page is missing is said by the browser, too.
        self.said = [line for line in self.said if status == 200 or f"{status}" not in line]
        return True

    def _answer_once(self, path, answer):
        """Show an answer that only a form gets, under the policy that came with it."""
        assert answer.status_code == 422
        headers = {name: answer[name] for name in ("Content-Type", "Content-Security-Policy")}
        self.page.route(
            self.address + path,
            lambda route: route.fulfill(body=answer.content, headers=headers),
            times=1,
        )

    def flaws(self, part=INSIDE):
        """What is wrong with the page in all its looks, one line each."""
        # Colours at this width only: axe cannot tell what lies behind a table that fades on a phone.
        found = self._barriers(COLOURS, part)
        self.page.emulate_media(color_scheme="dark")
        found += [f"dark: {line}" for line in self._barriers(COLOURS, part)]
        self.page.emulate_media(color_scheme="light")
        found += self._look("wide", WIDE, NO_COLOURS)
        return [*found, *self._look("phone", PHONE, NO_COLOURS, part), *self._heard()]

    def crowded_flaws(self, rules=None, part=WHOLE):
        """The same where room is scarce, for a page that elsewhere looks like one judged before."""
        return [*self._look("phone", PHONE, rules, part), *self._heard()]

    def _barriers(self, rules, part):
        return self.page.evaluate(BARRIERS, [part, rules or {}])

    def _look(self, name, size, rules, part=WHOLE):
        self.page.set_viewport_size(size)
        # As it opens: where the look before has left it, a sticky bar may cover half a link.
        self.page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0) }")
        found = self._barriers(rules, part) + self.page.evaluate(HIDDEN)
        width = self.page.evaluate(OVERFLOW)
        found += [f"scrolls sideways by {width} pixels"] if width > 0 else []
        return [f"{name}: {line}" for line in found]

    def _heard(self):
        said, self.said = self.said, []
        return said

    def _hear(self, message):
        if message.type in ("error", "warning") and UNTYPED not in message.text:
            self.said.append(message.text)
