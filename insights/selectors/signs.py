"""Numbers with a sign that stays before them in every script, and the words of a step."""

from django.utils.translation import get_language, get_language_bidi

from emotions.library import scales


def steps() -> tuple[str, ...]:
    """The words of an emotion's five points, as the customer saw them."""
    points = scales.INTENSITY.points
    return points.get((get_language() or "en").split("-")[0], points["en"])


def signed(points: float) -> str:
    """A difference in whole points: +7, −7, 0."""
    whole = round(points)
    return before("+", whole) if whole > 0 else negative(whole)


def negative(points: float) -> str:
    """A value in whole points, with a sign only where it needs one: −3, 7."""
    whole = round(points)
    return before("−", -whole) if whole < 0 else str(whole)


def before(sign: str, number: int) -> str:
    """Between right-to-left words a sign would otherwise jump behind its number."""
    mark = "\u200e" if get_language_bidi() else ""
    return f"{mark}{sign}{number}"
