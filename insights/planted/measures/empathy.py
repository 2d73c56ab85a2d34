"""Row 20: the gaps between what managers forecast, practice shows and customers report."""

import numpy as np

from insights.engine.intervals import Difference
from insights.planted import crew, scratch
from insights.planted.crew import Behaviour
from insights.planted.planted import Planted
from insights.planted.tally import Tally
from insights.selectors import empathy


def measure(planted: Planted, tally: Tally) -> None:
    company, dice = planted.company, np.random.default_rng([planted.seed, 2])
    with scratch.undone():
        behaviours = crew.work(company, planted.world.design.acts, dice)
        rows = {row.stage_action.pk: row for row in empathy.rows(reader=company.owner)}
    for behaviour in behaviours:
        row = rows[company.actions[behaviour.act.stage].pk]
        for gap, true in zip(_gaps(row), _true(behaviour), strict=True):
            if gap is not None:
                tally.add("empathy gap covered", gap.low <= true <= gap.high)


def _gaps(row: empathy.Row) -> tuple[Difference | None, ...]:
    return row.gap.overestimate, row.gap.transfer, row.gap.blind_spot


def _true(behaviour: Behaviour) -> tuple[float, ...]:
    thought, can, done = behaviour.forecast, behaviour.practice, behaviour.customers
    return thought - can, can - done, thought - done
