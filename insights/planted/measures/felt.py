"""Rows 1 to 3, 16, 17 and 20: the board's intervals and verdicts against what is truly felt."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

from emotions.models import Emotion
from insights.engine import display
from insights.engine.verdicts import Verdict
from insights.planted import truth
from insights.planted.planted import Planted
from insights.planted.tally import Tally
from insights.planted.truth import SEGMENTS, Nonresponse
from insights.selectors import board as boards
from insights.selectors import frames, who_answered
from insights.selectors.board import Board, Cell
from insights.selectors.frames import Frame, Turnout
from insights.selectors.periods import Period
from insights.selectors.who_answered import Weighed
from journeys.models import Stage

Place = tuple[int, int]  # stage and emotion
SPANS = (1, 4, 13)  # weeks: some answers, an early signal, and the whole board
BANDS = ((5, 9), (10, 29), (30, 99), (100, 10**6))


def measure(planted: Planted, tally: Tally) -> None:
    for span in SPANS:
        weeks = range(planted.world.design.weeks - span, planted.world.design.weeks)
        board = _board(planted, weeks)
        for place, cell in _placed(planted, board):
            _intervals(planted, place, cell, weeks, tally)
    frame = _frame(planted)
    _verdicts(planted, _board(planted, planted.year), tally)
    _within_note(planted, frame, tally)
    _weighted(planted, frame, tally)


def _board(planted: Planted, weeks: range, **splits: str) -> Board:
    days = period(planted, weeks)
    return boards.board(journey=planted.company.journey, period=days, splits=splits)


def period(planted: Planted, weeks: range) -> Period:
    """The days of these weeks."""
    last = planted.company.monday(weeks[-1] + 1) - timedelta(days=1)
    return Period(planted.company.monday(weeks[0]), last)


def _placed(planted: Planted, board: Board) -> list[tuple[Place, Cell]]:
    place = _places(planted)
    return [(place(cell.stage, cell.emotion), cell) for cell in board.cells]


def _places(planted: Planted) -> Callable[[Stage, Emotion], Place]:
    """Where the world has what the product calls a stage and an emotion."""
    stages = {stage.pk: at for at, stage in enumerate(planted.company.stages)}
    emotions = {emotion.pk: at for at, emotion in enumerate(planted.company.emotions)}
    return lambda stage, emotion: (stages[stage.pk], emotions[emotion.pk])


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
    tally.add("below", below > 0)
    tally.add("wrongly below", wrong / below if below else 0.0)


def _beliefs(planted: Planted, place: Place, cell: Cell, true: float, tally: Tally) -> None:
    """The gap between what all who might be asked believe and what is felt."""
    gap = cell.belief_gap
    if gap is None or gap.low is None or gap.high is None:
        return
    excess = truth.OVER_BELIEF
    tally.add("belief gap covered", gap.low <= excess <= gap.high)


def _frame(planted: Planted) -> Frame:
    """Everybody who was met; where the silent were not recorded, as they would have been."""
    company = planted.company
    stages = [stage.pk for stage in company.stages]
    days = period(planted, planted.year)
    read = frames.read(org=company.org, stage_ids=stages, period=days)
    if read.whole.happened == planted.met.size:
        return read
    met, cuts = planted.met, {str(cut["segment_a"]): pk for pk, cut in read.slices.items()}
    turnouts = {}
    for (at, stage), (tier, cut) in product(enumerate(stages), cuts.items()):
        here = (met.stage == at) & (met.segment == list(SEGMENTS).index(tier))
        n, answered = int(here.sum()), int((here & met.answers).sum())
        turnouts[f"{days.since:%Y-%m}", stage, cut] = Turnout(n, n, answered)
    return Frame(turnouts, read.slices)


def _means(planted: Planted, frame: Frame) -> list[tuple[Place, Weighed]]:
    """The year's means as the page of who answered has them."""
    design = boards.design(journey=planted.company.journey)
    found = who_answered.means(design, period(planted, planted.year), frame)
    place = _places(planted)
    return [(place(mean.stage, mean.emotion), mean) for mean in found]


def _within_note(planted: Planted, frame: Frame, tally: Tally) -> None:
    """Row 17: what everybody feels, also those who did not answer, where the feeling decides that."""
    note = frame.whole.rate.bias_note
    if planted.world.design.nonresponse is Nonresponse.SEGMENT or note is None:
        return
    for place, mean in _means(planted, frame):
        if place[1] == planted.world.design.aims[place[0]][0] and mean.level.shows_number:
            everybody = planted.mean(*place, planted.year, answering=False)
            inside = mean.felt.low - note <= everybody <= mean.felt.high + note
            tally.add("everybody within the note", inside)


def _weighted(planted: Planted, frame: Frame, tally: Tally) -> None:
    """Row 16: each mean weighted to everybody who passed."""
    if planted.world.design.nonresponse is not Nonresponse.SEGMENT:
        return
    for place, mean in _means(planted, frame):
        everybody = planted.mean(*place, planted.year, answering=False)
        weighted = mean.weighted.mean if mean.weighted else mean.felt.mean
        if weighted is not None and mean.felt.mean is not None:
            tally.add("weighted bias", weighted - everybody)
            tally.add("plain bias", mean.felt.mean - everybody)
