"""The tables of a report and of the gap board, as columns and rows."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.exports import Table, Value, of_texts
from insights.engine.display import Level
from insights.engine.verdicts import Verdict
from insights.exports import words
from insights.models import Report
from insights.selectors import methods, sentences, verdict_words
from insights.selectors.board import Board, Cell
from insights.selectors.reports import Contents, Line


def of_report(report: Report, found: Contents) -> list[Table]:
    """Everything that the report says, as tables."""
    return [gaps(found), changes(found), basis(report, found), explained("report")]


def gap_columns() -> list[str]:
    return [
        _("Stage"),
        _("Emotion"),
        _("Aim"),
        _("Intended"),
        _("Believed"),
        _("Estimates"),
        _("Felt"),
        _("Low"),
        _("High"),
        _("Answers"),
        _("Can't say"),
        _("Shortfall"),
        _("Verdict"),
        _("What it says"),
    ]


def gaps(found: Contents) -> Table:
    """The gap board, in the order to look at it."""
    return Table(
        _("Gap board"), gap_columns(), [_gap(line) for line in found.lines], words.period(found)
    )


def _gap(line: Line) -> list[Value]:
    return [
        line.stage,
        line.emotion,
        _("at most") if line.is_to_avoid else _("at least"),
        line.intended,
        line.believed,
        line.believers,
        line.felt.value,
        line.felt.low,
        line.felt.high,
        line.felt.n,
        line.unsaid,
        line.shortfall,
        _said(line.felt.level, line.verdict),
        line.sentence,
    ]


def of_board(board: Board, note: str) -> Table:
    """The gap board of today's page, under the same columns, and how far the belief is off."""
    columns = [*gap_columns(), _("Believed too well by"), _("Low"), _("High")]
    rows = [[*_cell(cell), *_belief(cell)] for cell in board.ranked]
    return Table(_("Gap board"), columns, rows, note)


def _belief(cell: Cell) -> list[Value]:
    gap = cell.belief_gap if cell.level.shows_number else None
    return [gap.excess, gap.low, gap.high] if gap else [None, None, None]


def _cell(cell: Cell) -> list[Value]:
    felt = cell.felt if cell.level.shows_number else None
    return [
        cell.stage.name,
        str(cell.emotion),
        _("at most") if cell.emotion.is_to_avoid else _("at least"),
        cell.intended,
        cell.believed.mean if cell.believed else None,
        cell.believed.n if cell.believed else 0,
        felt.mean if felt else None,
        felt.low if felt else None,
        felt.high if felt else None,
        cell.n,
        cell.counts.unsaid,
        cell.shortfall,
        _said(cell.level, cell.verdict),
        sentences.of_cell(cell),
    ]


def _said(level: Level, verdict: Verdict) -> str:
    """The verdict; an early signal has none, because 10 to 29 answers may not rank."""
    return _("early signal") if level is Level.EARLY else verdict_words.label(verdict)


def changes(found: Contents) -> Table:
    """Every cell against the month before; what is not clear says so."""
    columns = [
        _("Stage"),
        _("Emotion"),
        _("Change"),
        _("Low"),
        _("High"),
        _("Answers before"),
        _("Answers"),
        _("Verdict"),
    ]
    return Table(_("Since the month before"), columns, list(_changes(found.lines)))


def _changes(lines: Iterable[Line]) -> Iterable[list[Value]]:
    for line in lines:
        shift = line.moved_by
        yield [
            line.stage,
            line.emotion,
            shift.value,
            shift.low,
            shift.high,
            shift.n,
            line.felt.n,
            words.moved(line.moved),
        ]


def basis(report: Report, found: Contents) -> Table:
    """What the figures rest on."""
    rows: list[list[Value]] = [
        [_("Report"), words.title(report)],
        [_("Organization"), report.organization.name],
        [_("First day"), found.since],
        [_("Last day"), found.until],
        [_("Computed on"), found.made_on],
        [_("In one sentence"), found.headline],
        [_("Answers"), found.answers],
        [_("Response rate"), words.rates(found)],
        [_("Who answered"), words.note(found)],
        [_("Follow-ups"), words.followups(found)],
    ]
    return Table(_("Basis"), [_("What"), _("Value")], rows)


def explained(kind: str, here: str = "") -> Table:
    """A sheet that says how the figures of the others came about, and what they rest on."""
    return of_texts(methods.title(), [*methods.texts(kind), here])
