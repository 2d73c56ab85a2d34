"""What a driver table says, in words a manager can repeat in a meeting."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.engine.drivers import Reason, Refusal
from insights.selectors.drivers import DriverTable, Part, Row
from insights.selectors.studies import About
from insights.selectors.units import Unit

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
    """R² with its range, in words."""
    share = table.explained or 0.0
    texts = {
        LITTLE: _("Together they explain %(share)s of the differences between customers: little."),
        SOME: _("Together they explain %(share)s of the differences between customers: some."),
        GOOD: _(
            "Together they explain %(share)s of the differences between customers: a good part."
        ),
    }
    most = _("Together they explain %(share)s of the differences between customers: most.")
    text = next((text for limit, text in texts.items() if share < limit), most)
    found = (share, table.explained_low or 0.0, table.explained_high or 1.0)
    percent = dict(
        zip(("share", "low", "high"), (round(100 * each) for each in found), strict=True)
    )
    return text % {"share": _("%(share)d %% (%(low)d to %(high)d %%)") % percent}


def of_row(row: Row, table: DriverTable) -> str:
    """What one row says about its own effect."""
    if not row.driver.own_effect:
        return _("Moves with the others; no effect of its own shows.")
    more, less = {
        Unit.STEPS: (
            _("Own effect shown: one answer step more goes with %(points)s more of “%(outcome)s”."),
            _("Own effect shown: one answer step more goes with %(points)s less of “%(outcome)s”."),
        ),
        Unit.POINTS: (
            _(
                "Own effect shown: after one answer step more, “%(outcome)s” follows for %(points)s "
                "more of 100 customers."
            ),
            _(
                "Own effect shown: after one answer step more, “%(outcome)s” follows for %(points)s "
                "fewer of 100 customers."
            ),
        ),
        Unit.PERCENT: (
            _("Own effect shown: one answer step more goes with %(points)s %% more “%(outcome)s”."),
            _("Own effect shown: one answer step more goes with %(points)s %% less “%(outcome)s”."),
        ),
    }[table.unit]
    words = {"points": f"{abs(row.step):.1f}", "outcome": table.outcome}
    return (more if row.step >= 0 else less) % words


def a_step(table: DriverTable) -> str:
    """What the differences of the table are counted in, as the head of a column."""
    return {
        Unit.STEPS: _("Steps of the outcome a step"),
        Unit.POINTS: _("Customers of 100 a step"),
        Unit.PERCENT: _("Percent of the outcome a step"),
    }[table.unit]


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


def refusal(told: About) -> str:
    """Why there is no table, and when there will be one."""
    refused = told.refusal
    assert refused is not None
    words = {
        "n": refused.n,
        "needed": refused.needed,
        "rarer": refused.rarer,
        "outcome": told.outcome,
        "pairs": len(refused.thin_pairs),
    }
    return f"{_reason(refused, told.outcome.is_imported) % words} {when(told)}".strip()


def _reason(refused: Refusal, is_imported: bool) -> str:
    if refused.reason is Reason.NOT_ASKED_TOGETHER:
        return ngettext(
            "Too few customers answered the same two questions: %(pairs)d pair has under %(needed)d.",
            "Too few customers answered the same two questions: %(pairs)d pairs have under %(needed)d.",
            len(refused.thin_pairs),
        )
    asked = {
        Reason.TOO_FEW_ANSWERS: _(
            "Too few answers about “%(outcome)s”: %(n)d of the %(needed)d needed."
        ),
        Reason.OUTCOME_NEVER_VARIES: _(
            "Everybody said the same about “%(outcome)s”, so nothing can explain it."
        ),
        Reason.NO_CONNECTION: _(
            "In %(n)d answers nothing goes with “%(outcome)s” beyond chance. That is a finding, too."
        ),
    }
    imported = {
        Reason.TOO_FEW_ANSWERS: _(
            "Too few answers of which it is known whether “%(outcome)s” followed: %(n)d of the "
            "%(needed)d needed."
        ),
        Reason.OUTCOME_NEVER_VARIES: _(
            "“%(outcome)s” was the same after all %(n)d answers, so nothing can explain it."
        ),
        Reason.ONE_SIDED: _(
            "“%(outcome)s” followed %(n)d answers nearly always or nearly never: the rarer of the "
            "two came %(rarer)d times, and %(needed)d are needed."
        ),
    }
    return ({**asked, **imported} if is_imported else asked)[refused.reason]


def when(told: About) -> str:
    """When there will be enough at today's rate."""
    counts = (Reason.TOO_FEW_ANSWERS, Reason.NOT_ASKED_TOGETHER, Reason.ONE_SIDED)
    if told.refusal is None or told.refusal.reason not in counts:
        return ""
    if told.forecast is None and told.outcome.is_imported:
        return _("Import more, or wait: an answer counts once the 90 days after it are told of.")
    if told.forecast is None:
        return _("At today's rate there will hardly ever be enough: ask more customers.")
    words = {"date": date_format(told.forecast.on), "months": told.forecast.months}
    if told.forecast.months > told.months.count:
        return (
            _("At today's rate there will be enough on %(date)s, in a period of %(months)d months.")
            % words
        )
    return _("At today's rate there will be enough on %(date)s.") % words


def here(about: About) -> str:
    """What was done here besides what is always done."""
    return " ".join(filter(None, (followed(about), adjusted(about))))


def followed(about: About) -> str:
    """How answers are held against what imports tell, and what was made of it."""
    if not about.outcome.is_imported:
        return ""
    rule = _(
        "“%(outcome)s” is imported: what is told of a customer in the 90 days after an experience is "
        "added up, and nothing told counts as 0. Only experiences count whose 90 days lie within the "
        "imported time, and customers of whom anything had been told by then; all customers, if "
        "imports name only those to whom it happened. Facts are counted every night."
    )
    made = {
        Unit.POINTS: _(
            "Yes and no enter as 1 and 0 (linear probability); the rarer one is needed 30 times."
        ),
        Unit.PERCENT: _(
            "Amounts enter as log(1 + amount), since a few large ones would decide alone."
        ),
    }[about.unit]
    return f"{rule} {made}" % {"outcome": about.outcome}


def adjusted(about: About) -> str:
    """Over which months a season was taken out, if it was."""
    season = about.study.season
    if season is None:
        return ""
    return _(
        "More than six months are pooled (%(since)s to %(until)s), so what a month had in common at "
        "all stages, season and drift, is taken out of every answer."
    ) % {"since": _month(season.first), "until": _month(season.last)}


def _month(first: date) -> str:
    return date_format(first, "YEAR_MONTH_FORMAT")
