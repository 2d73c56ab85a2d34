"""Drivers, priorities and evidence as columns and rows, saying no more than their pages."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.exports import Table, Value
from insights.selectors import driver_words, empathy_words, evidence, priority_words
from insights.selectors.drivers import DriverTable
from insights.selectors.empathy import Figure
from insights.selectors.empathy import Row as Behaviour
from insights.selectors.evidence import Judged, Point
from insights.selectors.priority import Ranking
from insights.selectors.studies import About


def of_drivers(table: DriverTable) -> Table:
    """The drivers of an outcome; no rows where the page refuses an order, and then why."""
    columns = [
        _("Driver"),
        _("Share of what is explained (%)"),
        _("Low"),
        _("High"),
        driver_words.a_step(table),
        _("Low"),
        _("High"),
        _("Effect of its own"),
        _("What it says"),
    ]
    rows: list[list[Value]] = [
        [
            row.name,
            100 * row.driver.share,
            100 * row.driver.low,
            100 * row.driver.high,
            row.step,
            row.step_low,
            row.step_high,
            _("moves with the others") if row.is_shared else _("own effect shown"),
            driver_words.of_row(row, table),
        ]
        for row in (table.rows if table.is_ranked else ())
    ]
    explained = driver_words.explained(table) if table.rows else ""
    note = f"{driver_words.of_table(table)} {explained} {_basis(table)}"
    return Table(_("Drivers of value"), columns, rows, note)


def of_pairs(table: DriverTable) -> Table:
    """How often each two questions were answered together."""
    columns = [_("Answers to both"), *(str(factor) for factor in table.factors)]
    return Table(_("Asked together"), columns, [[str(each), *n] for each, n in table.matrix])


def of_ranking(ranking: Ranking) -> Table:
    """The stages in the order to act; no rows where there is no order, and then why."""
    columns = [
        _("Stage"),
        _("Reach (%)"),
        _("Value for 100 customers (%(unit)s)") % {"unit": priority_words.unit(ranking)},
        _("Low"),
        _("High"),
        _("Chance of being first (%)"),
        _("Best rank"),
        _("Worst rank"),
        _("Standing"),
        _("Why"),
        _("Targets"),
        _("Cheapest strong actions"),
    ]
    rows: list[list[Value]] = [
        [
            place.stage.name,
            100 * place.reach,
            place.value,
            place.low,
            place.high,
            100 * place.first,
            place.rank_low,
            place.rank_high,
            priority_words.standing(place, ranking),
            priority_words.why(place, ranking),
            "; ".join(f"{aim.emotion}: {priority_words.of_aim(aim)}" for aim in place.aims),
            "; ".join(action.title for action in place.actions),
        ]
        for place in ranking.places
    ]
    said = [priority_words.of_ranking(ranking), *priority_words.changes(ranking), _basis(ranking)]
    return Table(_("Where to act first"), columns, rows, " ".join(said))


def _basis(about: About) -> str:
    return f"({about.outcome}, n = {about.n}) {driver_words.here(about)}".strip()


def of_ledger(judged: Iterable[Judged]) -> Table:
    """What was promised of actions and lessons, and what came of it."""
    columns = [
        _("What"),
        _("Stage"),
        _("Emotion"),
        _("Start"),
        _("Evaluation date"),
        _("Expected"),
        _("Effect"),
        _("Low"),
        _("High"),
        _("Answers before"),
        _("Answers after"),
        _("Grade"),
        _("Verdict"),
        _("What it says"),
    ]
    return Table(_("Evidence"), columns, [_promise(each) for each in judged])


def _promise(each: Judged) -> list[Value]:
    row, found = each.registration, each.effect
    return [
        str(row.subject),
        row.stage.name,
        str(row.emotion),
        each.start,
        row.evaluate_on,
        row.expected_points,
        found.effect if found else None,
        found.low if found else None,
        found.high if found else None,
        each.n_before,
        each.n_after,
        str(each.grade) if each.is_graded else None,
        evidence.verdict_word(each.verdict),
        evidence.sentence(each),
    ]


def of_weeks(points: Iterable[Point]) -> Table:
    """What was felt week by week around a start, beside the stages without the action."""
    columns = [
        _("From"),
        _("Until before"),
        _("Felt"),
        _("Low"),
        _("High"),
        _("Answers"),
        _("Comparison stages"),
        _("Their answers"),
        _("Difference"),
    ]
    return Table(_("Week by week"), columns, [_week(each) for each in points])


def _week(point: Point) -> list[Value]:
    felt: list[Value] = [point.felt, point.low, point.high, point.n]
    return [point.since, point.until, *felt, point.beside, point.n_beside, point.difference]


def of_placebos(judged: Judged) -> Table:
    """The effect, and the same number for every stage without the action."""
    found = judged.effect
    rows: list[list[Value]] = [
        [each.stage.name, each.effect, None, None] for each in judged.placebos if found
    ]
    if found:
        rows.insert(0, [judged.registration.stage.name, found.effect, found.low, found.high])
    columns = [_("Stage"), _("Points"), _("Low"), _("High")]
    return Table(_("What chance alone shows"), columns, rows, evidence.sentence(judged))


def of_empathy(rows: Iterable[Behaviour]) -> Table:
    """How often a behaviour happens: as forecast, as shown in practice, as customers say (%)."""
    sides = (_("Forecast"), _("Practice"), _("Customers"))
    columns = [_("Team"), _("Stage"), _("Behaviour")]
    for side in sides:
        columns += [f"{side} (%)", f"{side}: {_('low')}", f"{side}: {_('high')}", f"{side}: n"]
    columns += [_("Why not"), _("What it says")]
    return Table(_("Empathy gap"), columns, [_behaviour(row) for row in rows])


def _behaviour(row: Behaviour) -> list[Value]:
    sides = (row.forecast, row.practice, row.customers)
    figures = [value for side in sides for value in _figure(side)]
    reasons = dict.fromkeys(filter(None, map(empathy_words.withheld, sides)))
    return [
        row.team.name,
        row.stage_action.stage.name,
        str(row.stage_action.action),
        *figures,
        " ".join(reasons),
        empathy_words.of_row(row),
    ]


def _figure(side: Figure) -> list[Value]:
    return [side.percent, side.low, side.high, None if side.withheld else side.n]
