"""The tables of the insights pages as files, under the same filters."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.exports import Table
from accounts.http import OrgRequest, chosen, key_of, redirect_page
from accounts.http import table_file as as_file
from accounts.permissions import Permission, require
from insights.exports import (
    board_tables,
    cell_tables,
    finding_tables,
    report_tables,
    turnout_tables,
)
from insights.forms.board import BoardFilter, CompareFilter
from insights.forms.drivers import DriverFilter
from insights.forms.empathy import EmpathyFilter
from insights.forms.evidence import LedgerFilter
from insights.forms.who_answered import WhoAnsweredFilter
from insights.selectors import (
    driver_words,
    drivers,
    empathy,
    methods,
    priority,
    response_rates,
    who_answered_words,
)
from insights.selectors.board import Board
from insights.selectors.drivers import DriverTable
from insights.selectors.priority import Ranking
from insights.selectors.who_answered import WhoAnswered
from insights.views import board, cell, comparison, evidence, split, who_answered, year
from insights.views.frame import Frame, Page, framed
from journeys.models import Journey
from journeys.selectors import beliefs
from surveys.selectors.cells import SPLITS

# The table, others of its page, and how it came about; None where the reader has still to estimate.
Sheets = tuple[Table, ...]
Reader = Callable[[OrgRequest], Sheets | None]


@require_safe
@require(Permission.VIEW)
def table_file(request: OrgRequest, name: str, kind: str) -> HttpResponse:
    """Whoever has still to estimate is sent to the page, which says so."""
    if name not in TABLES:
        raise Http404
    page, read = TABLES[name]
    sheets = read(request)
    if sheets is None:
        return redirect_page(request, page, request.org.slug)
    return as_file(kind, name, *sheets)


# --- the gap board ------------------------------------------------------------------------------


def _gaps(request: OrgRequest) -> Sheets | None:
    seen = _seen(request, Page.NOW)
    if seen is None:
        return None
    frame, journey = seen
    found = board.read(frame, journey)
    rate = response_rates.lately(journey=journey, period=found.period)
    note = who_answered_words.of_note(rate.bias_note)
    return report_tables.of_board(found, note), _explained("board", frame, found)


def _comparison(request: OrgRequest) -> Sheets | None:
    seen = _seen(request, Page.COMPARED, CompareFilter)
    if seen is None:
        return None
    frame, journey = seen
    found = comparison.read(frame, journey)
    return board_tables.of_comparison(found), _explained("comparison", frame, found.board)


def _split(request: OrgRequest) -> Sheets | None:
    by = request.GET.get("by", "")
    if by not in SPLITS:
        raise Http404
    seen = _seen(request, Page(by))
    if seen is None:
        return None
    frame, journey = seen
    found = split.read(frame, journey, by)
    return board_tables.of_split(found), _explained("split", frame, found.board)


def _year(request: OrgRequest) -> Sheets | None:
    seen = _seen(request, Page.YEAR)
    if seen is None:
        return None
    frame, journey = seen
    cells, found = year.read(frame, journey)
    return board_tables.of_year(found), _explained("year", frame, cells)


def _cell(request: OrgRequest) -> Sheets | None:
    """The spread and the actions of the cell that is asked for, as on its page."""
    stage, emotion = (key_of(request.GET.get(name, "")) for name in ("stage", "emotion"))
    seen = cell.read(request, stage, emotion)
    if seen.get("blind"):
        return None
    found, told, period = seen["found"], seen["told"], seen["period"]
    here = methods.here(
        n=found.cell.n if found.cell else 0,
        since=period.since,
        until=period.until,
        journey=seen["stage"].journey,
        filters=seen["chosen"],
    )
    spread = cell_tables.of_spread(found, told.withheld if told else "")
    return spread, cell_tables.of_actions(found), report_tables.explained("cell", here)


def _seen(
    request: OrgRequest, page: Page, form_class: type[BoardFilter] = BoardFilter
) -> tuple[Frame, Journey] | None:
    """The page's own filters; 404 where there is no journey, None where it is still hidden."""
    frame = framed(request, page, form_class)
    if frame.journey is None:
        raise Http404
    return (frame, frame.journey) if frame.shows_figures else None


def _explained(kind: str, frame: Frame, found: Board) -> Table:
    here = methods.here(
        n=found.answers,
        since=found.period.since,
        until=found.period.until,
        journey=frame.journey,
        filters=frame.context["chosen"],
    )
    return report_tables.explained(kind, here)


# --- the findings -------------------------------------------------------------------------------


def _drivers(request: OrgRequest) -> Sheets | None:
    asked = _study(request)
    if asked is None:
        return None
    found = drivers.table(**asked)
    sheets = (finding_tables.of_drivers(found), finding_tables.of_pairs(found))
    return *sheets, _about("drivers", found)


def _priority(request: OrgRequest) -> Sheets | None:
    asked = _study(request)
    if asked is None:
        return None
    found = priority.ranking(**asked)
    return finding_tables.of_ranking(found), _about("priority", found)


def _study(request: OrgRequest) -> Any:
    form = DriverFilter(request.GET.dict(), reader=request.membership)
    journey, outcome = form.chosen_journey, form.chosen_outcome
    if journey is None or outcome is None:
        raise Http404
    if not beliefs.may_see_felt(journey=journey, membership=request.membership):
        return None
    return {"journey": journey, "outcome": outcome, "months": form.months_chosen}


def _about(kind: str, about: DriverTable | Ranking) -> Table:
    here = methods.here(
        n=about.n, since=about.months.first, until=about.until, journey=about.journey
    )
    return report_tables.explained(kind, f"{driver_words.here(about)} {here}".strip())


def _evidence(request: OrgRequest) -> Sheets | None:
    """The ledger of the page, without the journeys that the reader has still to estimate."""
    form = LedgerFilter(request.GET, org=request.org)
    shown, _hidden = evidence.ledger(request, form)
    here = methods.here(filters=chosen(form, form.fields))
    return finding_tables.of_ledger(shown), report_tables.explained("evidence", here)


def _weeks(request: OrgRequest) -> Sheets | None:
    """The weeks and the strip of the registration that is asked for, as on its page."""
    registration = evidence.registered(request, key_of(request.GET.get("registration", "")))
    judged = evidence.judged(request, registration)
    if judged is None:
        return None
    weeks = finding_tables.of_weeks(evidence.weeks(request, judged))
    here = methods.here(n=judged.n_before + judged.n_after)
    about = report_tables.explained("evidence", here)
    return weeks, finding_tables.of_placebos(judged), about


def _empathy(request: OrgRequest) -> Sheets | None:
    """What this reader's page shows: sealed rows stay sealed."""
    form = EmpathyFilter(request.GET, org=request.org)
    rows = form.narrowed(empathy.rows(reader=request.membership))
    here = methods.here(filters=chosen(form, form.fields))
    return finding_tables.of_empathy(rows), report_tables.explained("empathy", here)


# --- who answered -------------------------------------------------------------------------------


def _rates(request: OrgRequest) -> Sheets | None:
    found = _who_answered(request)
    return (turnout_tables.of_rates(found), _of_turnout(found)) if found else None


def _weighted(request: OrgRequest) -> Sheets | None:
    found = _who_answered(request)
    return (turnout_tables.of_means(found), _of_turnout(found)) if found else None


def _who_answered(request: OrgRequest) -> WhoAnswered | None:
    form = WhoAnsweredFilter(request.GET.dict(), reader=request.membership)
    if form.chosen_journey is None:
        raise Http404
    return who_answered.read(request, form)


def _of_turnout(found: WhoAnswered) -> Table:
    period = found.period
    here = methods.here(
        n=found.whole.answered, since=period.since, until=period.until, journey=found.journey
    )
    return report_tables.explained("who_answered", here)


# A page whose table can be a file adds it here: where the page is, and what reads the table.
TABLES: dict[str, tuple[str, Reader]] = {
    "gaps": ("insights:board", _gaps),
    "compared": ("insights:comparison", _comparison),
    "told-apart": ("insights:board", _split),
    "year": ("insights:year", _year),
    "drivers": ("insights:drivers", _drivers),
    "priority": ("insights:priority", _priority),
    "cell": ("insights:board", _cell),
    "evidence": ("insights:evidence-list", _evidence),
    "evidence-weeks": ("insights:evidence-list", _weeks),
    "empathy": ("insights:empathy", _empathy),
    "who-answered": ("insights:who-answered", _rates),
    "who-answered-means": ("insights:who-answered", _weighted),
}
