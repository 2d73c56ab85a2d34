"""Draws that follow by Newton steps end where EM ends."""

import numpy as np
import pytest

from insights.engine import drivers


@pytest.fixture
def drawn(world):
    """Whole and 40 draws of a small world, with its point estimate and prior."""
    sheets, stages, buckets = world(n=900)
    folded = drivers.fold("yabcd", sheets, stages=stages, buckets=buckets)
    whole = drivers.draw(folded, np.ones((1, 256))).blocks
    weights = np.random.default_rng(3).multinomial(256, np.full(256, 1 / 256), 40)
    prior = drivers.halo(whole)
    point = drivers.estimate(whole, prior=prior)
    return drivers.draw(folded, weights.astype(float)).blocks, point, whole, prior


def test_draws_spread_as_those_of_em_do(drawn):
    blocks, point, whole, prior = drawn

    followed = drivers.slopes(drivers.follow(blocks, point, whole, prior))

    expected = drivers.slopes(drivers.estimate(blocks, prior=prior).covariance)
    assert followed.std(axis=0) == pytest.approx(expected.std(axis=0), rel=0.03)
    assert np.abs(followed - expected).max() < 0.25 * expected.std(axis=0).max()


def test_a_draw_that_is_the_whole_stays_where_it_is(drawn):
    _blocks, point, whole, prior = drawn

    followed = drivers.follow(whole, point, whole, prior)

    assert followed == pytest.approx(point.covariance, rel=1e-4, abs=1e-4)


def test_a_draw_that_goes_astray_is_estimated_by_em(drawn, monkeypatch):
    blocks, point, whole, prior = drawn
    monkeypatch.setattr("insights.engine.drivers.newton.STEPS", 1)
    monkeypatch.setattr("insights.engine.drivers.newton.STRAYED", 0.0)

    followed = drivers.follow(blocks, point, whole, prior)

    expected = drivers.estimate(blocks, prior=prior).covariance
    assert followed == pytest.approx(expected, rel=1e-2, abs=0.5)
