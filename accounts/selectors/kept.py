"""Figures that are dear to count, kept for a while."""

import hashlib
import time
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

FROM = 0.25  # seconds that a count may take and still be made anew for every page
TIMES = 100
LONGEST = 15 * 60

Found = TypeVar("Found")


def kept(of: tuple[object, ...], count: Callable[[], Found]) -> Found:
    """Return what `count` finds of it, or found not long ago: a hundred times as long as it takes.

    So what takes seconds keeps the database busy a hundredth of the time, and where counting is
    cheap, which is in all but the largest organizations, nothing is ever old. Readers who come at
    the same moment to find nothing kept all count. `of` names everything that the figure depends
    on; `count` must not return None.
    """
    key = f"kept-{hashlib.sha256(repr(of).encode()).hexdigest()}"
    found: Found | None = cache.get(key)
    if found is not None:
        return found
    began = time.monotonic()
    found = count()
    took = time.monotonic() - began
    if took > FROM:
        cache.set(key, found, min(TIMES * took, LONGEST))
    return found
