"""Small worlds with a known truth."""

import numpy as np
import pytest

EMOTIONS = ("valued", "safe", "informed", "rushed")


def sheets(seed=0, n=1500, *, effects=(0.9, 0.5, 0.0, -0.4), stages=3, rotating=True):
    """Answer sheets (n, 5) with one or two target emotions a stage and one rotating one."""
    rng = np.random.default_rng(seed)
    stage = rng.integers(0, stages, n)
    halo = rng.normal(size=(n, 1))
    feelings = 0.6 * halo + 0.8 * rng.normal(size=(n, len(effects)))
    outcome = 7 + feelings @ np.array(effects) + 3 * stage + rng.normal(0, 1.2, n)
    answers = np.clip(np.round(2 + feelings - 0.3 * stage[:, None]), 0, 4) * 25
    asked = np.zeros(answers.shape, bool)
    asked[np.arange(n), stage % len(effects)] = True
    if rotating:
        others = (stage + rng.integers(1, len(effects), n)) % len(effects)
        asked[np.arange(n), others] = True
    full = np.column_stack((outcome, np.where(asked, answers, np.nan)))
    return full, stage.tolist(), rng.integers(0, 10**6, n)


@pytest.fixture
def world():
    return sheets
