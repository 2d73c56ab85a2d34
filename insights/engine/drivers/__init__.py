"""Which emotions go with value: fold answers, then explain an outcome by them."""

from insights.engine.drivers.bootstrap import Model, fit
from insights.engine.drivers.contributions import (
    correlations,
    dominance_levels,
    lmg,
    r_squared,
    relative_weights,
    slopes,
)
from insights.engine.drivers.covariance import Moments, estimate
from insights.engine.drivers.folding import BUCKETS, Folded, Key, Sums, draw, fold
from insights.engine.drivers.table import (
    Driver,
    Reason,
    Refusal,
    Table,
    ThinPair,
    explain,
    synonyms,
)

__all__ = [
    "BUCKETS",
    "Driver",
    "Folded",
    "Key",
    "Model",
    "Moments",
    "Reason",
    "Refusal",
    "Sums",
    "Table",
    "ThinPair",
    "correlations",
    "dominance_levels",
    "draw",
    "estimate",
    "explain",
    "fit",
    "fold",
    "lmg",
    "r_squared",
    "relative_weights",
    "slopes",
    "synonyms",
]
