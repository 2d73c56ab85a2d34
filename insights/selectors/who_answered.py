"""Who answered, of everybody it happened to, and what each mean is when that is put right."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from accounts.selectors.kept import kept
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
from insights.selectors.secrecy import Reading
from journeys.models import Journey, Persona, Stage
from journeys.models.maps import Channel
from surveys.selectors import cells
from surveys.selectors.cells import Construct, Key

# With more, hardly a stratum would keep ten answers.
MOST_VARIABLES = 2
MOST_GROUPS = 12

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
class Weighed:
    """One emotion at one stage, raw 0-100: as it stands, and weighted to everybody it happened to.

    `weighted` is None where it is not known to whom it happened. Both numbers are shown where they
    are more than a standard error apart.
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
    before: Rate  # of as much time right before
    breakdowns: tuple[Breakdown, ...]
    weighted_by: tuple[str, ...]
    means: tuple[Weighed, ...]
    is_guarded: bool  # the reader may not read single answers: no means

    @property
    def rate(self) -> Rate:
        return self.whole.rate

    @property
    def has_moved(self) -> bool:
        return response_rates.has_moved(self.before, self.rate)


def of_journey(*, journey: Journey, period: Period, reading: Reading) -> WhoAnswered:
    """Whoever may not read single answers sees no weighted means and no rate of under five people.

    Beside the plain means and the groups of the board, weighted ones give small groups away.
    """
    design = boards.design(journey=journey, reading=reading)
    frame = _frame(design, period)
    return WhoAnswered(
        journey=journey,
        period=period,
        whole=frame.whole,
        before=_rate(journey, reading.before(period)),
        breakdowns=_breakdowns(design, frame),
        weighted_by=() if reading.is_guarded else weighting(frame),
        means=() if reading.is_guarded else means(design, period, frame),
        is_guarded=reading.is_guarded,
    )


def _frame(design: Design, period: Period) -> Frame:
    org, stages = design.journey.organization, sorted(design.stages)
    of = ("frame", org.pk, stages, period.since, period.until)
    return kept(of, lambda: frames.read(org=org, stage_ids=stages, period=period))


def _rate(journey: Journey, period: Period) -> Rate:
    of = ("rate", journey.pk, period.since, period.until)
    return kept(of, lambda: response_rates.of_journey(journey=journey, period=period))


def weighting(frame: Frame) -> tuple[str, ...]:
    """What response depends on most, and by more than chance; readers would pick what flatters."""
    found = {name: _unevenness(frame, name) for name in KNOWN}
    uneven = sorted((name for name in KNOWN if found[name] > 1), key=found.__getitem__)
    return tuple(uneven[::-1][:MOST_VARIABLES])


def _unevenness(frame: Frame, variable: str) -> float:
    turnouts = frame.by(variable).values()
    return bias.unevenness((each.answered, each.happened) for each in turnouts)


def means(design: Design, period: Period, frame: Frame) -> tuple[Weighed, ...]:
    """Every mean that the journey aims for, weighted to those whom the frame says it happened to."""
    org, variables = design.journey.organization, weighting(frame)
    counted = cells.by_values(org=org, scope=design.scope(period), splits=variables)
    turnouts = frame.by("stage", *variables)
    return tuple(
        _weighed(design, place, target.emotion, _strata(place, counted, turnouts))
        for place, target in design.aims.items()
    )


def _weighed(design: Design, place: Place, emotion: Emotion, strata: list[Stratum]) -> Weighed:
    factor = design.factors.get(place[0], 1.0)
    counts = [sum(column) for column in zip(*(each.counts for each in strata), strict=True)]
    felt = intervals.mean_of_counts(counts or cells.NO_ANSWERS.on(5), design=factor)
    # Without variables there is one stratum, and without anybody to stand for none has a weight.
    may_weight = len(strata) > 1 and any(stratum.population for stratum in strata)
    weighted = bias.post_stratify(_filled(strata), design=factor) if may_weight else None
    return Weighed(design.stages[place[0]], emotion, felt, weighted)


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
        Stratum(values, answers.get(values, cells.NO_ANSWERS).on(5), people.get(values, 0))
        for values in {**people, **answers}
    ]


def _filled(strata: list[Stratum]) -> list[Stratum]:
    """By the first variable alone where both leave most answers in groups of under ten.

    Small groups are merged by size; merged so widely, they would no longer tell response apart.
    """
    kept = sum(each.n for each in strata if each.n >= bias.STRATUM_FROM)
    if 2 * kept >= sum(each.n for each in strata):
        return strata
    wider: dict[Any, list[Stratum]] = defaultdict(list)
    for each in strata:
        values: Any = each.key
        wider[values[:1]].append(each)
    return [
        Stratum(
            key,
            tuple(map(sum, zip(*(each.counts for each in group), strict=True))),
            sum(each.population for each in group),
        )
        for key, group in wider.items()
    ]


def _breakdowns(design: Design, frame: Frame) -> tuple[Breakdown, ...]:
    """By every variable that tells anybody apart."""
    found = (_breakdown(design, frame, variable) for variable in VARIABLES)
    return tuple(each for each in found if len(each.groups) > 1)


def _breakdown(design: Design, frame: Frame, variable: str) -> Breakdown:
    turnouts = {value: turnout for (value,), turnout in frame.by(variable).items()}
    asked = {value: turnout.asked for value, turnout in turnouts.items()}
    hidden = display.suppressed(asked) if design.reading.is_guarded else frozenset()
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
