"""The gap board over a year, compared and told apart, as columns and rows."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from accounts.exports import Table, Value
from insights.engine import trends
from insights.engine.display import NOT_ENOUGH_FROM
from insights.engine.intervals import Mean
from insights.selectors import movements
from insights.selectors.board import Cell
from insights.selectors.changes import Change
from insights.selectors.comparison import Comparison
from insights.selectors.series import Series
from insights.selectors.splits import Part, Split


def of_comparison(found: Comparison) -> Table:
    """Two periods of every cell with the range of their difference, and whether it is one."""
    columns = [_("Stage"), _("Emotion")]
    for period in (_("Before"), _("Now")):
        columns += [period, f"{period}: {_('low')}", f"{period}: {_('high')}", f"{period}: n"]
    columns += [_("Difference"), _("Low"), _("High"), _("Verdict"), _("What it says")]
    return Table(_("Two periods compared"), columns, [_change(each) for each in found.ranked])


def _change(each: Change) -> list[Value]:
    return [
        each.after.stage.name,
        str(each.after.emotion),
        *_felt(each.before),
        *_felt(each.after),
        each.points,
        each.low,
        each.high,
        movements.word(each),
        movements.of_change(each),
    ]


def _felt(cell: Cell) -> list[Value]:
    return [*_numbers(cell.felt, is_told=cell.level.shows_number), cell.n]


def _numbers(felt: Mean, *, is_told: bool) -> list[Value]:
    return [felt.mean, felt.low, felt.high] if is_told else [None, None, None]


def of_split(found: Split) -> Table:
    """Every cell told apart, a row a group; a group too small has the reason instead of a number."""
    columns = [
        _("Stage"),
        _("Emotion"),
        _("Group"),
        _("Felt"),
        _("Low"),
        _("High"),
        _("Answers"),
        _("Why not"),
    ]
    return Table(_("Told apart"), columns, list(_parts(found)))


def _parts(found: Split) -> Iterator[list[Value]]:
    for row in found.rows:
        place = [row.cell.stage.name, str(row.cell.emotion)]
        yield [*place, _("All"), *_felt(row.cell), ""]
        for part in row.parts:
            yield [*place, part.group.name or _("not known"), *_part(part)]


def _part(part: Part) -> list[Value]:
    is_told = part.level.shows_number
    is_counted = not part.is_hidden and part.n >= NOT_ENOUGH_FROM
    return [
        *_numbers(part.felt, is_told=is_told),
        part.n if is_counted else None,
        "" if is_told else movements.why_hidden(part),
    ]


def of_year(found: Iterable[Series]) -> Table:
    """Every point of every cell's year, oldest first, with the smoothed score held against it."""
    columns = [
        _("Stage"),
        _("Emotion"),
        _("From"),
        _("Until"),
        _("Felt"),
        _("Low"),
        _("High"),
        _("Answers"),
        _("Smoothed"),
        _("Usual range: low"),
        _("Usual range: high"),
        _("Verdict"),
    ]
    return Table(_("A year"), columns, list(_points(found)))


def _points(found: Iterable[Series]) -> Iterator[list[Value]]:
    for series in found:
        for point in series.points:
            yield [
                series.cell.stage.name,
                str(series.cell.emotion),
                point.since,
                point.until,
                *_numbers(point.felt, is_told=True),
                int(point.felt.n),
                *_smoothed(point.trend),
                _("outside its usual range") if point.crossed else "",
            ]


def _smoothed(trend: trends.Point | None) -> list[Value]:
    return [trend.score, trend.low, trend.high] if trend else [None, None, None]
