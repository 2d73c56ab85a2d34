"""One value with its interval."""

from dataclasses import dataclass


@dataclass(frozen=True)
class IntervalBar:
    """A value with its interval on a track from 0 to 100, in per cent of the width."""

    value: float
    low: float | None
    high: float | None
    target: float | None


def interval_bar(
    value: float,
    low: float | None = None,
    high: float | None = None,
    target: float | None = None,
    *,
    rtl: bool = False,
) -> IntervalBar:
    """Places on the track; in a right-to-left page the track starts at the right."""

    def place(share: float | None) -> float | None:
        if share is None:
            return None
        clipped = min(max(share, 0), 100)
        return round(100 - clipped if rtl else clipped, 1)

    return IntervalBar(place(value) or 0, place(low), place(high), place(target))
