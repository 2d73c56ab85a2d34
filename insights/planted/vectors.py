"""Row 22: figures printed elsewhere (science.md 3.5 and 8), and what the engine makes of them."""

import numpy as np

from insights.engine import intervals
from insights.engine.drivers import lmg, relative_weights

SEVEN, SIX, FOUR, THREE, TWO = 5e-8, 1e-6, 5e-5, 5e-4, 5e-3

AZEN_BUDESCU = np.array(
    [
        [1, 0.6, 0.3, 0.4, 0.5],
        [0.6, 1, 0.8, 0.1, 0.3],
        [0.3, 0.8, 1, 0.1, 0.1],
        [0.4, 0.1, 0.1, 1, 0.5],
        [0.5, 0.3, 0.1, 0.5, 1],
    ]
)


def met() -> list[bool]:
    """For each printed figure whether the engine's is as close as its digits allow."""
    wilson, nobody = intervals.wilson(81, 263), intervals.wilson(0, 20)
    newcombe = intervals.newcombe(56, 70, 48, 80)
    nps = intervals.nps(50, 30, 20)
    score = intervals.mean_of_counts((1, 2, 5, 12, 10))
    top = intervals.top_two((1, 2, 5, 12, 10))
    welch = intervals.welch((62.0, 24.0, 120), (68.5, 22.5, 140))
    pairs = [
        *((each, SEVEN) for each in zip(lmg(AZEN_BUDESCU), LMG, strict=True)),
        *((each, SEVEN) for each in zip(relative_weights(AZEN_BUDESCU), WEIGHTS, strict=True)),
        ((wilson.low, 0.255289), SIX),
        ((wilson.high, 0.366210), SIX),
        ((nobody.high, 0.161125), SIX),
        ((newcombe.low, 0.052431), SIX),
        ((newcombe.high, 0.333873), SIX),
        ((nps.low, 14.0511), FOUR),
        ((nps.high, 44.2013), FOUR),
        ((score.mean, 73.3333), FOUR),
        ((score.low, 62.9757), FOUR),
        ((score.high, 82.9259), FOUR),
        ((top.low, 0.55552), FOUR),
        ((top.high, 0.85817), FOUR),
        ((welch.low, 0.786), THREE),
        ((welch.high, 12.214), THREE),
        ((welch.se, 2.901), THREE),
        ((welch.df, 246.21), TWO),
    ]
    return [found is not None and abs(found - printed) <= off for (found, printed), off in pairs]


LMG = (0.2921762, 0.0758614, 0.0949109, 0.1214041)
WEIGHTS = (0.2907590, 0.0761198, 0.0976061, 0.1198675)
