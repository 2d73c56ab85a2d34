"""What people feel and what they answer (science.md 6): pure, numpy in and numpy out.

The demo's year and the planted worlds share these rules. Every function takes the dice it throws,
so that the same seed draws the same world; scalars may stand wherever arrays may.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from insights.engine.arrays import Array

Dice = np.random.Generator

SPREAD = 22.0  # standard deviation of what customers feel, on 0 to 100
HALO = 0.45  # how alike all emotions of one customer are (correlation)
DRIFT, SEASON = 0.6, 2.0  # points a week; points up and down within a year
SHOCK, SHOCK_MEMORY = 2.0, 0.3
MIDDLE = 66.0  # the feeling at which the outcome has its usual value
USUAL, NOISE = 7.2, 1.6  # of "would you recommend us", 0 to 10
BORDERS = np.array([12.5, 37.5, 62.5, 87.5])  # between the five labelled points


def common_drift(weeks: int, dice: Dice) -> Array:
    """How everybody's feelings wander together: a random walk and a season, (weeks,)."""
    season = SEASON * np.sin(np.arange(weeks) * 2 * np.pi / 52)
    walk = np.cumsum(dice.normal(0, DRIFT, weeks))
    return np.asarray(walk + season, float)


def stage_shocks(stages: int, weeks: int, dice: Dice) -> Array:
    """Good and bad weeks of each stage, neighbours alike, (stages, weeks)."""
    fresh = dice.normal(0, SHOCK, (stages, weeks))
    shocks = np.zeros((stages, weeks))
    shocks[:, 0] = fresh[:, 0]
    for week in range(1, weeks):
        kept = SHOCK_MEMORY * shocks[:, week - 1]
        shocks[:, week] = kept + np.sqrt(1 - SHOCK_MEMORY**2) * fresh[:, week]
    return shocks


def step(feeling: ArrayLike) -> Any:
    """A feeling on the five labelled points, 0 to 4."""
    return np.clip(np.rint(np.asarray(feeling) / 25), 0, 4).astype(int)


def recommend(worth: ArrayLike, dice: Dice) -> Any:
    """Zero to ten, from what the feelings are worth to this customer."""
    noise = dice.normal(0, NOISE, np.shape(worth) or None)
    return np.clip(np.rint(USUAL + np.asarray(worth) + noise), 0, 10).astype(int)


def chance(log_odds: ArrayLike) -> Any:
    """A probability from its log-odds."""
    return 1 / (1 + np.exp(-np.asarray(log_odds)))


def log_odds(chance: ArrayLike) -> Any:
    """The log-odds of a probability."""
    return np.log(np.asarray(chance) / (1 - np.asarray(chance)))
