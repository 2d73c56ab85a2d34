"""A figure of a small group gives away neither the group nor its members."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights.engine import display, secrecy

FIVE = (0, 1, 1, 2, 1)
COUNTS = st.lists(st.integers(0, 4), min_size=5, max_size=5).map(tuple)
TEAMS = st.dictionaries(st.sampled_from("abcdef"), COUNTS, max_size=6)


def shown(counts):
    return {group for group, figure in secrecy.published(counts).groups.items() if figure}


@pytest.mark.parametrize(("n", "is_shown"), [(0, False), (4, False), (5, True)])
def test_five_answers_are_needed(n, is_shown):
    published = secrecy.published({"a": (n, 0, 0, 0, 0)})

    assert (published.whole is not None) is is_shown
    assert (published.groups["a"] is not None) is is_shown


def test_the_smallest_other_group_hides_with_a_single_small_one():
    assert shown({"a": (4, 0, 0, 0, 0), "b": (6, 0, 0, 0, 0), "c": (9, 0, 0, 0, 0)}) == {"c"}


def test_two_small_groups_that_are_five_together_hide_alone():
    assert shown({"a": (3, 0, 0, 0, 0), "b": (2, 0, 0, 0, 0), "c": (9, 0, 0, 0, 0)}) == {"c"}


def test_the_mean_is_the_plain_mean():
    assert secrecy.published({"a": FIVE}).whole.mean == 65


@pytest.mark.parametrize(("counts", "told"), [((6, 0, 0, 0, 0), 5), ((0, 0, 0, 0, 6), 95)])
def test_a_mean_at_the_end_of_the_scale_does_not_say_what_everybody_answered(counts, told):
    assert secrecy.published({"a": counts}).whole.mean == told


def test_under_thirty_answers_the_spread_is_assumed():
    first = secrecy.published({"a": (0, 0, 6, 0, 0)}).whole
    second = secrecy.published({"a": (3, 0, 0, 0, 3)}).whole

    assert (first.low, first.high) == (second.low, second.high)


def test_all_intervals_rest_on_the_spread_of_everybody():
    counts = {"a": (0, 0, 32, 0, 0), "b": (16, 0, 0, 0, 16)}

    alike, apart = secrecy.published(counts).groups.values()

    assert alike.high - alike.low == apart.high - apart.low


@given(TEAMS)
def test_no_difference_of_shown_groups_is_a_small_one(counts):
    people = {
        group: frozenset((group, i) for i in range(sum(row))) for group, row in counts.items()
    }
    published = secrecy.published(counts)
    sets = [people[group] for group, figure in published.groups.items() if figure]
    if published.whole:
        sets.append(frozenset().union(*people.values()))

    assert display.revealed(sets) == frozenset()


@given(TEAMS)
def test_figures_stay_on_the_scale_and_in_their_interval(counts):
    published = secrecy.published(counts)

    for figure in filter(None, [published.whole, *published.groups.values()]):
        assert 0 <= figure.low <= figure.mean <= figure.high <= 100
        assert secrecy.LOWEST <= figure.mean <= secrecy.HIGHEST
        assert figure.n >= 5


@given(TEAMS)
def test_who_of_the_withheld_answered_what_changes_nothing(counts):
    published = secrecy.published(counts)
    withheld = [group for group, figure in published.groups.items() if not figure]
    given_ = [(group, value) for group in withheld for value in range(5) if counts[group][value]]
    for (first, high), (second, low) in itertools.pairwise(given_):
        swapped = {**counts, first: exchanged(counts[first], high, low)}
        swapped[second] = exchanged(swapped[second], low, high)

        assert secrecy.published(swapped) == published


def exchanged(row, out, into):
    """One answer less of the one kind, one more of the other."""
    changed = list(row)
    changed[out] -= 1
    changed[into] += 1
    return tuple(changed)
