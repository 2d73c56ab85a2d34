"""Folding: nothing is lost, chunks add up, and stages are centred apart."""

import numpy as np
import pytest

from insights.engine import drivers
from insights.engine.drivers import Key

NAMES = ("ltr", "valued", "safe", "informed", "rushed")


def _folded(sheets, stages, buckets):
    return drivers.fold(NAMES, sheets, stages=stages, buckets=buckets)


def test_chunks_add_up_to_the_whole(world):
    sheets, stages, buckets = world()

    parts = [
        _folded(sheets[at], stages[at], buckets[at]) for at in (slice(0, 700), slice(700, None))
    ]

    together, whole = parts[0] + parts[1], _folded(sheets, stages, buckets)
    assert set(together.patterns) == set(whole.patterns)
    for key, sums in whole.patterns.items():
        assert together.patterns[key].products == pytest.approx(sums.products)
        assert together.patterns[key].n == pytest.approx(sums.n)


def test_pair_counts_are_those_of_the_sheets(world):
    sheets, stages, buckets = world(n=400)
    answered = (~np.isnan(sheets)).astype(int)

    counts = _folded(sheets, stages, buckets).pair_counts()

    assert counts.tolist() == (answered.T @ answered).tolist()


def test_repeat_customers_share_a_bucket():
    folded = drivers.fold(("y", "x"), [[1, 2], [3, 4], [5, 6]], buckets=[7, 7, 263])

    [sums] = folded.patterns.values()
    assert sums.n[7] == 3
    assert sums.totals[7].tolist() == [9, 12]


def test_empty_sheets_are_ignored():
    folded = drivers.fold(("y", "x"), [[np.nan, np.nan], [1, np.nan]])

    assert list(folded.patterns) == [Key(None, (0,))]
    assert drivers.fold(("y", "x"), np.empty((0, 2))).patterns == {}


def test_infinite_answers_are_refused():
    with pytest.raises(ValueError, match="finite"):
        drivers.fold(("y", "x"), [[np.inf, 1]])


def test_only_keeps_order_and_pools_what_becomes_alike(world):
    sheets, stages, buckets = world(n=300)

    reduced = _folded(sheets, stages, buckets).only([0, 3, 1])

    direct = drivers.fold(
        ("ltr", "informed", "valued"), sheets[:, [0, 3, 1]], stages=stages, buckets=buckets
    )
    assert reduced.variables == direct.variables
    for key, sums in direct.patterns.items():
        assert reduced.patterns[key].products == pytest.approx(sums.products)


def test_statistics_of_different_questions_do_not_add_up():
    with pytest.raises(ValueError, match="same variables"):
        drivers.fold(("y", "a"), [[1, 2]]) + drivers.fold(("y", "b"), [[1, 2]])


def test_drawing_everybody_once_centres_within_stage(world):
    sheets, stages, buckets = world(n=500)
    folded = _folded(sheets, stages, buckets)

    drawn = drivers.draw(folded, np.ones((1, 256)))

    labels = np.array(stages)
    for i, stage in enumerate(drawn.stages):
        expected = np.nanmean(sheets[labels == stage][:, 0])
        assert drawn.means[0, i, 0] == pytest.approx(expected)
    total = sum(block.totals[0, :, 0].sum() for block in drawn.blocks)
    assert total == pytest.approx(0, abs=1e-8)
