"""What may be shown: too few answers, small groups, and what subtraction would give away."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.engine import display
from insights.engine.display import Level


@pytest.mark.parametrize(
    ("n", "level"),
    [
        (0, Level.NOTHING),
        (4, Level.NOTHING),
        (5, Level.NOT_ENOUGH),
        (9, Level.NOT_ENOUGH),
        (10, Level.EARLY),
        (29, Level.EARLY),
        (30, Level.FULL),
    ],
)
def test_honesty_grows_with_the_answers(n, level):
    assert display.level(n) is level


def test_only_full_numbers_are_ranked():
    assert [level.may_rank for level in Level] == [False, False, False, True]
    assert [level.shows_number for level in Level] == [False, False, True, True]


def test_comments_wait_for_eight():
    assert [display.may_show_comments(n) for n in (7, 8)] == [False, True]


def test_a_single_small_team_takes_the_smallest_other_with_it():
    assert display.suppressed({"a": 3, "b": 9, "c": 6, "d": 0}) == {"a", "c"}


def test_two_tiny_teams_are_not_cover_enough():
    assert display.suppressed({"a": 2, "b": 2, "c": 8, "d": 20}) == {"a", "b", "c"}


def test_large_teams_hide_nothing():
    assert display.suppressed({"a": 5, "b": 50}) == frozenset()


@given(st.dictionaries(st.integers(0, 20), st.integers(0, 30), max_size=8))
def test_the_total_minus_what_is_shown_is_nobody_or_enough(groups):
    hidden = display.suppressed(groups)

    rest = [groups[group] for group in hidden]
    assert all(n == 0 or n >= 5 for group, n in groups.items() if group not in hidden)
    assert (
        not rest
        or (sum(rest) >= 5 and len(rest) > 1)
        or len(rest) == sum(map(bool, groups.values()))
    )


def test_a_filter_may_not_differ_by_a_few_people():
    everyone, almost = frozenset(range(20)), frozenset(range(3, 20))

    assert not display.may_add_filter(almost, [everyone])
    assert display.may_add_filter(frozenset(range(5, 20)), [everyone])
    assert not display.may_add_filter(frozenset(range(4)), [])


def test_subtraction_reveals_the_rest():
    everyone, almost = frozenset(range(10)), frozenset(range(3, 10))

    assert display.revealed([everyone, almost]) == {frozenset({0, 1, 2})}


def test_three_filters_can_reveal_what_no_two_do():
    left, right = frozenset(range(10)), frozenset(range(9, 20))
    both = left | right

    assert all(len(both - part) >= 5 for part in (left, right))
    assert frozenset({9}) in display.revealed([left, right, both])


def test_large_groups_reveal_nobody():
    groups = [frozenset(range(10)), frozenset(range(10, 20)), frozenset(range(20))]

    assert display.revealed(groups) == frozenset()
    assert display.revealed([]) == frozenset()


def test_suppressed_siblings_survive_the_audit():
    rng = np.random.default_rng(3)
    for sizes in rng.integers(1, 12, size=(40, 5)):
        ends = np.cumsum(sizes)
        teams = {
            i: frozenset(range(end - size, end))
            for i, (end, size) in enumerate(zip(ends, sizes, strict=True))
        }
        hidden = display.suppressed({i: len(team) for i, team in teams.items()})
        shown = [team for i, team in teams.items() if i not in hidden]
        everyone = frozenset(range(ends[-1]))
        assert display.revealed([everyone, *shown]) == frozenset()
