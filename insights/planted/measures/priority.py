"""Rows 15 and 15b: the order of stages against what meeting their targets is truly worth."""

from datetime import date

import numpy as np
from scipy.stats import spearmanr

from insights.engine.arrays import Array
from insights.engine.priority import SURE_FROM
from insights.planted import truth
from insights.planted.measures.drivers import whole
from insights.planted.planted import Planted
from insights.planted.tally import Tally
from insights.selectors import folds, priority
from insights.selectors.periods import Months

FEW, MANY = 900, 2400  # answers in all: 150 and 400 a stage


def measure(planted: Planted, tally: Tally) -> None:
    for size, months in (("few", _first(planted, FEW)), ("many", whole(planted))):
        found = priority.ranking(
            journey=planted.company.journey, outcome=planted.company.outcome, months=months
        )
        if found.places:
            _compare(planted, found, months, size, tally)
        else:
            tally.add(f"no order of {size}", True)


def _first(planted: Planted, answers: int) -> Months:
    """The first months of the year, as many as come nearest to so many answers."""
    found = folds.responses(outcome=planted.company.outcome, journey=planted.company.journey)
    totals = np.cumsum(list(found.values()))
    last = int(np.argmin(np.abs(totals - answers)))
    months: list[date] = list(found)
    return Months(months[0], months[last])


def _compare(
    planted: Planted, found: priority.Ranking, months: Months, size: str, tally: Tally
) -> None:
    true = _worth(planted, months)
    if not true.any():
        return  # every stage meets its targets: no order is right or wrong
    told = np.zeros(truth.STAGES)
    stages = {stage.pk: at for at, stage in enumerate(planted.company.stages)}
    for place in found.places:
        told[stages[place.stage.pk]] = place.value
    top = stages[found.places[0].stage.pk]
    tally.add(f"order of {size}", spearmanr(told, true).statistic)
    tally.add(f"first of {size}", top == int(np.argmax(true)))
    tally.add(f"regret of {size}", 1 - true[top] / true.max())
    if found.places[0].first >= SURE_FROM:
        tally.add("surely first", top == int(np.argmax(true)))


def _worth(planted: Planted, months: Months) -> Array:
    """What each stage would gain if it met its targets, by what those who answer truly felt."""
    company, world = planted.company, planted.world
    weeks = [
        week
        for week in range(world.design.weeks)
        if months.first <= company.monday(week) <= months.end
    ]
    span = range(weeks[0], weeks[-1] + 1)
    short = np.zeros((truth.STAGES, len(truth.EMOTIONS)))
    for stage, (aims, figures) in enumerate(zip(world.design.aims, planted.intended, strict=True)):
        for emotion, intended in zip(aims, figures, strict=True):
            true = planted.mean(stage, emotion, span)
            gap = true - intended if emotion in truth.AVOIDED else intended - true
            short[stage, emotion] = max(0.0, gap)
    return world.value(short, planted.reach(span))
