"""When a number may be shown: honesty for everybody, secrecy for small groups (science.md 2.5)."""

from collections.abc import Hashable, Iterable, Mapping
from enum import StrEnum
from itertools import combinations
from typing import TypeVar

import numpy as np

Group = TypeVar("Group", bound=Hashable)

NOT_ENOUGH_FROM = 5
EARLY_FROM = 10
FULL_FROM = 30
SECRET_BELOW = 5
COMMENTS_FROM = 8


class Level(StrEnum):
    """How much n answers allow to be said."""

    NOTHING = "nothing"
    NOT_ENOUGH = "not_enough"
    EARLY = "early"
    FULL = "full"

    @property
    def shows_number(self) -> bool:
        return self in (Level.EARLY, Level.FULL)

    @property
    def may_rank(self) -> bool:
        """Rankings, badges and alerts need the full number."""
        return self is Level.FULL


def level(n: float) -> Level:
    """Under 5 answers nothing, 5-9 "not enough yet", 10-29 an early signal, 30 and more in full."""
    if n >= FULL_FROM:
        return Level.FULL
    if n >= EARLY_FROM:
        return Level.EARLY
    return Level.NOT_ENOUGH if n >= NOT_ENOUGH_FROM else Level.NOTHING


def may_show_comments(n: float) -> bool:
    """Comments of a secret survey: from 8 answers on, shuffled and without time stamps."""
    return n >= COMMENTS_FROM


def suppressed(groups: Mapping[Group, int], *, minimum: int = SECRET_BELOW) -> frozenset[Group]:
    """The siblings to hide so that neither a group nor what is hidden together is under `minimum`.

    The complement rule: with the total known, a single hidden sibling is the total minus the rest,
    and two of two people each are a group of four. So the smallest visible groups go too, until at
    least two are hidden and they hold `minimum` people. Groups of nobody have nothing to hide.
    """
    hidden = {group for group, size in groups.items() if 0 < size < minimum}
    visible = sorted(
        (group for group, size in groups.items() if size >= minimum),
        key=groups.__getitem__,
    )
    while visible and 0 < sum(groups[group] for group in hidden) < minimum:
        hidden.add(visible.pop(0))
    return frozenset(hidden)


def may_add_filter(
    people: frozenset[Hashable],
    shown: Iterable[frozenset[Hashable]],
    *,
    minimum: int = SECRET_BELOW,
) -> bool:
    """Whether a filter may be shown beside others: it and every difference are nobody or enough."""
    apart = [part for other in shown for part in (people - other, other - people)]
    return all(not part or len(part) >= minimum for part in (people, *apart))


def revealed(
    shown: Iterable[frozenset[Hashable]], *, minimum: int = SECRET_BELOW
) -> frozenset[frozenset[Hashable]]:
    """Groups under `minimum` whose sum follows from the sums of the shown groups, by any arithmetic.

    An audit, not a filter: `may_add_filter` compares two at a time, this one solves the whole linear
    system. A small group is exposed when leaving its people out lowers the rank of the system.
    Cost grows with the number of ways to combine small cells, so use it on the filters of one page.
    """
    cells = _cells(list(shown))
    if not cells:
        return frozenset()
    incidence = np.array(list(cells), dtype=float).T
    rank = np.linalg.matrix_rank(incidence)
    sizes = [len(people) for people in cells.values()]
    small = [i for i, size in enumerate(sizes) if size < minimum]
    exposed = (
        chosen
        for k in range(1, minimum)
        for chosen in combinations(small, k)
        if sum(sizes[i] for i in chosen) < minimum
        and np.linalg.matrix_rank(np.delete(incidence, chosen, axis=1)) < rank
    )
    people = list(cells.values())
    return frozenset(frozenset().union(*(people[i] for i in chosen)) for chosen in exposed)


def _cells(
    shown: list[frozenset[Hashable]],
) -> dict[tuple[bool, ...], set[Hashable]]:
    cells: dict[tuple[bool, ...], set[Hashable]] = {}
    for person in frozenset().union(*shown):
        cells.setdefault(tuple(person in group for group in shown), set()).add(person)
    return cells
