"""Geometry of the charts: values in, coordinates out; nothing here knows HTML, colours or languages.

Coordinates are SVG user units; `rtl` mirrors a drawing, so that it runs in the reading direction.
"""

from config.charts.curve import CurveStage, emotion_curve, largest_gap
from config.charts.interval_bar import interval_bar
from config.charts.multiple import Spot, small_multiple
from config.charts.sparkline import sparkline
from config.charts.strip import effect_strip
from config.charts.weekly import Week, weekly_chart

__all__ = [
    "CurveStage",
    "Spot",
    "Week",
    "effect_strip",
    "emotion_curve",
    "interval_bar",
    "largest_gap",
    "small_multiple",
    "sparkline",
    "weekly_chart",
]
