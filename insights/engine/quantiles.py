"""Quantiles of the normal, the t and the χ² distribution, and the checks every input passes."""

import math
from collections.abc import Iterable

import scipy  # loads its parts at their first use

CONFIDENCE = 0.95


def normal_quantile(confidence: float = CONFIDENCE) -> float:
    """Two-sided normal quantile: 1.96 at 95 %."""
    return float(scipy.special.ndtri(0.5 + check_share(confidence, "confidence") / 2))


def t_quantile(df: float, confidence: float = CONFIDENCE) -> float:
    """Two-sided quantile of Student's t; `df` may be a fraction. Infinite df give the normal one."""
    if math.isinf(df):
        return normal_quantile(confidence)
    return float(scipy.special.stdtrit(df, 0.5 + check_share(confidence, "confidence") / 2))


def chi2_quantile(df: float, confidence: float = CONFIDENCE) -> float:
    """Quantile of χ²: 3.84 at 95 % and one degree of freedom."""
    return float(scipy.special.chdtri(df, 1 - check_share(confidence, "confidence")))


def t_p_value(t: float, df: float) -> float:
    """Two-sided p-value of a t statistic: 2(1 - F(|t|)), from the lower tail for precision.

    Without degrees of freedom nothing is known, so nothing is surprising: 1.
    """
    if df <= 0:
        return 1.0
    if math.isinf(df):
        return float(2 * scipy.special.ndtr(-abs(t)))
    return float(2 * scipy.special.stdtr(df, -abs(t)))


def check_share(share: float, name: str) -> float:
    """`share` when it lies strictly between 0 and 1, else ValueError."""
    if not 0 < share < 1:
        raise ValueError(f"{name} must lie between 0 and 1, not {share}.")
    return share


def check_finite(numbers: Iterable[float], name: str) -> None:
    """ValueError when one of `numbers` is NaN or infinite."""
    if not all(math.isfinite(number) for number in numbers):
        raise ValueError(f"{name} must be finite numbers.")


def check_counts(counts: Iterable[float], name: str) -> None:
    """ValueError when one of `counts` is negative, NaN or infinite. Weighted counts may be fractions."""
    counts = tuple(counts)
    check_finite(counts, name)
    if any(count < 0 for count in counts):
        raise ValueError(f"{name} must not be negative.")
