"""World after world: drawn, lived through, and undone again."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from insights.planted import company as companies
from insights.planted import scratch, truth, year
from insights.planted.company import Company
from insights.planted.planted import Planted
from insights.planted.truth import Design, Nonresponse, Truth
from journeys.models.designs import MOST_OF_WHAT_IS_AVOIDED

ANSWERS = 2500  # a year
MOST_SHORT = 20.0


def draw(
    seed: int, *, answers_a_week: float = ANSWERS / truth.WEEKS, by_reach: bool = True
) -> Design:
    """How the world of this seed is asked; what decides who answers takes turns."""
    aims = truth.layout(np.random.default_rng([seed, 1]))
    return Design(
        aims=aims,
        answers_a_week=answers_a_week,
        by_reach=by_reach,
        acts=truth.acts_at(aims),
        nonresponse=list(Nonresponse)[seed % len(Nonresponse)],
    )


@contextmanager
def lived(
    company: Company, design: Design, seed: int, *, silent: bool = False
) -> Iterator[Planted]:
    """A world in the database, with its year behind it, until the block ends."""
    world = Truth(design, company.segments, seed)
    met = world.met()
    planted = Planted(company, seed, world, met, silent)
    with scratch.undone():
        planted.intended = _intended(planted)
        companies.design(company, design, planted.intended)
        companies.believe(company, design, _believed(planted))
        year.live_through(company, world, met, silent=silent)
        yield planted


def _cells(planted: Planted) -> list[tuple[int, int]]:
    return [(at, each) for at, aims in enumerate(planted.world.design.aims) for each in aims]


def _intended(planted: Planted) -> list[tuple[int, int]]:
    """Half of the targets are truly met, only just; the others are out of reach by up to 20."""
    dice = planted.world.dice
    figures = []
    for stage, emotion in _cells(planted):
        true = planted.mean(stage, emotion, planted.year)
        beyond = dice.uniform(0, MOST_SHORT) if dice.random() < 0.5 else 0.0
        is_avoided = emotion in truth.AVOIDED
        aim = np.ceil(true - beyond) if is_avoided else np.floor(true + beyond)
        most = MOST_OF_WHAT_IS_AVOIDED if is_avoided else 100
        figures.append(int(np.clip(aim, 0, most)))
    return list(zip(figures[::2], figures[1::2], strict=True))


def _believed(planted: Planted) -> list[list[int]]:
    """Everybody believes that it is better than it is."""
    rows = []
    for _member in planted.company.members:
        better = planted.world.dice.normal(truth.OVER_BELIEF, truth.BELIEF_SPREAD, 2 * truth.STAGES)
        rows.append(
            [
                int(
                    np.clip(
                        np.rint(planted.mean(stage, each, planted.year) + _sign(each) * more),
                        0,
                        100,
                    )
                )
                for (stage, each), more in zip(_cells(planted), better, strict=True)
            ]
        )
    return rows


def _sign(emotion: int) -> int:
    return -1 if emotion in truth.AVOIDED else 1
