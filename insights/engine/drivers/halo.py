"""What is likely of feelings before anybody answers: they move together, all by about as much.

With many emotions in turn, some pairs are answered together by few. The likelihood alone then runs
to the edge, where one feeling is a mixture of others and slopes are enormous. A prior worth a few
sheets holds it back, and is forgotten where there are answers.
"""

from collections.abc import Sequence

import numpy as np

from insights.engine.arrays import Array
from insights.engine.drivers.covariance import Prior
from insights.engine.drivers.folding import Block

# A sheet tells of a few pairs, and there are p(p - 1)/2: with more emotions each pair needs more help.
SHEETS_A_PAIR = 1 / 6
MOST_ALIKE = 0.95


def halo(blocks: Sequence[Block]) -> Prior:
    """The prior of one draw's centred blocks: one correlation among predictors, none with the outcome.

    The correlation is the mean of the observed ones, weighted by their answers, after every
    predictor is turned to point the same way. That of the outcome stays zero: nothing is taken for
    a driver without answers.
    """
    products, counts = _pairs(blocks)
    variances = np.diagonal(products) / np.maximum(np.diagonal(counts), 1)
    deviations = np.sqrt(variances)
    scale = np.outer(deviations, deviations) * np.maximum(counts, 1)
    alike = np.divide(products, scale, out=np.zeros_like(products), where=scale > 0)[1:, 1:]
    signs = np.where(np.linalg.eigh(alike)[1][:, -1] < 0, -1.0, 1.0)
    weights = np.where(np.eye(len(alike), dtype=bool), 0, counts[1:, 1:])
    turned = alike * np.outer(signs, signs)
    shared = (turned * weights).sum() / max(weights.sum(), 1)
    arrow = signs * deviations[1:]
    covariance = np.diag(variances)
    covariance[1:, 1:] += np.clip(shared, 0, MOST_ALIKE) * (
        np.outer(arrow, arrow) - np.diag(variances[1:])
    )
    return Prior(covariance, SHEETS_A_PAIR * len(alike) * (len(alike) - 1) / 2)


def _pairs(blocks: Sequence[Block]) -> tuple[Array, Array]:
    """Sums of products and numbers of sheets of every pair of variables, (q, q) each."""
    q = 1 + max(int(block.observed.max()) for block in blocks)
    products, counts = np.zeros((2, q, q))
    for block in blocks:
        rows, columns = block.observed[:, :, None], block.observed[:, None, :]
        np.add.at(products, (rows, columns), block.products[0])
        np.add.at(counts, (rows, columns), block.n[0][:, None, None])
    return products, counts
