"""Priority: what meeting the targets would be worth, and how sure the order is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import lsq_linear

from insights.engine import drivers, priority
from insights.engine.direction import Direction
from insights.engine.priority import Stage, Standing, Target


def _model(world, **options):
    sheets, stages, buckets = world(**options)
    names = ("ltr", "valued", "safe", "informed", "rushed")
    return drivers.fit(drivers.fold(names, sheets, stages=stages, buckets=buckets), draws=60)


def _stages(first=95, second=60):
    return [
        Stage(0, 0.9, (Target("valued", first),)),
        Stage(1, 0.5, (Target("safe", second),)),
        Stage(2, 0.5, (Target("informed", 45),)),
    ]


@given(st.integers(0, 10**6), st.integers(1, 6))
def test_nnls_slopes_solve_the_normal_equations(seed, p):
    rng = np.random.default_rng(seed)
    rows = rng.normal(size=(40, p + 1)) @ rng.normal(size=(p + 1, p + 1))
    rows -= rows.mean(axis=0)

    ours = priority.nnls_slopes(rows.T @ rows / 40)

    theirs = lsq_linear(rows[:, 1:], rows[:, 0], bounds=(0, np.inf), tol=1e-13).x
    assert (ours >= 0).all()
    best = np.sum((rows[:, 0] - rows[:, 1:] @ theirs) ** 2)
    assert np.sum((rows[:, 0] - rows[:, 1:] @ ours) ** 2) == pytest.approx(best, rel=1e-5)


def test_twins_and_constants_have_slopes_too():
    twins = [[1, 0.5, 0.5, 0], [0.5, 1, 1, 0], [0.5, 1, 1, 0], [0, 0, 0, 0]]

    slopes = priority.nnls_slopes(twins)

    assert slopes[:2].sum() == pytest.approx(0.5)
    assert slopes[2] == 0


def test_the_stage_that_matters_comes_first(world):
    ranking = priority.rank(_model(world), _stages())

    first = ranking.stages[0]
    assert (first.key, ranking.standing) == (0, Standing.FIRST)
    assert first.low <= first.value <= first.high
    assert (first.rank_low, first.rank_high) == (1, 1)
    [part] = first.parts
    assert first.value == pytest.approx(0.9 * part.slope * part.shortfall)


def test_a_met_target_is_worth_nothing(world):
    ranking = priority.rank(_model(world), _stages(first=10))

    assert {stage.key: stage.value for stage in ranking.stages}[0] == 0


def test_where_all_targets_are_met_there_is_no_first(world):
    stages = [Stage(key, 0.5, (Target("valued", 5),)) for key in range(2)]

    ranking = priority.rank(_model(world), stages)

    assert ranking.standing is Standing.NO_CLEAR_FIRST
    assert all(stage.first == 0 for stage in ranking.stages)


def test_too_much_of_what_is_avoided_is_a_shortfall(world):
    model = _model(world, effects=(0.5, 0.3, 0.2, -0.9), stages=4)
    avoided = Stage(3, 1.0, (Target("rushed", 10, Direction.AVOID),))

    [stage] = priority.rank(model, [avoided]).stages

    assert stage.parts[0].shortfall > 0
    assert stage.parts[0].slope > 0
    assert stage.value > 0


def test_what_was_never_measured_adds_nothing(world):
    stages = [Stage(9, 1.0, (Target("valued", 99),)), Stage(0, 1.0, (Target("amused", 99),))]

    ranking = priority.rank(_model(world), stages)

    assert [stage.value for stage in ranking.stages] == [0, 0]


def test_the_words_follow_the_chances():
    assert [priority.standing(p, 5000) for p in (0.9, 0.6, 0.59)] == list(Standing)
    assert priority.standing(0.95, 599) is Standing.PROBABLY_FIRST


def test_the_same_model_gives_the_same_order(world):
    assert priority.rank(_model(world), _stages()) == priority.rank(_model(world), _stages())


@pytest.mark.parametrize("reach", [-0.1, 1.1])
def test_reach_is_a_share(world, reach):
    with pytest.raises(ValueError, match="Reach"):
        priority.rank(_model(world, n=300), [Stage(0, reach, ())])
