"""A verdict in one or two words, and how far felt lies from intended."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from insights.selectors.signs import before

LABELS: dict[str, Promise | str] = {
    "below": pgettext_lazy("verdict", "short of target"),
    "unclear": pgettext_lazy("verdict", "unclear"),
    "at_or_above": pgettext_lazy("verdict", "meets target"),
    "early": pgettext_lazy("verdict", "early signal"),
    "withheld": pgettext_lazy("verdict", "too few answers"),
}


def label(verdict: str) -> str:
    """What a verdict is called; nothing for a word that is none."""
    return str(LABELS.get(str(verdict), ""))


def gap(shortfall: float | str | None) -> str:
    """A shortfall of 25 reads −25: that is how far felt lies from intended."""
    if shortfall in (None, ""):
        return ""
    points = round(float(shortfall or 0))
    sign = "−" if points > 0 else "+" if points < 0 else "±"
    return before(sign, abs(points))
