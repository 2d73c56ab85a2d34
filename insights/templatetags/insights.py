"""How figures of the insights pages are written."""

from django import template
from django.utils.translation import gettext

from insights.engine.pair import Pair
from insights.engine.verdicts import Belief
from insights.selectors import movements, priority_words, signs
from insights.selectors.board import Cell
from insights.selectors.priority import Aim
from insights.selectors.splits import Part

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """0.346 as 35."""
    return "" if share is None else f"{100 * share:.0f}"


@register.filter
def step_label(value: int) -> str:
    """The words of an emotion's step, as the customer saw them."""
    return signs.steps()[value]


@register.filter
def belief_text(cell: Cell) -> str:
    """How far what is believed lies from what is felt, with its range, or why that is not told."""
    if cell.believed is None:
        return gettext("nobody has estimated")
    gap = cell.belief_gap
    if not cell.level.shows_number or gap is None or gap.excess is None:
        return gettext("too few answers")
    if gap.low is None or gap.high is None:
        return gettext("%(points)s, one or two people's estimate") % {"points": signed(gap.excess)}
    figures = {"points": gap.excess, "low": gap.low, "high": gap.high}
    words = {name: signed(points) for name, points in figures.items()}
    text = {
        Belief.OVER: gettext("%(points)s (%(low)s to %(high)s), believed too well"),
        Belief.UNDER: gettext("%(points)s (%(low)s to %(high)s), better than believed"),
    }.get(gap.verdict, gettext("%(points)s (%(low)s to %(high)s), may be right"))
    return text % words


@register.filter
def signed(points: float) -> str:
    return signs.signed(points)


@register.filter
def pair_text(pair: Pair) -> str:
    return movements.of_pair(pair)


@register.filter
def aim_text(aim: Aim) -> str:
    return priority_words.of_aim(aim)


@register.filter
def why_hidden(part: Part) -> str:
    return movements.why_hidden(part)
