"""Looking before the evaluation date without fooling oneself (science.md 4.4)."""

import math
from dataclasses import dataclass

from insights.engine.quantiles import check_finite, check_share

EXPECTED = 5.0
ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Interim:
    """An interval that holds at every look at once; the word beside it is "interim"."""

    effect: float
    low: float
    high: float


def always_valid(
    effect: float, se: float, *, expected: float = EXPECTED, alpha: float = ALPHA
) -> Interim:
    """Normal-mixture interval: half-width √(V(V+τ²)/τ² · (2 ln(1/α) + ln((V+τ²)/V))), V = se².

    `expected` is τ, the size of effect it is tuned to (5 points). Ordinary intervals looked at
    weekly cry wolf in 18 % of cases, this one in 1 %. Robbins 1970; Johari et al. 2017.
    """
    check_finite((effect, se, expected), "Effect, standard error and expected effect")
    check_share(alpha, "alpha")
    if se < 0 or expected <= 0:
        raise ValueError("A standard error is not negative and an expected effect is positive.")
    variance, mixing = se**2, expected**2
    if variance == 0:
        return Interim(effect, effect, effect)
    total = variance + mixing
    widening = 2 * math.log(1 / alpha) + math.log(total / variance)
    half = math.sqrt(variance * total / mixing * widening)
    return Interim(effect, effect - half, effect + half)
