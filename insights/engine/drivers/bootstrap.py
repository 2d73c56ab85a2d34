"""The driver model with its uncertainty: covariances and stage means, once and for every draw."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from insights.engine.arrays import Array
from insights.engine.drivers.covariance import estimate
from insights.engine.drivers.folding import Folded, draw
from insights.engine.drivers.halo import halo
from insights.engine.drivers.newton import follow

DRAWS = 300
TOLERANCE = 1e-7


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
    depend on the number of answers. Thin pairs lean on the halo (see there); each draw follows from
    the point estimate. Same seed, same numbers.
    """
    whole = draw(folded, np.ones((1, folded.buckets)))
    prior = halo(whole.blocks)
    point = estimate(whole.blocks, prior=prior, tolerance=TOLERANCE)
    size = folded.buckets
    weights = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=draws)
    again = draw(folded, weights.astype(float))
    return Model(
        folded.variables,
        int(folded.pair_counts()[0, 0]),
        point.covariance[0],
        follow(again.blocks, point, whole.blocks, prior),
        whole.stages,
        whole.means[0],
        again.means,
    )
