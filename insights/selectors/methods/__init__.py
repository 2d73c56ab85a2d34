"""How every figure comes about: its formula and its rules, said once for pages, files and mails."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from insights.selectors.methods import felt, findings, people

# The kind of figure, and the paragraphs that explain it.
METHODS = {**felt.METHODS, **findings.METHODS, **people.METHODS}


def title() -> str:
    """What the explanation is called, on every page and in every file."""
    return gettext("How is this computed?")


def texts(kind: str) -> list[str]:
    """The paragraphs of a kind of figure, in the reader's language."""
    return [str(text) for text in METHODS[kind]]


def here(
    *,
    n: int | None = None,
    since: date | None = None,
    until: date | None = None,
    journey: object = None,
    filters: Iterable[tuple[object, str]] = (),
) -> str:
    """What the figures of this page or file rest on: answers, days and what was filtered."""
    parts = []
    if n is not None and journey:
        said = ngettext(
            "Here: %(n)d answer of “%(journey)s”.", "Here: %(n)d answers of “%(journey)s”.", n
        )
        parts.append(said % {"n": n, "journey": journey})
    elif n is not None:
        parts.append(ngettext("Here: %(n)d answer.", "Here: %(n)d answers.", n) % {"n": n})
    if since and until:
        days = {"since": date_format(since), "until": date_format(until)}
        parts.append(gettext("Experienced from %(since)s until %(until)s.") % days)
    parts += [f"{label}: {value}." for label, value in filters]
    return " ".join(parts)
