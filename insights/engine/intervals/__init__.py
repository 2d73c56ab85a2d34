"""Point estimates with the range they leave plausible, one module per kind of estimate."""

from insights.engine.intervals.differences import (
    Difference,
    change,
    independent,
    newcombe,
    nps_difference,
    welch,
)
from insights.engine.intervals.means import (
    EMOTION_SCALE,
    Mean,
    design_factor,
    mean_of_counts,
    mean_of_values,
    plain_mean,
)
from insights.engine.intervals.shares import Nps, Share, nps, top_two, wilson

__all__ = [
    "EMOTION_SCALE",
    "Difference",
    "Mean",
    "Nps",
    "Share",
    "change",
    "design_factor",
    "independent",
    "mean_of_counts",
    "mean_of_values",
    "newcombe",
    "nps",
    "nps_difference",
    "plain_mean",
    "top_two",
    "welch",
    "wilson",
]
