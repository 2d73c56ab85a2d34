"""Where in a mail's HTML a placeholder may stand, checked once when a skeleton is compiled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

_LINK_ATTRIBUTES = frozenset({"href", "src"})
_TEXT_ATTRIBUTES = frozenset({"alt", "title", "aria-label"})
_CODE_ELEMENTS = frozenset({"script", "style"})
_QUOTED = re.compile(r"""\s[^\s=>"'/]+\s*=\s*("[^"]*"|'[^']*')""")
_ORIGIN = re.compile(r"https?://[^/?#]+/")

_LINK = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&()*+,;=%-]{1,700}")
_TOKEN = re.compile(r"[A-Za-z0-9._~:=-]{1,200}")


class Misplaced(ValueError):
    """A placeholder stands where escaping its value would not be enough."""


@dataclass(slots=True)
class Places:
    """Which values are addresses of the web (`links`) and which are pieces of one (`tokens`)."""

    links: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)

    def note(self, url: str, marks: Mapping[str, str]) -> None:
        """Learn from one address of the template what its values have to look like."""
        for name, mark in marks.items():
            before, found, _ = url.partition(mark)
            if not found:
                continue
            if not before:
                self.links.add(name)
            elif _ORIGIN.match(before) or any(before.startswith(m) for m in marks.values()):
                self.tokens.add(name)
            else:
                raise Misplaced(f"{name!r} may begin a link or follow https://host/ in it.")

    def is_link(self, url: str, marks: Mapping[str, str]) -> bool:
        """Whether the template `url`, with marks or without, is an address of the web."""
        return any(url.startswith(marks[name]) for name in self.links) or bool(_LINK.fullmatch(url))

    def misfit(self, values: Mapping[str, str]) -> str | None:
        """The name of the first value that does not look like what its place asks for."""
        for names, shape in ((self.links, _LINK), (self.tokens, _TOKEN)):
            for name in names:
                if not shape.fullmatch(values[name]):
                    return name
        return None


def find_places(html: str, marks: Mapping[str, str]) -> Places:
    """Read the template as a browser would; refuse any place but text and quoted attributes."""
    reader = _Reader(marks)
    reader.feed(html)
    reader.close()
    for name, mark in marks.items():
        if html.count(mark) != reader.seen.get(name, 0):
            raise Misplaced(f"{name!r} may stand in text or in a quoted attribute only.")
    return reader.places


class _Reader(HTMLParser):
    """Counts the placeholders in places where an escaped value stays a value."""

    def __init__(self, marks: Mapping[str, str]) -> None:
        super().__init__()
        self.marks = marks
        self.seen: dict[str, int] = {}
        self.places = Places()
        self.element = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.element = tag
        unquoted = _QUOTED.sub("", self.get_starttag_text() or "")
        for attribute, value in attrs:
            if not value or any(mark in unquoted for mark in self.marks.values()):
                continue
            if attribute in _LINK_ATTRIBUTES:
                self.places.note(value, self.marks)
                self._count(value)
            elif attribute in _TEXT_ATTRIBUTES:
                self._count(value)

    def handle_endtag(self, tag: str) -> None:
        self.element = ""

    def handle_data(self, data: str) -> None:
        if self.element not in _CODE_ELEMENTS:
            self._count(data)

    def _count(self, text: str) -> None:
        for name, mark in self.marks.items():
            self.seen[name] = self.seen.get(name, 0) + text.count(mark)
