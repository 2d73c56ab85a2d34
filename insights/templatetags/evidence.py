from django import template

from insights.engine.evidence import Grade, Outcome
from insights.selectors import evidence, signs
from insights.selectors.evidence import Judged

register = template.Library()

# How a verdict looks: the colours and icons of the gap board's.
LOOKS = {
    Outcome.IMPROVED: ("at_or_above", "trending-up"),
    Outcome.WORSE: ("below", "trending-down"),
    Outcome.NO_CHANGE_SHOWN: ("unclear", "equal-approximately"),
}
WITHOUT = ("withheld", "hourglass")


@register.inclusion_tag("insights/evidence_verdict.html")
def evidence_verdict(judged: Judged) -> dict[str, object]:
    """The verdict as a word with its colour and icon."""
    look, icon = LOOKS.get(judged.verdict, WITHOUT)  # type: ignore[call-overload]
    return {
        "look": look,
        "icon_name": icon,
        "word": evidence.verdict_word(judged.verdict),
        "is_interim": judged.is_interim and judged.shows_effect,
    }


@register.filter
def finding(judged: Judged) -> str:
    """The whole sentence of a registration."""
    return evidence.sentence(judged)


@register.filter
def points(effect: float) -> str:
    """+4 or −3: an effect in points always carries its sign."""
    return signs.signed(effect)


@register.filter
def grade_word(grade: Grade) -> str:
    """What a grade means, beside its letter."""
    return evidence.grade_word(grade)
