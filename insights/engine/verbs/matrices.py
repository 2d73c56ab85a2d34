"""Covariances from whatever a document offers: a matrix, a triangle of parts, or raw answers."""

from typing import Any

import numpy as np

from insights.engine.arrays import Array
from insights.engine.drivers import correlations, draw, estimate, fold
from insights.engine.verbs.reading import (
    BadInputError,
    Document,
    gappy_numbers,
    numbers,
    same_length,
    shown,
)

CORRELATION = (
    "correlation",
    "correlations",
    "correlation_matrix",
    "corr_matrix",
    "corr",
    "cor",
    "r",
)
COVARIANCE = (
    "covariance",
    "covariances",
    "covariance_matrix",
    "cov_matrix",
    "cov",
    "vcov",
    "sigma",
    "matrix",
    "s",
)
AMONG = ("rxx", "sxx", "xx", "predictor_correlation", "predictor_correlations")
ACROSS = ("rxy", "ryx", "sxy", "xy", "outcome_correlation", "outcome_correlations")
DATA = ("data", "rows", "columns", "sheets")
NAMES = ("names", "variables", "labels")
PREDICTORS = ("predictors", "xs", "x", "x_names", "predictor_names", "features", "drivers")
OUTCOME = ("outcome", "y", "dependent", "target", "criterion", "response")
SLIGHTLY = 0.01


def covariance(document: Document) -> tuple[Array, list[str]]:
    """A covariance matrix with the outcome first, and the predictors' names.

    Rounded published matrices may have roots a little under zero; clearly indefinite ones are
    refused.
    """
    matrix, names = _any_covariance(document)
    if len(matrix) < 2:
        raise BadInputError("At least one predictor beside the outcome is needed.")
    if np.linalg.eigvalsh(correlations(matrix))[0] < -SLIGHTLY:
        raise BadInputError("This is no covariance matrix: it is not positive semidefinite.")
    return matrix, names[1:]


def table(document: Document) -> tuple[Array, list[str]]:
    """Raw answers (n, q) with NaN for null, and the variables' names."""
    found = document.value(*DATA)
    names = document.value(*NAMES, default=None)
    if isinstance(found, dict):
        columns = {str(key): gappy_numbers(value, str(key)) for key, value in found.items()}
        same_length(list(columns.values()), "data")
        return np.array(list(columns.values()), float).T, list(columns)
    if not isinstance(found, list) or not found:
        raise BadInputError(f'"data" must be rows or columns of numbers, not {shown(found)}.')
    if all(isinstance(row, dict) for row in found):
        keys = list(dict.fromkeys(key for row in found for key in row))
        rows = [gappy_numbers([row.get(key) for key in keys], "data") for row in found]
        return np.array(rows, float), keys
    rows = [gappy_numbers(row, f"data[{i}]") for i, row in enumerate(found)]
    same_length(rows, "data")
    return np.array(rows, float), _names(names, len(rows[0]))


def moments(rows: Array) -> tuple[Array, Array, bool]:
    """Maximum-likelihood mean (q,) and covariance (q, q) of answers with gaps, and convergence."""
    if np.isnan(rows).all(axis=0).any():
        raise BadInputError("Every variable needs at least one value.")
    folded = fold([str(i) for i in range(rows.shape[1])], rows, size=1)
    centre = np.nanmean(rows, axis=0)
    found = estimate(draw(folded, np.ones((1, 1))).blocks, tolerance=1e-11, cycles=20000)
    return centre + found.mean[0], found.covariance[0], bool(found.converged[0])


def _any_covariance(document: Document) -> tuple[Array, list[str]]:
    if document.has(*CORRELATION, *COVARIANCE):
        return _given(document)
    if document.has(*AMONG):
        return _from_parts(document)
    return _from_answers(document)


def _given(document: Document) -> tuple[Array, list[str]]:
    found = document.value(*CORRELATION, *COVARIANCE)
    names = document.value(*NAMES, default=None)
    if isinstance(found, dict):
        names = [str(name) for name in (names if isinstance(names, list) else found)]
        found = [_row(found, each, names) for each in names]
    matrix = _square(found, "covariance")
    listed = _names(names, len(matrix), document)
    return _outcome_first(matrix, listed, document)


def _row(found: dict[str, Any], name: str, names: list[str]) -> list[Any]:
    row = found.get(name)
    if not isinstance(row, dict):
        return row if isinstance(row, list) else []
    return [row.get(other) for other in names]


def _from_parts(document: Document) -> tuple[Array, list[str]]:
    among = _square(document.value(*AMONG), "rxx")
    across = document.numbers(*ACROSS)
    if len(across) != len(among):
        raise BadInputError('"rxy" must have one number for each predictor.')
    variance = document.number("syy", "outcome_variance", default=1.0)
    matrix = np.empty((len(among) + 1,) * 2)
    matrix[0, 0], matrix[0, 1:], matrix[1:, 0], matrix[1:, 1:] = variance, across, across, among
    named = document.value(*PREDICTORS, *NAMES, default=None)
    return matrix, ["y", *_names(named, len(among))]


def _from_answers(document: Document) -> tuple[Array, list[str]]:
    rows, names = _answers(document)
    if len(rows) < 3:
        raise BadInputError("At least three rows of answers are needed.")
    complete = not np.isnan(rows).any()
    matrix = np.cov(rows, rowvar=False) if complete else moments(rows)[1]
    return np.atleast_2d(matrix), names


def _answers(document: Document) -> tuple[Array, list[str]]:
    if document.has(*DATA):
        rows, names = table(document)
        order = _order(document, names)
        return rows[:, order], [names[i] for i in order]
    if not document.has("y", "outcome"):
        raise BadInputError(
            'Nothing to explain: give "correlation", "covariance", "rxx" and "rxy", "data", or "y" '
            'and "x".'
        )
    outcome_values = gappy_numbers(document.value("y", "outcome"), "y")
    found = document.value("x", "predictors")
    if isinstance(found, dict):
        names = [str(name) for name in found]
        columns = [gappy_numbers(value, name) for name, value in found.items()]
    else:
        columns = _columns(found, len(outcome_values))
        names = _names(document.value(*NAMES, "x_names", default=None), len(columns))
    same_length([outcome_values, *columns], "x")
    return np.array([outcome_values, *columns], float).T, ["y", *names]


def _columns(found: Any, n: int) -> list[list[float]]:
    if not isinstance(found, list) or not found:
        raise BadInputError('"x" must be a list of rows or an object of columns.')
    if not isinstance(found[0], list):
        return [gappy_numbers(found, "x")]
    lists = [gappy_numbers(each, f"x[{i}]") for i, each in enumerate(found)]
    same_length(lists, "x")
    by_row = len(lists) == n
    return [list(column) for column in zip(*lists, strict=True)] if by_row else lists


def _square(found: Any, name: str) -> Array:
    if not isinstance(found, list) or not found or not all(isinstance(row, list) for row in found):
        raise BadInputError(f'"{name}" must be a list of rows.')
    rows = [numbers(row, f"{name}[{i}]") for i, row in enumerate(found)]
    lengths = [len(row) for row in rows]
    if lengths == list(range(1, len(rows) + 1)):
        return _mirrored(rows)
    if lengths == list(range(len(rows), 0, -1)):
        return _mirrored([row[::-1] for row in rows[::-1]])[::-1, ::-1]
    if any(len(row) != len(rows) for row in rows):
        raise BadInputError(f'"{name}" must be square, or one of its triangles.')
    return np.array(rows, float).reshape(len(rows), -1)


def _mirrored(triangle: list[list[float]]) -> Array:
    matrix = np.zeros((len(triangle),) * 2)
    for i, row in enumerate(triangle):
        matrix[i, : i + 1] = matrix[: i + 1, i] = row
    return matrix


def _outcome_first(matrix: Array, names: list[str], document: Document) -> tuple[Array, list[str]]:
    order = _order(document, names)
    return matrix[np.ix_(order, order)], [names[i] for i in order]


def _order(document: Document, names: list[str]) -> list[int]:
    """The outcome, then the predictors: those named, or all the others."""
    outcome = _place(document, names)
    wanted = document.value(*PREDICTORS, default=None)
    if wanted is None:
        return [outcome, *(i for i in range(len(names)) if i != outcome)]
    if not isinstance(wanted, list):
        raise BadInputError('"predictors" must be a list of names.')
    return [outcome, *(_index(name, names) for name in wanted)]


def _place(document: Document, names: list[str]) -> int:
    outcome = document.value(*OUTCOME, default=0)
    if isinstance(outcome, int) and not isinstance(outcome, bool):
        if not -len(names) <= outcome < len(names):
            raise BadInputError(f'"outcome" {outcome} is not one of {len(names)} variables.')
        return outcome % len(names)
    return _index(outcome, names)


def _index(name: Any, names: list[str]) -> int:
    if isinstance(name, int) and not isinstance(name, bool) and 0 <= name < len(names):
        return name
    if name not in names:
        raise BadInputError(f"{shown(name)} is not among the variables {', '.join(names)}.")
    return names.index(name)


def _names(found: Any, size: int, document: Document | None = None) -> list[str]:
    if found is None:
        return ["y", *(f"x{i}" for i in range(1, size))] if document else _numbered(size)
    if not isinstance(found, list) or len({str(name) for name in found}) != len(found):
        raise BadInputError('"names" must be a list of different names.')
    if document is not None and len(found) == size - 1 and not document.has(*OUTCOME):
        found = ["y", *found]
    if len(found) != size:
        raise BadInputError(f"{len(found)} names for {size} variables.")
    return [str(name) for name in found]


def _numbered(size: int) -> list[str]:
    return [f"x{i}" for i in range(1, size + 1)]
