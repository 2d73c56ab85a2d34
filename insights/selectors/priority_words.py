"""What the order of stages says, in words a manager can repeat in a meeting."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.engine import display
from insights.engine.priority import Standing
from insights.selectors.driver_words import refusal
from insights.selectors.priority import Aim, Place, Ranking
from insights.selectors.units import Unit


def of_ranking(ranking: Ranking) -> str:
    """The one sentence above the list of stages."""
    if ranking.refusal is not None:
        return refusal(ranking)
    if ranking.is_unconnected:
        return _("What customers feel explains little of “%(outcome)s”, so no order is shown.") % {
            "outcome": ranking.outcome
        }
    if not ranking.places:
        return _("No stage of this journey has a target with 30 answers yet.")
    if ranking.top is None:
        return _("No stage is short of a target that goes with “%(outcome)s”.") % {
            "outcome": ranking.outcome
        }
    words = {"stage": ranking.top.stage, "outcome": ranking.outcome}
    return {
        Standing.FIRST: _("Act first at “%(stage)s”."),
        Standing.PROBABLY_FIRST: _("“%(stage)s” is probably the place to act first."),
        Standing.NO_CLEAR_FIRST: _(
            "No stage is clearly first; “%(stage)s” leads, but others may well be worth more."
        ),
    }[ranking.standing or Standing.NO_CLEAR_FIRST] % words


def standing(place: Place, ranking: Ranking) -> str:
    """The word beside a stage."""
    if place != ranking.top:
        return ""
    return {
        Standing.FIRST: _("first"),
        Standing.PROBABLY_FIRST: _("probably first"),
        Standing.NO_CLEAR_FIRST: _("no clear first"),
    }[ranking.standing or Standing.NO_CLEAR_FIRST]


def why(place: Place, ranking: Ranking) -> str:
    """One sentence: who passes here, what is missing, and that it matters."""
    aim = place.main
    words = {"reach": round(100 * place.reach), "outcome": ranking.outcome}
    if aim is None:
        if any(one.shortfall > 0 for one in place.aims if one.is_counted):
            return (
                _(
                    "%(reach)d of 100 customers pass here. What is short of its target does not go "
                    "with “%(outcome)s” by itself."
                )
                % words
            )
        return _("%(reach)d of 100 customers pass here, and its targets are met.") % words
    points = round(aim.shortfall)
    words |= {"emotion": aim.emotion, "points": points}
    # A feeling to avoid goes against what is good; an outcome like churn turns it again.
    is_more = aim.emotion.is_to_avoid is not ranking.outcome.higher_is_better
    return (
        _too_much(points, is_more) if aim.emotion.is_to_avoid else _short(points, is_more)
    ) % words


def of_aim(aim: Aim) -> str:
    """What a target rests on: felt with its range, intended, answers; or why it is not counted."""
    if aim.felt is None or aim.low is None or aim.high is None:
        if aim.n >= display.FULL_FROM:
            return _("not counted: too few answers together with other feelings")
        return _("not counted: %(n)d of 30 answers") % {"n": aim.n}
    return _("%(felt)d felt (%(low)d to %(high)d), %(intended)d intended, %(n)s answers") % {
        "felt": round(aim.felt),
        "low": round(aim.low),
        "high": round(aim.high),
        "intended": aim.target.intended,
        "n": intcomma(aim.n),
    }


def _short(points: int, is_more: bool) -> str:
    if is_more:
        return ngettext(
            "%(reach)d of 100 customers pass here, “%(emotion)s” is %(points)d point short of "
            "what you design, and it goes with “%(outcome)s”.",
            "%(reach)d of 100 customers pass here, “%(emotion)s” is %(points)d points short of "
            "what you design, and it goes with “%(outcome)s”.",
            points,
        )
    return ngettext(
        "%(reach)d of 100 customers pass here, “%(emotion)s” is %(points)d point short of "
        "what you design, and it goes with less of “%(outcome)s”.",
        "%(reach)d of 100 customers pass here, “%(emotion)s” is %(points)d points short of "
        "what you design, and it goes with less of “%(outcome)s”.",
        points,
    )


def _too_much(points: int, is_more: bool) -> str:
    if is_more:
        return ngettext(
            "%(reach)d of 100 customers pass here, “%(emotion)s” is felt %(points)d point more "
            "than you accept, and it goes with more of “%(outcome)s”.",
            "%(reach)d of 100 customers pass here, “%(emotion)s” is felt %(points)d points more "
            "than you accept, and it goes with more of “%(outcome)s”.",
            points,
        )
    return ngettext(
        "%(reach)d of 100 customers pass here, “%(emotion)s” is felt %(points)d point more "
        "than you accept, and it goes with less of “%(outcome)s”.",
        "%(reach)d of 100 customers pass here, “%(emotion)s” is felt %(points)d points more "
        "than you accept, and it goes with less of “%(outcome)s”.",
        points,
    )


def worth(ranking: Ranking) -> str:
    """What the order goes by."""
    better, worse = {
        Unit.STEPS: (
            _("By what 100 customers of the journey would add to “%(outcome)s”"),
            _("By what 100 customers of the journey would take off “%(outcome)s”"),
        ),
        Unit.POINTS: (
            _("By how many more of 100 customers of the journey “%(outcome)s” would follow for"),
            _("By how many fewer of 100 customers of the journey “%(outcome)s” would follow for"),
        ),
        Unit.PERCENT: (
            _("By how many percent “%(outcome)s” of the journey's customers would rise"),
            _("By how many percent “%(outcome)s” of the journey's customers would fall"),
        ),
    }[ranking.unit]
    text = better if ranking.outcome.higher_is_better else worse
    rule = _("%(worth)s if the stage met its targets. Trust the order more than the amounts.")
    return rule % {"worth": text % {"outcome": ranking.outcome}}


def unit(ranking: Ranking) -> str:
    """What stands under an amount."""
    words = {"outcome": ranking.outcome}
    better, worse = {
        Unit.STEPS: (
            _("steps of “%(outcome)s” by 100 customers"),
            _("steps less of “%(outcome)s” by 100 customers"),
        ),
        Unit.POINTS: (
            _("more of 100 customers with “%(outcome)s”"),
            _("fewer of 100 customers with “%(outcome)s”"),
        ),
        Unit.PERCENT: (_("percent more “%(outcome)s”"), _("percent less “%(outcome)s”")),
    }[ranking.unit]
    return (better if ranking.outcome.higher_is_better else worse) % words


def changes(ranking: Ranking) -> list[str]:
    """What would change the order."""
    if ranking.top is None or len(ranking.places) < 2:
        return []
    found = [_overtaken(ranking)]
    first, rival = ranking.top, max(ranking.places[1:], key=lambda place: place.first)
    if rival.first >= 0.05:
        found.append(
            _(
                "Had other customers answered, “%(rival)s” would have come first in %(times)d "
                "of 100 cases."
            )
            % {"rival": rival.stage, "times": round(100 * rival.first)}
        )
    if first.main and (low := [aim for aim in first.aims if not aim.is_counted]):
        found.append(
            _("“%(emotion)s” at “%(stage)s” is not counted yet; it can only add to its value.")
            % {"emotion": low[0].emotion, "stage": first.stage}
        )
    return found


def _overtaken(ranking: Ranking) -> str:
    first, second = ranking.places[:2]
    words = {
        "first": first.stage,
        "second": second.stage,
        "emotion": first.main and first.main.emotion,
    }
    if (found := ranking.overtaking) is not None:
        points = round(found.points)
        return _gained(points, found.aim.emotion.is_to_avoid) % {**words, "points": points}
    return _("“%(first)s” would stay first even if “%(emotion)s” met its target there.") % words


def _gained(points: int, is_to_avoid: bool) -> str:
    if is_to_avoid:
        return ngettext(
            "“%(second)s” comes first once “%(emotion)s” at “%(first)s” has come down by "
            "%(points)d point.",
            "“%(second)s” comes first once “%(emotion)s” at “%(first)s” has come down by "
            "%(points)d points.",
            points,
        )
    return ngettext(
        "“%(second)s” comes first once “%(emotion)s” at “%(first)s” has gained %(points)d point.",
        "“%(second)s” comes first once “%(emotion)s” at “%(first)s” has gained %(points)d points.",
        points,
    )
