"""Comparison units made comparable: several series as one, and all on one level."""

import math
from collections.abc import Sequence

import numpy as np

from insights.engine.evidence.weeks import Weeks

NAN = float("nan")


def altogether(series: Sequence[Weeks]) -> Weeks:
    """Several series of one unit as one, weighted by answers, each freed of its own level first.

    Which emotions were asked differs from week to week; without their levels taken out, a week that
    happened to ask for the strong ones would look like a good week. The level of the whole is the
    mean of all answers. ValueError unless all cover the same weeks.
    """
    _check(series)
    if not series:
        raise ValueError("At least one series is needed.")
    weights = np.array([unit.counts for unit in series], float)
    means = np.where(weights > 0, np.array([unit.means for unit in series], float), 0.0)
    answers, sums = weights.sum(axis=1), (weights * means).sum(axis=1)
    if not answers.sum():
        return Weeks((NAN,) * weights.shape[1], (0.0,) * weights.shape[1])
    own = np.divide(sums, answers, out=np.zeros_like(sums), where=answers > 0)
    whole = float(sums.sum() / answers.sum())
    weekly = weights.sum(axis=0)
    away = (weights * (means - own[:, None])).sum(axis=0)
    return Weeks(
        tuple(whole + gap / n if n else NAN for gap, n in zip(away, weekly, strict=True)),
        tuple(float(n) for n in weekly),
    )


def on_one_level(units: Sequence[Weeks]) -> tuple[Weeks, ...]:
    """The same units, each moved by a constant so that all have the mean level of all.

    A constant changes no effect while every unit answers every week; where a unit is silent, the
    others then do not look better or worse for its absence. Units without answers stay as they are.
    """
    _check(units)
    levels = [level(unit) for unit in units]
    known = [each for each in levels if not math.isnan(each)]
    common = sum(known) / len(known) if known else NAN
    return tuple(
        unit
        if math.isnan(own)
        else Weeks(tuple(mean - own + common for mean in unit.means), unit.counts)
        for unit, own in zip(units, levels, strict=True)
    )


def level(unit: Weeks) -> float:
    """The mean of all answers of a unit, NaN without any."""
    total = sum(unit.counts)
    if not total:
        return NAN
    return sum(m * n for m, n in zip(unit.means, unit.counts, strict=True) if n) / total


def _check(series: Sequence[Weeks]) -> None:
    if len({len(unit.means) for unit in series}) > 1:
        raise ValueError("All units must cover the same weeks.")
