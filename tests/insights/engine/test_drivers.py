"""The driver table: what it finds, and when it refuses."""

import numpy as np
import pytest

from insights.engine import drivers
from insights.engine.drivers import Reason, Refusal, Table

NAMES = ("ltr", "valued", "safe", "informed", "rushed")


def _explain(sheets, stages, buckets, **options):
    folded = drivers.fold(NAMES, sheets, stages=stages, buckets=buckets)
    return drivers.explain(folded, **{"draws": 60, **options})


def _by_name(table):
    return {driver.members[0]: driver for driver in table.drivers}


def test_planted_drivers_are_found_in_order(world):
    table = _explain(*world())

    found = _by_name(table)
    assert table.drivers[0].members == ("valued",)
    assert sum(driver.share for driver in table.drivers) == pytest.approx(1)
    assert found["valued"].own_effect
    assert found["rushed"].slope < 0
    assert found["valued"].low < found["valued"].share < found["valued"].high
    assert found["valued"].first > 0.9
    assert table.ranked


def test_what_only_moves_with_the_others_earns_credit_but_no_effect(world):
    informed = _by_name(_explain(*world(seed=4)))["informed"]

    assert informed.share > 0
    assert not informed.own_effect


def test_the_same_seed_gives_the_same_numbers(world):
    sheets = world()

    assert _explain(*sheets, seed=5) == _explain(*sheets, seed=5)
    assert _explain(*sheets, seed=5) != _explain(*sheets, seed=6)


def test_few_answers_make_no_table(world):
    refusal = _explain(*world(n=149))

    assert (refusal.reason, refusal.n, refusal.needed) == (Reason.TOO_FEW_ANSWERS, 149, 150)


def test_without_a_rotating_question_there_is_no_table(world):
    refusal = _explain(*world(rotating=False, stages=4))

    assert refusal.reason is Reason.NOT_ASKED_TOGETHER
    pairs = {(pair.first, pair.second, pair.n) for pair in refusal.thin_pairs}
    assert ("valued", "safe", 0) in pairs


def test_one_new_question_is_dropped_and_named(world):
    sheets, stages, buckets = world()
    sheets[40:, 3] = np.nan

    table = _explain(sheets, stages, buckets)

    assert table.dropped == ("informed",)
    assert {pair.second for pair in table.thin_pairs} | {
        pair.first for pair in table.thin_pairs
    } > {"informed"}


def test_shuffled_outcomes_make_no_table(world):
    refused = 0
    for seed in range(12):
        sheets, stages, buckets = world(seed=seed, n=600)
        labels, rng = np.array(stages), np.random.default_rng(seed)
        for stage in set(stages):
            at = np.flatnonzero(labels == stage)
            sheets[at, 0] = sheets[rng.permutation(at), 0]
        found = _explain(sheets, stages, buckets)
        refused += isinstance(found, Refusal) or not found.ranked

    assert refused == 12


def test_an_outcome_that_never_varies_has_no_drivers(world):
    sheets, stages, buckets = world(n=400)
    sheets[:, 0] = 9

    assert _explain(sheets, stages, buckets).reason is Reason.OUTCOME_NEVER_VARIES


def test_near_synonyms_share_one_row(world):
    rng = np.random.default_rng(0)
    feeling = rng.normal(size=(800, 2))
    twin = feeling[:, :1] + 0.1 * rng.normal(size=(800, 1))
    outcome = feeling[:, :1] + rng.normal(size=(800, 1))
    sheets = np.column_stack((outcome, feeling, -twin))

    folded = drivers.fold(("ltr", "valued", "safe", "neglected"), sheets)
    table = drivers.explain(folded, draws=40)

    assert table.drivers[0].members == ("valued", "neglected")
    assert table.drivers[0].own_effect
    assert table.drivers[0].slope == pytest.approx(1, abs=0.15)


def test_synonyms_join_in_chains():
    alike = np.array(
        [
            [1, 0, 0, 0, 0],
            [0, 1, 0.9, 0.8, 0],
            [0, 0.9, 1, 0.9, 0],
            [0, 0.8, 0.9, 1, 0],
            [0, 0, 0, 0, 1],
        ]
    )

    assert drivers.synonyms(alike) == [[1, 2, 3], [4]]


def test_differences_between_stages_are_no_drivers():
    rng = np.random.default_rng(1)
    stage = np.repeat([0, 1], 300)
    sheets = np.column_stack((6 + 2 * stage, 50 + 20 * stage)) + rng.normal(size=(600, 2))

    refusal = drivers.explain(
        drivers.fold(("ltr", "safe"), sheets, stages=stage.tolist()), draws=60
    )

    assert refusal.reason is Reason.NO_CONNECTION


def test_a_young_table_is_provisional(world):
    assert _explain(*world(n=990)).provisional
    assert not _explain(*world(n=2400)).provisional


def test_repeat_customers_widen_the_shares(world):
    sheets, stages, _ = world(n=500)
    repeated = np.tile(sheets, (4, 1)), stages * 4, np.tile(np.arange(500), 4)
    single = *repeated[:2], np.arange(2000)

    knowing, naive = (_by_name(_explain(*each, draws=150)) for each in (repeated, single))

    widths = [found["safe"].high - found["safe"].low for found in (knowing, naive)]
    assert widths[0] > 1.5 * widths[1]


def test_relative_weights_step_in_above_fourteen():
    rng = np.random.default_rng(2)
    feelings = rng.normal(size=(600, 15))
    sheets = np.column_stack((feelings[:, 0] + rng.normal(size=600), feelings))

    table = drivers.explain(drivers.fold([str(i) for i in range(16)], sheets), draws=20)

    assert isinstance(table, Table)
    assert (table.method, table.drivers[0].members) == ("relative weights", ("1",))
