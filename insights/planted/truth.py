"""What is so in a planted world, before anybody is asked (science.md 6): pure, seeded.

Six stages, eight emotions in use, everything as performance (0-100, higher is better); the raw
score of an emotion to avoid is 100 minus that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import ndtr

from insights.engine.arrays import Array
from insights.engine.drivers import lmg
from insights.planted import feelings

SEEK = ("listened_to", "relieved", "informed", "cared_for", "trusting", "confident")
AVOID = ("frustrated", "neglected")
EMOTIONS = SEEK + AVOID
AVOIDED = frozenset(range(len(SEEK), len(EMOTIONS)))
# Strongest first: outcome points for UNIT points of feeling. Unit and pairs are open in science.md;
# they are those whose completely asked answers behave as its table 3.3 says (docs/adr).
EFFECTS = (0.50, 0.40, 0.28, 0.20, 0.12, 0.06, 0.0, 0.0)
UNIT = 15.0
TWINS = {(0, 1): 0.70, (2, 3): 0.65}  # places in EFFECTS; all others are alike by the halo
STAGES = 6
WEEKS = 52
DAYS = (1, 4)  # of a week on which other systems tell of interactions
TURN = 26  # the planted actions begin with week 27
MEAN, MEAN_SPREAD = 62.0, 7.0

SEGMENTS = {"standard": 0.7, "plus": 0.3}
PLUS_FEELS_BETTER = 10.0
SEGMENT_ANSWERS = {"standard": 0.75, "plus": 1.6}  # times the usual rate
ANSWERS = 0.15
A_STEP_ANSWERS = 0.15  # on the log-odds
CANNOT_SAY = 0.04
CHECK_FORGOTTEN = 0.08
CHECK_PARTLY = 0.15  # of those to whom it did not happen
BELIEVERS = 4
OVER_BELIEF, BELIEF_SPREAD = 10.0, 6.0


class Nonresponse(StrEnum):
    """On what it depends, besides chance, who answers."""

    SEGMENT = "segment"
    HAPPIER = "happier"
    EXTREMES = "extremes"


@dataclass(frozen=True)
class Act:
    """A planted action at a stage: what it does to an emotion, and how often it happens."""

    stage: int
    emotion: int
    effect: float  # points of performance
    done_before: float
    done_after: float


# Effect and how often it happens before and after, at the first four stages: one helps, one is a
# dud, one harms, and one happens far more often without being felt.
ACTS = ((6.0, 0.35, 0.75), (0.0, 0.40, 0.70), (-5.0, 0.45, 0.75), (0.0, 0.30, 0.80))


@dataclass(frozen=True)
class Design:
    """How a world is asked: which emotions each stage aims for, and how many answers a week."""

    aims: tuple[tuple[int, int], ...]
    answers_a_week: float
    weeks: int = WEEKS
    by_reach: bool = True  # more customers pass some stages than others; else all alike
    acts: tuple[Act, ...] = ()
    nonresponse: Nonresponse = Nonresponse.SEGMENT
    drifts: bool = True  # whether everybody's feelings wander together over the year


@dataclass(frozen=True)
class Met:
    """Everybody met in the year, one row each: customer, stage, week, feelings and answers."""

    person: Array
    stage: Array
    week: Array
    day: Array
    segment: Array
    steps: Array  # (n, emotions) 0 to 4, as performance
    recommend: Array
    answers: Array  # whether they answer when asked

    def only(self, which: Array) -> "Met":
        return Met(**{name: getattr(self, name)[which] for name in self.__dataclass_fields__})

    @property
    def size(self) -> int:
        return len(self.stage)


class Truth:
    """One world. The same seed, design and customers give the same world."""

    def __init__(self, design: Design, segments: Sequence[str], seed: int):
        self.design = design
        self.dice = np.random.default_rng(seed)
        self.segment = np.array([name == "plus" for name in segments], int)
        order = self.dice.permutation(len(EMOTIONS))
        self.effects = np.array(EFFECTS)[np.argsort(order)]
        self.correlations = _correlations(order)
        self.reach = self.dice.uniform(0.1, 1.0, STAGES)
        self.reach[self.dice.integers(STAGES)] = 1.0
        self.means = self.dice.normal(MEAN, MEAN_SPREAD, (STAGES, len(EMOTIONS)))
        self.common = feelings.common_drift(design.weeks, self.dice) * design.drifts
        self.shocks = feelings.stage_shocks(STAGES, design.weeks, self.dice)
        self.halos = self._halos()
        self._known: dict[tuple[int, int, bool], Array] = {}

    def met(self) -> Met:
        """Everybody met in the year, as many as it takes for the answers that are wanted."""
        dice, design = self.dice, self.design
        n = round(design.answers_a_week * design.weeks / ANSWERS)
        # Everybody once in random order, and again: few are met twice within the asking cap.
        rounds = -(-n // len(self.halos))
        person = np.concatenate([dice.permutation(len(self.halos)) for _ in range(rounds)])[:n]
        week = np.arange(n) * design.weeks // n
        stage = dice.choice(STAGES, n, p=self.stage_shares)
        own = dice.multivariate_normal(
            np.zeros(len(EMOTIONS)), self._rest, size=n, method="cholesky"
        )
        mixed = np.sqrt(feelings.HALO) * self.halos[person, None] + own
        felt = self.felt[stage, week] + feelings.SPREAD * mixed
        worth = (felt - feelings.MIDDLE) / UNIT @ self.effects
        steps = feelings.step(felt)
        segment = self.segment[person]
        first = np.array([aims[0] for aims in design.aims])[stage]
        likely = self.response_chance(segment, steps[np.arange(n), first])
        return Met(
            person=person,
            stage=stage,
            week=week,
            day=dice.choice(DAYS, n),
            segment=segment,
            steps=steps,
            recommend=feelings.recommend(worth, dice),
            answers=dice.random(n) < likely,
        )

    @property
    def stage_shares(self) -> Array:
        """Of all encounters, how many happen at each stage."""
        weights = self.reach if self.design.by_reach else np.ones(STAGES)
        return np.asarray(weights / weights.sum(), float)

    @property
    def felt(self) -> Array:
        """The mean feeling at every stage, week and emotion, (stages, weeks, emotions)."""
        moving = (self.common + self.shocks)[:, :, None]
        means = self.means[:, None, :] + moving
        for act in self.design.acts:
            means[act.stage, TURN:, act.emotion] += act.effect
        return np.asarray(means, float)

    def response_chance(self, segment: Array, step: Array) -> Array:
        """How likely somebody of a segment (0 or 1) with this step answers."""
        factor = np.array(list(SEGMENT_ANSWERS.values()))[segment]
        pull = {
            Nonresponse.SEGMENT: np.zeros(np.shape(step)),
            Nonresponse.HAPPIER: A_STEP_ANSWERS * (step - 2.5),
            Nonresponse.EXTREMES: A_STEP_ANSWERS * ((step - 2.0) ** 2 - 1.3),
        }[self.design.nonresponse]
        return np.asarray(feelings.chance(feelings.log_odds(ANSWERS * factor) + pull), float)

    def shares(self, stage: int, emotion: int, *, answering: bool) -> Array:
        """How often each of the five steps is felt in each week, (weeks, 5).

        `answering`: among those who answer instead of among everybody. Who answers depends on the
        segment and on the first emotion that the stage aims for.
        """
        key = (stage, emotion, answering)
        if key not in self._known:
            self._known[key] = self._shares(*key)
        return self._known[key]

    def _shares(self, stage: int, emotion: int, answering: bool) -> Array:
        first = self.design.aims[stage][0]
        segments = np.array(list(SEGMENTS.values()))
        total = np.zeros((self.design.weeks, 5))
        for segment, size in enumerate(segments):
            joint = self._joint(stage, first, emotion, segment)
            step = np.arange(5)
            likely = self.response_chance(np.full(5, segment), step) if answering else np.ones(5)
            total = total + size * np.einsum("wik,i->wk", joint, likely)
        return np.asarray(total / total.sum(axis=1, keepdims=True), float)

    @property
    def planted_lmg(self) -> Array:
        """Each emotion's share of what they explain of the outcome together, (emotions,)."""
        credit = lmg(self.covariance)
        return np.asarray(credit / credit.sum(), float)

    @property
    def covariance(self) -> Array:
        """Of the outcome and the eight feelings in standard deviations, before any rounding."""
        effects = self.effects * feelings.SPREAD / UNIT
        across = self.correlations @ effects
        total = effects @ across + feelings.NOISE**2
        return np.block([[np.array([[total]]), across[None]], [across[:, None], self.correlations]])

    def value(self, shortfalls: Array, reach: Array) -> Array:
        """What it is worth if each stage made up its `shortfalls` (stages, emotions), (stages,).

        `reach` is the share of customers who pass each stage: known to everybody, not estimated.
        """
        return np.asarray(reach * (shortfalls @ self.effects) / UNIT, float)

    @property
    def _rest(self) -> Array:
        """What is left of the correlations without the halo."""
        return np.asarray(self.correlations - feelings.HALO, float)

    @property
    def _segment_tilt(self) -> Array:
        """What the segment adds to a customer's halo; on average nothing, (2,)."""
        gap = PLUS_FEELS_BETTER / (feelings.SPREAD * np.sqrt(feelings.HALO))
        plus = SEGMENTS["plus"]
        return np.array([-plus * gap, (1 - plus) * gap])

    def _halos(self) -> Array:
        tilt = self._segment_tilt[self.segment]
        return np.asarray(tilt + self._own_halo * self.dice.normal(size=tilt.size), float)

    @property
    def _own_halo(self) -> float:
        tilt = self._segment_tilt
        between = float(np.array(list(SEGMENTS.values())) @ tilt**2)
        return float(np.sqrt(1 - between))

    def _joint(self, stage: int, first: int, emotion: int, segment: int) -> Array:
        """How often each step of `first` goes with each step of `emotion`, (weeks, 5, 5)."""
        centre = np.sqrt(feelings.HALO) * self._segment_tilt[segment] * feelings.SPREAD
        means = self.felt[stage] + centre
        variance = 1 - feelings.HALO * (1 - self._own_halo**2)
        deviation = feelings.SPREAD * np.sqrt(variance)
        shared = self.correlations[first, emotion] - feelings.HALO * (1 - self._own_halo**2)
        rho = shared / variance
        grid = np.linspace(-4, 4, 161)
        weight = np.exp(-(grid**2) / 2)
        weight /= weight.sum()
        felt = means[:, first, None] + deviation * grid
        step = feelings.step(felt)[..., None] == np.arange(5)
        if first == emotion:
            marginal = np.einsum("wgi,g->wi", step, weight)
            return np.asarray(marginal[:, :, None] * np.eye(5), float)
        given = means[:, emotion, None] + deviation * rho * grid
        below = ndtr((feelings.BORDERS - given[..., None]) / (deviation * np.sqrt(1 - rho**2)))
        ends = np.concatenate(
            [np.zeros((*below.shape[:-1], 1)), below, np.ones((*below.shape[:-1], 1))], axis=-1
        )
        return np.asarray(np.einsum("wgi,g,wgk->wik", step, weight, np.diff(ends, axis=-1)), float)


def layout(dice: np.random.Generator) -> tuple[tuple[int, int], ...]:
    """Two emotions for every stage; each emotion is aimed for at one stage or two."""
    count = len(EMOTIONS)
    while True:
        places = np.concatenate(
            [dice.permutation(count), dice.permutation(count)[: 2 * STAGES - count]]
        )
        aims = dice.permutation(places).reshape(STAGES, 2).tolist()
        if all(one != other for one, other in aims):
            return tuple((one, other) for one, other in aims)


def acts_at(aims: Sequence[tuple[int, int]]) -> tuple[Act, ...]:
    """The planted actions, each for the first emotion that its stage aims for."""
    return tuple(Act(at, aims[at][0], *act) for at, act in enumerate(ACTS))


def _correlations(order: Array) -> Array:
    """Everything alike by the halo, and two pairs that mean nearly the same."""
    found = np.full((len(EMOTIONS), len(EMOTIONS)), feelings.HALO)
    for (one, other), alike in TWINS.items():
        found[order[one], order[other]] = found[order[other], order[one]] = alike
    np.fill_diagonal(found, 1.0)
    return found
