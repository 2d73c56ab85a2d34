"""What a night's figures would raise an alert about: changes beyond chance, and nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from emotions.models import Emotion
from insights.engine import display, intervals
from insights.engine.direction import Direction, slope_sign
from insights.engine.evidence import Outcome
from insights.models import Alert
from insights.selectors import board as boards
from insights.selectors import changes, evidence, response_rates, series
from insights.selectors.board import Board, Cell
from insights.selectors.changes import Moved
from insights.selectors.periods import Period
from insights.selectors.secrecy import Reading
from journeys.models import EmotionTarget, Journey, Stage
from journeys.selectors import targets
from surveys.models import DesignFactor
from surveys.selectors.cells import Construct, Scope

RECENT_POINTS = 13
QUARTER = 91
# A mail of the last days may still be answered, which would look like a falling rate.
RIPE_AFTER = 10
RATE_DAYS = 28
RATE_DAYS_BEFORE = 84
# For how long a verdict is news.
VERDICT_DAYS = 28
REACHED = (Outcome.IMPROVED, Outcome.NO_CHANGE_SHOWN, Outcome.WORSE)
JOURNEY = "journey"


@dataclass(frozen=True)
class Signal:
    """One thing to tell, with the figures that say so; `subject` names the cell within a journey."""

    kind: Alert.Kind
    subject: str
    is_worse: bool
    figures: dict[str, float | str]
    stage: Stage | None = None
    emotion: Emotion | None = None


def of_journey(*, journey: Journey) -> list[Signal]:
    """Everything that holds for the journey as of today."""
    today = journey.organization.today()
    return [
        *_crossings(journey, today),
        *_worst(journey, today),
        *_rate(journey, today),
        *_verdicts(journey, today),
    ]


# --- a trend that left its usual range ----------------------------------------------------------


def _crossings(journey: Journey, today: date) -> Iterator[Signal]:
    aims = targets.current(journey=journey)
    stage_ids = tuple({stage_id for stage_id, _emotion in aims})
    reading = Reading(journey.organization)
    # Today is not over, and so the week that it would complete is not either.
    period = reading.year(today - timedelta(days=1))
    weeks = reading.steps(Scope(period.since, period.until, stage_ids)) if aims else {}
    factors = dict(
        DesignFactor.objects.filter(stage__in=stage_ids).values_list("stage_id", "value")
    )
    for (stage_id, emotion_id), target in aims.items():
        key = (stage_id, Construct("emotion", emotion_id))
        asked = {week: counts[key].on(5) for week, counts in weeks.items() if key in counts}
        signal = _crossing(target, asked, factors.get(stage_id, 1.0))
        if signal is not None:
            yield signal


def _crossing(
    target: EmotionTarget, asked: Mapping[Period, tuple[int, ...]], design: float
) -> Signal | None:
    """The smoothed score lies outside its limits now, and rests on enough answers to say so."""
    found = [
        intervals.mean_of_counts(counts, design=design) for _weeks, counts in series.merged(asked)
    ]
    charted = series.chart(found)
    if charted is None:
        return None
    start, last = charted.baseline, charted.points[-1]
    n = sum(each.n for each in found[charted.size :][-RECENT_POINTS:])
    if not last.crossed or not display.level(n).may_rank:
        return None
    sign = slope_sign(Direction(target.emotion.direction))
    return Signal(
        kind=Alert.Kind.TREND,
        subject=f"{target.stage_id}:{target.emotion_id}",
        is_worse=sign * (last.score - start.mean) < 0,
        figures={
            "before": start.mean,
            "now": last.score,
            "low": last.low,
            "high": last.high,
            "n": n,
        },
        stage=target.stage,
        emotion=target.emotion,
    )


# --- a new largest gap --------------------------------------------------------------------------


def _worst(journey: Journey, today: date) -> Iterator[Signal]:
    """The cell furthest below its target now, if it was another one and this one clearly got worse."""
    now = Period.last(QUARTER, today=today)
    before = Period.last(QUARTER, today=now.since - timedelta(days=1))
    found, earlier = (boards.board(journey=journey, period=period) for period in (now, before))
    worst, former = _furthest(found), _furthest(earlier)
    if worst is None or (former and former.place == worst.place):
        return
    change = changes.between(earlier.by_place, found.by_place).get(worst.place)
    if change is None or change.moved is not Moved.WORSE:
        return
    yield Signal(
        kind=Alert.Kind.WORST,
        subject=f"{worst.stage.pk}:{worst.emotion.pk}",
        is_worse=True,
        figures={
            "before": change.before.felt.mean or 0.0,
            "now": worst.felt.mean or 0.0,
            "low": worst.felt.low,
            "high": worst.felt.high,
            "n": worst.n,
            "shortfall": worst.shortfall or 0.0,
            "intended": worst.intended or 0,
        },
        stage=worst.stage,
        emotion=worst.emotion,
    )


def _furthest(board: Board) -> Cell | None:
    first = next(iter(board.ranked), None)
    return first if first and first.level.may_rank and first.verdict == "below" else None


# --- the response rate --------------------------------------------------------------------------


def _rate(journey: Journey, today: date) -> Iterator[Signal]:
    now = Period.last(RATE_DAYS, today=today - timedelta(days=RIPE_AFTER))
    before = Period.last(RATE_DAYS_BEFORE, today=now.since - timedelta(days=1))
    earlier, found = (
        response_rates.of_journey(journey=journey, period=period) for period in (before, now)
    )
    if not response_rates.has_moved(earlier, found):
        return
    share, former = found.share, earlier.share
    yield Signal(
        kind=Alert.Kind.RATE,
        subject=JOURNEY,
        is_worse=(share.share or 0.0) < (former.share or 0.0),
        figures={
            "before": former.share or 0.0,
            "now": share.share or 0.0,
            "low": share.low,
            "high": share.high,
            "n": found.asked,
        },
    )


# --- a verdict on evidence ----------------------------------------------------------------------


def _verdicts(journey: Journey, today: date) -> Iterator[Signal]:
    """What was promised for a day that has come, judged once, on that day's plan."""
    due = (today - timedelta(days=VERDICT_DAYS), today)
    rows = evidence.registrations(org=journey.organization).filter(
        stage__journey=journey, withdrawn_at=None, evaluate_on__range=due
    )
    judged_all = evidence.judge_all(org=journey.organization, registrations=list(rows), today=today)
    for judged in judged_all:
        found = judged.effect
        is_full = display.level(judged.n_after).may_rank
        if found is None or not is_full or judged.verdict not in REACHED:
            continue
        yield Signal(
            kind=Alert.Kind.VERDICT,
            subject=f"registration:{judged.registration.pk}",
            is_worse=judged.verdict == Outcome.WORSE,
            figures={
                "verdict": str(judged.verdict),
                "grade": str(judged.grade),
                "points": found.effect,
                "low": found.low,
                "high": found.high,
                "n": judged.n_after,
            },
            stage=judged.registration.stage,
            emotion=judged.registration.emotion,
        )
