"""What a driver table and a priority list say, in words a manager can repeat in a meeting."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.engine.drivers import Reason
from insights.engine.priority import Standing
from insights.selectors.drivers import DriverTable, Part, Row
from insights.selectors.priority import Place, Ranking

LITTLE, SOME, GOOD = 0.10, 0.25, 0.50
SURE = 0.9
LIKELY_TOP = 0.5


def of_table(table: DriverTable) -> str:
    """The one sentence above a driver table, or why there is none."""
    if table.refusal is not None:
        return refusal(table)
    if not table.is_ranked:
        return _("What was asked explains little of “%(outcome)s”, so no order is shown.") % {
            "outcome": table.outcome
        }
    words = {"outcome": table.outcome, "first": table.rows[0].name}
    if table.rows[0].driver.first >= SURE:
        return _("“%(first)s” goes most closely with “%(outcome)s”.") % words
    top = [row.name for row in table.rows if row.driver.top_three >= LIKELY_TOP]
    if len(top) < 2:
        return (
            _(
                "“%(first)s” seems to go most closely with “%(outcome)s”, "
                "but the answers cannot tell yet."
            )
            % words
        )
    names = _("%(all)s and “%(last)s”") % {
        "all": ", ".join(f"“{name}”" for name in top[:-1]),
        "last": top[-1],
    }
    return _(
        "%(names)s go most closely with “%(outcome)s”; which comes first cannot be told yet."
    ) % {"names": names, "outcome": table.outcome}


def explained(table: DriverTable) -> str:
    """R² in words."""
    share = table.explained or 0.0
    if share < LITTLE:
        text = _("Together they explain %(share)d %% of the differences between customers: little.")
    elif share < SOME:
        text = _("Together they explain %(share)d %% of the differences between customers: some.")
    elif share < GOOD:
        text = _(
            "Together they explain %(share)d %% of the differences between customers: a good part."
        )
    else:
        text = _("Together they explain %(share)d %% of the differences between customers: most.")
    return text % {"share": round(100 * share)}


def of_row(row: Row, table: DriverTable) -> str:
    """What one row says about its own effect."""
    if not row.driver.own_effect:
        return _("Moves with the others; no effect of its own shows.")
    words = {"points": f"{abs(row.step):.1f}", "outcome": table.outcome}
    if row.step >= 0:
        text = _(
            "Own effect shown: one answer step more goes with %(points)s more of “%(outcome)s”."
        )
    else:
        text = _(
            "Own effect shown: one answer step more goes with %(points)s less of “%(outcome)s”."
        )
    return text % words


def of_part(part: Part) -> str:
    """What an emotion has to do with a journey's outcome, for its own page."""
    driver = part.row.driver
    words = {
        "outcome": part.outcome,
        "journey": part.journey,
        "share": round(100 * driver.share),
        "low": round(100 * driver.low),
        "high": round(100 * driver.high),
    }
    if driver.own_effect:
        text = _(
            "Goes with “%(outcome)s” by itself on “%(journey)s”: %(share)d %% of what can be "
            "explained (%(low)d to %(high)d %%)."
        )
    else:
        text = _(
            "Moves with the others on “%(journey)s”: %(share)d %% of what can be explained of "
            "“%(outcome)s” (%(low)d to %(high)d %%), no effect of its own shown."
        )
    return text % words


def refusal(told: DriverTable | Ranking) -> str:
    """Why there is no table, and when there will be one."""
    refused = told.refusal
    assert refused is not None
    words = {"n": refused.n, "needed": refused.needed, "outcome": told.outcome}
    if refused.reason is Reason.TOO_FEW_ANSWERS:
        text = _("Too few answers about “%(outcome)s”: %(n)d of the %(needed)d needed.") % words
    elif refused.reason is Reason.NOT_ASKED_TOGETHER:
        text = ngettext(
            "Too few customers answered the same two questions: %(pairs)d pair has under %(needed)d.",
            "Too few customers answered the same two questions: %(pairs)d pairs have under %(needed)d.",
            len(refused.thin_pairs),
        ) % {**words, "pairs": len(refused.thin_pairs)}
    elif refused.reason is Reason.OUTCOME_NEVER_VARIES:
        text = _("Everybody said the same about “%(outcome)s”, so nothing can explain it.") % words
    else:
        text = (
            _(
                "In %(n)d answers nothing goes with “%(outcome)s” beyond chance. That is a finding, too."
            )
            % words
        )
    return f"{text} {when(told)}".strip()


def when(told: DriverTable | Ranking) -> str:
    """When there will be enough at today's rate."""
    counts = (Reason.TOO_FEW_ANSWERS, Reason.NOT_ASKED_TOGETHER)
    if told.refusal is None or told.refusal.reason not in counts:
        return ""
    if told.forecast is None:
        return _("At today's rate there will hardly ever be enough: ask more customers.")
    words = {"date": date_format(told.forecast.on), "months": told.forecast.months}
    if told.forecast.months > told.months.count:
        return (
            _("At today's rate there will be enough on %(date)s, in a period of %(months)d months.")
            % words
        )
    return _("At today's rate there will be enough on %(date)s.") % words


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
    if aim.emotion.is_to_avoid:
        text = ngettext(
            "%(reach)d of 100 customers pass here, “%(emotion)s” is felt %(points)d point more "
            "than you accept, and it goes with less of “%(outcome)s”.",
            "%(reach)d of 100 customers pass here, “%(emotion)s” is felt %(points)d points more "
            "than you accept, and it goes with less of “%(outcome)s”.",
            points,
        )
    else:
        text = ngettext(
            "%(reach)d of 100 customers pass here, “%(emotion)s” is %(points)d point short of "
            "what you design, and it goes with “%(outcome)s”.",
            "%(reach)d of 100 customers pass here, “%(emotion)s” is %(points)d points short of "
            "what you design, and it goes with “%(outcome)s”.",
            points,
        )
    return text % words


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
        return _(
            "“%(second)s” comes first once “%(emotion)s” at “%(first)s” has gained %(points)d points."
        ) % {**words, "points": round(found.points)}
    return _("“%(first)s” would stay first even if “%(emotion)s” met its target there.") % words
