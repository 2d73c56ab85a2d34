"""Rows 4 to 9b: the table of drivers against what was planted; and worlds where none may appear."""

from typing import Any

import numpy as np
from scipy.stats import spearmanr

from emotions.models import Emotion
from insights.engine.arrays import Array
from insights.engine.drivers import Reason
from insights.models import FoldedMonth
from insights.planted import scratch
from insights.planted.planted import Planted
from insights.planted.tally import Tally
from insights.planted.truth import EMOTIONS
from insights.selectors import drivers
from insights.selectors.drivers import DriverTable
from insights.selectors.periods import Months
from insights.services import folds
from surveys.models import Answer

STRONG = 0.28
MONTHS = 14  # more than a year of weeks can touch


def measure(planted: Planted, tally: Tally) -> None:
    found = table(planted)
    tally.add("table shown", found.refusal is None)
    if found.refusal is None:
        _shares(planted, found, tally)


def table(planted: Planted) -> DriverTable:
    """The table of the year, after the night in which its answers were folded."""
    folds.refresh(org=planted.company.org)
    return drivers.table(
        journey=planted.company.journey, outcome=planted.company.outcome, months=whole(planted)
    )


def whole(planted: Planted) -> Months:
    return Months.until(planted.company.org.today(), count=MONTHS)


def _shares(planted: Planted, found: DriverTable, tally: Tally) -> None:
    world, place = planted.world, {e.pk: at for at, e in enumerate(planted.company.emotions)}
    true = world.planted_lmg
    share, covers, own = np.zeros(len(EMOTIONS)), np.zeros(len(EMOTIONS)), np.zeros(len(EMOTIONS))
    for row in found.rows:
        members = [place[each.pk] for each in row.factors if isinstance(each, Emotion)]
        if members:
            # Emotions shown as one row have its credit in common.
            share[members] = row.driver.share / len(members)
            covers[members] = row.driver.low <= true[members].sum() <= row.driver.high
            own[members] = row.driver.own_effect
    tally.add("rank of drivers", spearmanr(share, true).statistic)
    tally.add("top two drivers", _top(share) == _top(true))
    tally.extend("error of shares", np.abs(share - true))
    tally.extend("share covered by its interval", covers)
    for strength, cover in zip(_ranks(world.effects), covers, strict=True):
        tally.add(f"share covered, driver {strength + 1}", cover)
    tally.extend("effect claimed where none is", own[world.effects == 0])
    tally.extend("strong effect found", own[world.effects >= STRONG])


def _top(shares: Array) -> set[int]:
    return set(np.argsort(-shares)[:2].tolist())


def _ranks(effects: Array) -> list[int]:
    order = np.argsort(-effects, kind="stable").argsort(kind="stable")
    return [int(rank) for rank in order]


# --- negative controls ----------------------------------------------------------------------------


def controls(planted: Planted, tally: Tally) -> None:
    """What may not be shown: a table without the rotating emotion, and one of shuffled outcomes."""
    with scratch.undone():
        _forget_rotating(planted)
        refusal = _anew(planted).refusal
        tally.add(
            "refused without rotation",
            refusal is not None and refusal.reason is Reason.NOT_ASKED_TOGETHER,
        )
    with scratch.undone():
        _shuffle_outcomes(planted)
        tally.add("hidden when shuffled", _anew(planted).refusal is not None)


def _anew(planted: Planted) -> DriverTable:
    for month in FoldedMonth.objects.for_org(planted.company.org).values_list("month", flat=True):
        folds.fold_month(org=planted.company.org, month=month)
    return table(planted)


def _forget_rotating(planted: Planted) -> None:
    """As if only the targets of each stage had been asked."""
    company = planted.company
    for stage, aims in zip(company.stages, planted.world.design.aims, strict=True):
        asked = [company.emotions[emotion].pk for emotion in aims]
        answers = Answer.objects.filter(response__stage=stage, question__emotion__isnull=False)
        answers.exclude(question__emotion__in=asked).delete()


def _shuffle_outcomes(planted: Planted) -> None:
    """Deal what customers said of the outcome out to others, at their own stage."""
    for stage in planted.company.stages:
        rows: Any = Answer.objects.filter(
            response__stage=stage, question__outcome=planted.company.outcome
        )
        answers = list(rows.order_by("pk"))
        order = planted.world.dice.permutation(len(answers))
        values = [answers[at].value for at in order]
        for answer, value in zip(answers, values, strict=True):
            answer.value = value
        Answer.objects.bulk_update(answers, ["value"], batch_size=500)
