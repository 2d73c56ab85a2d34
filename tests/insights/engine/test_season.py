"""What months do to all stages alike is found and taken out; what chance does is left in."""

import numpy as np
import pytest

from insights.engine import drivers

STAGES, MONTHS = 3, 8
SPREAD = 20.0


def _answered(swing, *, n=60, seed=1):
    """Numbers, sums and squares of answers: stage + month + chance, with an empty cell."""
    rng = np.random.default_rng(seed)
    counts = np.full((STAGES, MONTHS, 1), float(n))
    counts[0, 3] = 0
    stages, months = rng.normal(50, 9, (STAGES, 1, 1, 1)), swing * rng.normal(size=(MONTHS, 1, 1))
    answers = stages + months + SPREAD * rng.normal(size=(STAGES, MONTHS, 1, n))
    sums = (answers**power for power in (1, 2))
    return counts, *(counts / n * each.sum(axis=-1) for each in sums), months[:, :, 0]


def test_a_swing_of_all_stages_is_taken_out():
    counts, totals, squares, months = _answered(15.0)

    swings = drivers.swings(counts, totals, squares)

    left = months - swings[1]
    assert np.std(months) > 8
    assert np.std(left) < 0.25 * np.std(months)


def test_what_chance_does_to_months_is_hardly_taken_out():
    counts, totals, squares, _none = _answered(0.0)

    swings = drivers.swings(counts, totals, squares)

    assert np.std(swings) < 0.5 * SPREAD / np.sqrt(STAGES * 60)


def test_offsets_of_a_stage_sum_to_zero_over_its_answers():
    counts, totals, squares, _months = _answered(15.0, seed=2)

    swings = drivers.swings(counts, totals, squares)

    assert (counts * swings).sum(axis=1) == pytest.approx(0, abs=1e-6)


def test_a_question_that_nobody_answered_has_no_season():
    assert not drivers.swings(*np.zeros((3, 2, 7, 1))).any()


def test_months_that_only_differ_among_themselves_are_told_apart():
    counts = np.full((2, 7, 1), 10.0)
    means = np.arange(7.0)[None, :, None] * np.ones((2, 1, 1))

    swings = drivers.swings(counts, counts * means, counts * means**2)

    assert swings[0, :, 0] == pytest.approx(np.arange(7.0) - 3)
