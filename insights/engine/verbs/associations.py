"""The verbs about explained variance and covariances."""

from typing import Any

import numpy as np
import scipy  # loads its parts at their first use

from insights.engine.drivers import (
    correlations,
    dominance_levels,
    lmg,
    r_squared,
    relative_weights,
)
from insights.engine.priority import nnls_slopes
from insights.engine.verbs.matrices import covariance, moments, table
from insights.engine.verbs.reading import BadInputError, Document


def lmg_verb(document: Document) -> dict[str, Any]:
    matrix, names = covariance(document)
    credit = lmg(matrix)
    return {
        "names": names,
        **_shared_out("lmg", credit, names),
        "r_squared": float(r_squared(matrix)),
        "levels": dominance_levels(matrix),
    }


def relative_weights_verb(document: Document) -> dict[str, Any]:
    matrix, names = covariance(document)
    signs = np.sign(correlations(matrix)[0, 1:])
    return {
        "names": names,
        **_shared_out("relative_weights", relative_weights(matrix), names),
        "r_squared": float(r_squared(matrix)),
        "signs": {name: int(sign) for name, sign in zip(names, signs, strict=True)},
    }


def em_verb(document: Document) -> dict[str, Any]:
    rows, names = table(document)
    mean, matrix, converged = moments(rows)
    return {
        "names": names,
        "n": int((~np.isnan(rows).all(axis=1)).sum()),
        "mean": mean,
        "covariance": matrix,
        "correlation": correlations(matrix) if len(matrix) > 1 else [[1.0]],
        "converged": converged,
    }


def nnls_verb(document: Document) -> dict[str, Any]:
    if document.has("a"):
        rows, _ = table(Document({"data": document.value("a")}))
        target = document.numbers("b")
        if len(rows) != len(target) or np.isnan(rows).any():
            raise BadInputError('"b" must have one number for each complete row of "a".')
        slopes, names = (
            scipy.optimize.nnls(rows, np.array(target))[0],
            [str(i) for i in range(rows.shape[1])],
        )
    else:
        matrix, names = covariance(document)
        slopes = nnls_slopes(matrix)
    return {
        "names": names,
        "slopes": dict(zip(names, map(float, slopes), strict=True)),
        "values": slopes,
    }


def _shared_out(what: str, credit: Any, names: list[str]) -> dict[str, Any]:
    total = float(credit.sum())
    shares = credit / total if total > 0 else credit
    return {
        what: dict(zip(names, map(float, credit), strict=True)),
        "values": credit,
        "shares": dict(zip(names, map(float, shares), strict=True)),
    }
