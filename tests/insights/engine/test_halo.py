"""Thin pairs lean on what feelings have in common."""

import numpy as np
import pytest

from insights.engine import drivers


def _blocks(sheets):
    folded = drivers.fold([str(i) for i in range(sheets.shape[1])], sheets, size=1)
    return drivers.draw(folded, np.ones((1, 1))).blocks


def _alike(n=4000):
    """An outcome, two feelings that go together and one that goes against them."""
    rng = np.random.default_rng(4)
    halo = rng.normal(size=(n, 1))
    felt = (halo + rng.normal(size=(n, 3))) * np.array([1, 1, -1])
    return np.column_stack((felt @ [1, 0, 0], felt))


def test_feelings_are_taken_to_move_together_the_way_they_point():
    matrix = drivers.correlations(drivers.halo(_blocks(_alike())).covariance)

    assert matrix[1, 2] == pytest.approx(0.5, abs=0.03)
    assert matrix[1, 3] == pytest.approx(-0.5, abs=0.03)


def test_nothing_is_taken_for_a_driver_without_answers():
    prior = drivers.halo(_blocks(_alike()))

    assert (prior.covariance[0, 1:] == 0).all()
    assert prior.weight == 0.5


def test_the_halo_fades_where_there_are_answers():
    blocks = _blocks(_alike())

    leaning = drivers.estimate(blocks, prior=drivers.halo(blocks))

    assert leaning.covariance == pytest.approx(drivers.estimate(blocks).covariance, abs=0.01)


def test_feelings_hardly_asked_together_stay_within_reason():
    rng = np.random.default_rng(8)
    felt = 0.65 * rng.normal(size=(1500, 1)) + 0.75 * rng.normal(size=(1500, 14))
    asked = np.zeros(felt.shape, bool)
    for _question in range(3):
        asked[np.arange(1500), rng.integers(0, 14, 1500)] = True
    outcome = felt[:, 0] + 1.5 * rng.normal(size=1500)
    blocks = _blocks(np.column_stack((outcome, np.where(asked, felt, np.nan))))

    leaning = drivers.estimate(blocks, prior=drivers.halo(blocks), tolerance=1e-7)

    assert leaning.converged.all()
    assert drivers.r_squared(leaning.covariance)[0] < 0.45
