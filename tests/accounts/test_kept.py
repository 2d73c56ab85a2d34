"""What is dear to count is kept for a while, what is cheap never."""

from itertools import count

import pytest
import time_machine

from accounts.selectors import kept as keeping
from accounts.selectors.kept import kept


@pytest.fixture
def counted(monkeypatch):
    """Counts its calls, each of which takes as many seconds as it is told."""
    clock, times = [0.0], count(1)
    monkeypatch.setattr(keeping.time, "monotonic", lambda: clock[0])

    def work(seconds):
        clock[0] += seconds
        return next(times)

    return work


def test_what_takes_a_moment_is_counted_every_time(counted):
    assert [kept(("mails", 1), lambda: counted(0.2)) for _ in "abc"] == [1, 2, 3]


@pytest.mark.parametrize(("seconds", "still", "over"), [(1, 99, 101), (60, 899, 901)])
def test_what_takes_long_is_kept_a_hundred_times_as_long(counted, seconds, still, over):
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False) as traveller:
        assert kept(("mails", 1), lambda: counted(seconds)) == 1
        traveller.shift(still)
        assert kept(("mails", 1), lambda: counted(seconds)) == 1
        traveller.shift(over - still)
        assert kept(("mails", 1), lambda: counted(seconds)) == 2


def test_nothing_is_a_finding_too(counted):
    assert [kept(("mails", 1), lambda: counted(1) and {}) for _ in "ab"] == [{}, {}]
    assert counted(0) == 2


def test_each_is_kept_by_itself(counted):
    assert [kept(("mails", pk), lambda: counted(1)) for pk in (1, 2, 1)] == [1, 2, 1]
