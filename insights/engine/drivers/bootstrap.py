"""The driver model with its uncertainty: covariances and stage means, once and for every draw."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from insights.engine.arrays import Array
from insights.engine.drivers.covariance import estimate
from insights.engine.drivers.folding import Folded, draw

DRAWS = 300
DRAW_TOLERANCE = 1e-6
DRAW_CYCLES = 80


@dataclass(frozen=True, slots=True)
class Model:
    """The point estimate and d draws; variable 0 is the outcome.

    `covariance` (q, q) within stages, `covariances` (d, q, q); `means` (stages, q) and `mean_draws`
    (d, stages, q) per stage, NaN where a stage never asked.
    """

    variables: tuple[str, ...]
    n: int
    covariance: Array
    covariances: Array
    stages: tuple[Hashable, ...]
    means: Array
    mean_draws: Array


def fit(folded: Folded, *, draws: int = DRAWS, seed: int = 0) -> Model:
    """Estimate once from all customers and `draws` times from customers drawn with replacement.

    Whole buckets of customers are drawn, so repeat answers stay together and the cost does not
    depend on the number of answers. Each draw starts from the point estimate. Same seed, same
    numbers.
    """
    whole = draw(folded, np.ones((1, folded.buckets)))
    point = estimate(whole.blocks)
    start = (point.mean[0], point.covariance[0])
    size = folded.buckets
    weights = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=draws)
    again = draw(folded, weights.astype(float))
    moments = estimate(again.blocks, start=start, tolerance=DRAW_TOLERANCE, cycles=DRAW_CYCLES)
    return Model(
        folded.variables,
        int(folded.pair_counts()[0, 0]),
        point.covariance[0],
        moments.covariance,
        whole.stages,
        whole.means[0],
        again.means,
    )
