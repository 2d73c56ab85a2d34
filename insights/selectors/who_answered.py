"""Who answered, of everybody it happened to, and what each mean is when that is put right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from emotions.models import Emotion
from insights.engine import bias, display, intervals
from insights.engine.bias import Stratum, Weighted
from insights.engine.display import Level
from insights.selectors import board as boards
from insights.selectors import frames, response_rates
from insights.selectors.board import Design, Place
from insights.selectors.frames import KNOWN, VARIABLES, Frame, Turnout, Values
from insights.selectors.periods import Period
from insights.selectors.response_rates import Rate
from journeys.models import Journey, Persona, Stage
from journeys.models.maps import Channel
from surveys.selectors import cells
from surveys.selectors.cells import Construct, Key

# With more, hardly a stratum would keep ten answers.
MOST_VARIABLES = 2
MOST_GROUPS = 12
UNASKED = cells.Counts((0,) * 11)

Counted = Mapping[Values, Mapping[Key, cells.Counts]]


@dataclass(frozen=True)
class Group:
    """Everybody with one value of a variable; an empty name is "not known".

    Of a hidden one it is told how often it happened and was asked about, and no more.
    """

    value: Any
    name: str
    turnout: Turnout
    is_hidden: bool = False

    @property
    def rate(self) -> Rate:
        return self.turnout.rate

    @property
    def level(self) -> Level:
        return Level.NOTHING if self.is_hidden else self.rate.level

    @property
    def bias_note(self) -> float | None:
        return None if self.is_hidden else self.rate.bias_note


@dataclass(frozen=True)
class Breakdown:
    """The turnout by one variable: stage, channel, a segment, persona or month."""

    variable: str
    groups: tuple[Group, ...]
    left_out: int = 0  # the smallest groups, where there are many


@dataclass(frozen=True)
class Reading:
    """One emotion at one stage, raw 0-100: as it stands, and weighted to everybody it happened to.

    `weighted` is None for whoever may not read single answers, and where it is not known to whom it
    happened. Both numbers are shown where they are more than a standard error apart.
    """

    stage: Stage
    emotion: Emotion
    felt: intervals.Mean
    weighted: Weighted | None

    @property
    def n(self) -> int:
        return int(self.felt.n)

    @property
    def level(self) -> Level:
        return display.level(self.n)

    @property
    def shows_both(self) -> bool:
        return self.level.shows_number and self.weighted is not None and self.weighted.differs


@dataclass(frozen=True)
class WhoAnswered:
    """Who answered about a journey in a period, and what their answers would be if all had."""

    journey: Journey
    period: Period
    whole: Turnout
    before: Rate  # of as many days right before
    breakdowns: tuple[Breakdown, ...]
    weighted_by: tuple[str, ...]
    readings: tuple[Reading, ...]
    is_guarded: bool  # the reader may not read single answers

    @property
    def rate(self) -> Rate:
        return self.whole.rate

    @property
    def has_moved(self) -> bool:
        return response_rates.has_moved(self.before, self.rate)


def of_journey(*, journey: Journey, period: Period, may_read: bool) -> WhoAnswered:
    """Whoever may not read single answers sees no weighted mean and no rate of under five people.

    A weighted mean, beside the plain one and the groups of the board, gives small groups away.
    """
    design = boards.design(journey=journey)
    frame = frames.read(org=journey.organization, stage_ids=design.stages, period=period)
    return WhoAnswered(
        journey=journey,
        period=period,
        whole=frame.whole,
        before=response_rates.of_journey(journey=journey, period=period.previous),
        breakdowns=_breakdowns(design, frame, may_read),
        weighted_by=weighting(frame) if may_read else (),
        readings=readings(design, period, frame) if may_read else _plain(design, period),
        is_guarded=not may_read,
    )


def weighting(frame: Frame) -> tuple[str, ...]:
    """The first two variables that tell customers apart. Nobody may choose: one would win."""
    apart = (name for name in KNOWN if len(frame.by(name)) > 1)
    return tuple(apart)[:MOST_VARIABLES]


def readings(design: Design, period: Period, frame: Frame) -> tuple[Reading, ...]:
    """Every mean that the journey aims for, weighted to those whom the frame says it happened to."""
    org, variables = design.journey.organization, weighting(frame)
    counted = cells.by_values(org=org, scope=design.scope(period), splits=variables)
    return _readings(design, counted, frame.by("stage", *variables))


def _plain(design: Design, period: Period) -> tuple[Reading, ...]:
    return _readings(design, {(): design.counts(period)}, {})


def _readings(
    design: Design, counted: Counted, turnouts: Mapping[Values, Turnout]
) -> tuple[Reading, ...]:
    return tuple(
        _reading(design, place, target.emotion, _strata(place, counted, turnouts))
        for place, target in design.aims.items()
    )


def _reading(design: Design, place: Place, emotion: Emotion, strata: list[Stratum]) -> Reading:
    factor = design.factors.get(place[0], 1.0)
    counts = [sum(column) for column in zip(*(each.counts for each in strata), strict=True)]
    felt = intervals.mean_of_counts(counts or UNASKED.on(5), design=factor)
    is_known = any(stratum.population for stratum in strata)
    weighted = bias.post_stratify(strata, design=factor) if is_known else None
    return Reading(design.stages[place[0]], emotion, felt, weighted)


def _strata(place: Place, counted: Counted, turnouts: Mapping[Values, Turnout]) -> list[Stratum]:
    """The answers of each group that it happened to at this stage, or that answered about it."""
    stage_id, emotion_id = place
    key = (stage_id, Construct("emotion", emotion_id))
    answers = {values: found[key] for values, found in counted.items() if key in found}
    people = {
        values[1:]: turnout.happened
        for values, turnout in turnouts.items()
        if values[0] == stage_id
    }
    return [
        Stratum(values, answers.get(values, UNASKED).on(5), people.get(values, 0))
        for values in {**people, **answers}
    ]


def _breakdowns(design: Design, frame: Frame, may_read: bool) -> tuple[Breakdown, ...]:
    """By every variable that tells anybody apart."""
    found = (_breakdown(design, frame, variable, may_read) for variable in VARIABLES)
    return tuple(each for each in found if len(each.groups) > 1)


def _breakdown(design: Design, frame: Frame, variable: str, may_read: bool) -> Breakdown:
    turnouts = {value: turnout for (value,), turnout in frame.by(variable).items()}
    asked = {value: turnout.asked for value, turnout in turnouts.items()}
    hidden = frozenset() if may_read else display.suppressed(asked)
    names = _names(design, variable, turnouts)
    groups = [
        Group(value, names.get(value, str(value or "")), turnout, value in hidden)
        for value, turnout in turnouts.items()
    ]
    if variable not in KNOWN:
        order = list(names)
        return Breakdown(variable, tuple(sorted(groups, key=lambda each: order.index(each.value))))
    groups.sort(key=lambda each: (each.value is None, -each.turnout.happened, each.name))
    return Breakdown(variable, tuple(groups[:MOST_GROUPS]), len(groups[MOST_GROUPS:]))


def _names(design: Design, variable: str, values: Iterable[Any]) -> dict[Any, str]:
    """What the values are called; those of a segment are names themselves."""
    if variable == "stage":
        return {pk: str(stage) for pk, stage in design.stages.items()}
    if variable == "month":
        return {day: str(date_format(day, "YEAR_MONTH_FORMAT")) for day in sorted(values)}
    if variable == "channel":
        return {value: str(label) for value, label in Channel.choices}
    if variable == "persona":
        personas = Persona.objects.for_org(design.journey.organization)
        return dict(personas.values_list("pk", "name"))
    return {}
