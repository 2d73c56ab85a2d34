"""Rows 1 to 3, 16, 17 and 20: the board's intervals and verdicts against what is truly felt."""

from datetime import timedelta

from insights.engine import bias, display
from insights.engine.verdicts import Verdict
from insights.planted import truth
from insights.planted.planted import Planted
from insights.planted.tally import Tally
from insights.planted.truth import SEGMENTS, Nonresponse
from insights.selectors import board as boards
from insights.selectors.board import Board, Cell
from insights.selectors.periods import Period

Place = tuple[int, int]  # stage and emotion
SPANS = (1, 4, 13)  # weeks: some answers, an early signal, and the whole board
BANDS = ((5, 9), (10, 29), (30, 99), (100, 10**6))


def measure(planted: Planted, tally: Tally) -> None:
    for span in SPANS:
        weeks = range(planted.world.design.weeks - span, planted.world.design.weeks)
        board = _board(planted, weeks)
        for place, cell in _placed(planted, board):
            _intervals(planted, place, cell, weeks, tally)
    _verdicts(planted, _board(planted, planted.year), tally)
    _weighted(planted, tally)


def _board(planted: Planted, weeks: range, **splits: str) -> Board:
    days = period(planted, weeks)
    return boards.board(journey=planted.company.journey, period=days, splits=splits)


def period(planted: Planted, weeks: range) -> Period:
    """The days of these weeks."""
    last = planted.company.monday(weeks[-1] + 1) - timedelta(days=1)
    return Period(planted.company.monday(weeks[0]), last)


def _placed(planted: Planted, board: Board) -> list[tuple[Place, Cell]]:
    stages = {stage.pk: at for at, stage in enumerate(planted.company.stages)}
    emotions = {emotion.pk: at for at, emotion in enumerate(planted.company.emotions)}
    return [((stages[cell.stage.pk], emotions[cell.emotion.pk]), cell) for cell in board.cells]


def _intervals(planted: Planted, place: Place, cell: Cell, weeks: range, tally: Tally) -> None:
    if cell.n < display.NOT_ENOUGH_FROM:
        return
    band = next(f"{low}" for low, high in BANDS if low <= cell.n <= high)
    covers = cell.felt.low <= planted.mean(*place, weeks) <= cell.felt.high
    tally.add("mean covered", covers)
    tally.add(f"mean covered from {band}", covers)
    share = planted.shares(*place, weeks)[3:].sum()
    tally.add("share covered", cell.top_two.low <= share <= cell.top_two.high)


def _verdicts(planted: Planted, board: Board, tally: Tally) -> None:
    below, wrong = 0, 0
    for place, cell in _placed(planted, board):
        true = planted.mean(*place, planted.year)
        assert cell.intended is not None
        met = true <= cell.intended if place[1] in truth.AVOIDED else true >= cell.intended
        below += cell.verdict is Verdict.BELOW
        wrong += met and cell.verdict is Verdict.BELOW
        _beliefs(planted, place, cell, true, tally)
        if place[1] == planted.world.design.aims[place[0]][0]:
            _everybody(planted, place, cell, tally)
    tally.add("below", below > 0)
    tally.add("wrongly below", wrong / below if below else 0.0)


def _beliefs(planted: Planted, place: Place, cell: Cell, true: float, tally: Tally) -> None:
    """The gap between what all who might be asked believe and what is felt."""
    gap = cell.belief_gap
    if gap is None or gap.low is None or gap.high is None:
        return
    excess = truth.OVER_BELIEF
    tally.add("belief gap covered", gap.low <= excess <= gap.high)


def _everybody(planted: Planted, place: Place, cell: Cell, tally: Tally) -> None:
    """Row 17: what everybody feels, also those who did not answer, where the feeling decides that."""
    if planted.world.design.nonresponse is Nonresponse.SEGMENT or not cell.level.shows_number:
        return
    everybody = planted.mean(*place, planted.year, answering=False)
    note = bias.bias_note(float(planted.met.answers.mean()))
    inside = cell.felt.low - note <= everybody <= cell.felt.high + note
    tally.add("everybody within the note", inside)


def _weighted(planted: Planted, tally: Tally) -> None:
    """Row 16: the year's means with each segment weighted to its share of those who passed."""
    world, met = planted.world, planted.met
    if world.design.nonresponse is not Nonresponse.SEGMENT:
        return
    year = planted.year
    segments = [dict(_placed(planted, _board(planted, year, segment_a=tier))) for tier in SEGMENTS]
    for place in segments[0]:
        strata = [
            bias.Stratum(
                at,
                cells[place].counts.on(5),
                float(((met.stage == place[0]) & (met.segment == at)).sum()),
            )
            for at, cells in enumerate(segments)
        ]
        found, everybody = bias.post_stratify(strata), planted.mean(*place, year, answering=False)
        if found.mean is not None and found.plain.mean is not None:
            tally.add("weighted bias", found.mean - everybody)
            tally.add("plain bias", found.plain.mean - everybody)
