"""Sharing out R²: published tables, and the laws a fair share obeys."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.engine import drivers
from tests.insights.engine import published


@pytest.fixture
def azen_budescu():
    return published.AZEN_BUDESCU


def test_lmg_of_azen_and_budescu(azen_budescu):
    assert drivers.lmg(azen_budescu) == pytest.approx(
        [0.2921762, 0.0758614, 0.0949109, 0.1214041], abs=5e-8
    )
    assert drivers.r_squared(azen_budescu) == pytest.approx(0.5843525, abs=5e-8)


def test_levels_of_azen_and_budescu(azen_budescu):
    levels = drivers.dominance_levels(azen_budescu)

    assert levels == pytest.approx(np.array(published.AZEN_BUDESCU_LEVELS), abs=5.01e-4)


def test_relative_weights_of_azen_and_budescu(azen_budescu):
    assert drivers.relative_weights(azen_budescu) == pytest.approx(
        [0.2907590, 0.0761198, 0.0976061, 0.1198675], abs=5.01e-8
    )


def test_lmg_of_attitude():
    credit = drivers.lmg(np.cov(published.ATTITUDE))

    assert credit == pytest.approx(
        [0.3708162, 0.0509038, 0.1557660, 0.1203451, 0.0065887, 0.0281822], abs=5e-8
    )
    assert credit.sum() == pytest.approx(0.7326020, abs=5e-8)


def test_relative_weights_of_mtcars():
    weights = drivers.relative_weights(np.cov(published.MTCARS))

    assert weights == pytest.approx([0.2284797, 0.2221469, 0.2321744, 0.0963886], abs=5e-8)
    assert 100 * weights / weights.sum() == pytest.approx(
        [29.32274, 28.50999, 29.79691, 12.37037], abs=5e-6
    )


def test_lmg_of_mtcars():
    credit = drivers.lmg(np.cov(published.MTCARS))

    assert credit == pytest.approx([0.247052, 0.243500, 0.210913, 0.077725], abs=5e-7)


def _random_covariance(seed, p):
    rng = np.random.default_rng(seed)
    return np.cov(rng.normal(size=(p + 1, p + 1)) @ rng.normal(size=(p + 1, 60)))


@given(st.integers(0, 10**6), st.integers(1, 4))
def test_lmg_is_the_average_over_all_orders(seed, p):
    matrix = _random_covariance(seed, p)

    def explained(chosen):
        inside = matrix[np.ix_(chosen, chosen)]
        return matrix[0, chosen] @ np.linalg.solve(inside, matrix[chosen, 0]) / matrix[0, 0]

    gains = np.zeros(p)
    orders = list(permutations(range(1, p + 1)))
    for order in orders:
        steps = [0.0, *(explained(list(order[: i + 1])) for i in range(p))]
        gains[np.array(order) - 1] += np.diff(steps)
    assert drivers.lmg(matrix) == pytest.approx(gains / len(orders), abs=1e-8)


@given(st.integers(0, 10**6), st.integers(1, 7))
def test_shares_add_up_to_what_is_explained(seed, p):
    matrix = _random_covariance(seed, p)
    whole = float(drivers.r_squared(matrix))

    assert drivers.lmg(matrix).sum() == pytest.approx(whole, abs=1e-8)
    assert drivers.relative_weights(matrix).sum() == pytest.approx(whole, abs=1e-6)
    assert drivers.dominance_levels(matrix).mean(axis=0) == pytest.approx(drivers.lmg(matrix))


def test_draws_are_shared_out_independently():
    matrices = np.stack([_random_covariance(seed, 5) for seed in range(70)])

    together = drivers.lmg(matrices)

    assert together == pytest.approx(np.stack([drivers.lmg(matrix) for matrix in matrices]))


def test_units_do_not_matter():
    matrix = _random_covariance(1, 4)
    scale = np.array([1e-6, 1e5, 1, 1e-3, 7])

    assert drivers.lmg(matrix * np.outer(scale, scale)) == pytest.approx(drivers.lmg(matrix))


def test_twins_share_alike():
    twins = np.array([[1, 0.5, 0.5], [0.5, 1, 1], [0.5, 1, 1]])

    assert drivers.lmg(twins) == pytest.approx([0.125, 0.125])
    assert drivers.relative_weights(twins) == pytest.approx([0.125, 0.125])


def test_what_never_varies_explains_nothing():
    matrix = np.array([[1, 0, 0.5], [0, 0, 0], [0.5, 0, 1.0]])

    assert drivers.lmg(matrix) == pytest.approx([0, 0.25])
    assert drivers.lmg(np.diag([0.0, 1.0])) == pytest.approx([0])
    assert drivers.relative_weights(matrix) == pytest.approx([0, 0.25])


def test_fifteen_predictors_are_too_many_for_exactness():
    with pytest.raises(ValueError, match="14 predictors, not 15"):
        drivers.lmg(np.eye(16))


@pytest.mark.parametrize(
    "matrix",
    [
        [[1.0]],
        [[1, 2, 3], [4, 5, 6]],
        [[1, 0.2], [0.3, 1]],
        [[1, np.nan], [np.nan, 1]],
        [[-1, 0], [0, 1]],
    ],
)
def test_what_is_no_covariance_is_refused(matrix):
    with pytest.raises(ValueError, match=r"matrix|predictor|negative"):
        drivers.lmg(matrix)


def test_slopes_are_those_of_least_squares():
    rows = np.array(published.MTCARS).T
    design = np.column_stack((np.ones(len(rows)), rows[:, 1:]))

    expected = np.linalg.lstsq(design, rows[:, 0], rcond=None)[0][1:]

    assert drivers.slopes(np.cov(rows.T)) == pytest.approx(expected)
