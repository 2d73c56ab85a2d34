"""Lines through points."""

from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]


def smooth_path(points: Sequence[Point]) -> str:
    """An SVG path through the points that never swings past a value.

    Tangents are limited as Fritsch and Carlson (1980) describe, so that a curve between 40 and 60
    stays between 40 and 60.
    """
    start = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    if len(points) < 2:
        return start
    tangents = _tangents(points)
    pieces = [start]
    for (a, b), (slope_a, slope_b) in zip(pairwise(points), pairwise(tangents), strict=True):
        third = (b[0] - a[0]) / 3
        pieces.append(
            f"C{a[0] + third:.1f} {a[1] + slope_a * third:.1f}"
            f" {b[0] - third:.1f} {b[1] - slope_b * third:.1f} {b[0]:.1f} {b[1]:.1f}"
        )
    return " ".join(pieces)


def _tangents(points: Sequence[Point]) -> list[float]:
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(points)]
    inner = [
        0.0 if left * right <= 0 else 2 * left * right / (left + right)
        for left, right in pairwise(slopes)
    ]
    return [slopes[0], *inner, slopes[-1]]
