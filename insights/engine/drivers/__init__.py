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
from insights.engine.drivers.covariance import Moments, Prior, estimate
from insights.engine.drivers.folding import BUCKETS, Folded, Key, Sums, draw, fold, gather
from insights.engine.drivers.halo import halo
from insights.engine.drivers.newton import follow
from insights.engine.drivers.packing import Packed, Part, add_up, joined, pack, parts
from insights.engine.drivers.season import swings
from insights.engine.drivers.table import (
    Driver,
    Reason,
    Refusal,
    Study,
    Table,
    ThinPair,
    explain,
    growth_needed,
    study,
    synonyms,
)

__all__ = [
    "BUCKETS",
    "Driver",
    "Folded",
    "Key",
    "Model",
    "Moments",
    "Packed",
    "Part",
    "Prior",
    "Reason",
    "Refusal",
    "Study",
    "Sums",
    "Table",
    "ThinPair",
    "add_up",
    "correlations",
    "dominance_levels",
    "draw",
    "estimate",
    "explain",
    "fit",
    "fold",
    "follow",
    "gather",
    "growth_needed",
    "halo",
    "joined",
    "lmg",
    "pack",
    "parts",
    "r_squared",
    "relative_weights",
    "slopes",
    "study",
    "swings",
    "synonyms",
]
