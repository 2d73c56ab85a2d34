"""Periods of experience: days of any choice, and whole months."""

from dataclasses import dataclass
from datetime import date, timedelta

DEFAULT_DAYS = 90
WEEKS = 52


@dataclass(frozen=True)
class Period:
    """Days of experience, both included."""

    since: date
    until: date

    @classmethod
    def last(cls, days: int, *, today: date) -> "Period":
        return cls(today - timedelta(days=days - 1), today)

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    @property
    def previous(self) -> "Period":
        """The same number of days right before."""
        return Period.last(self.days, today=self.since - timedelta(days=1))

    def overlaps(self, other: "Period") -> bool:
        return self.since <= other.until and other.since <= self.until


@dataclass(frozen=True)
class Months:
    """Calendar months of experience, both included; each is named by its first day.

    This is how answers are folded for the drivers.
    """

    first: date
    last: date

    @classmethod
    def until(cls, today: date, *, count: int) -> "Months":
        """The month of `today`, as far as it goes, and the `count` whole months before it."""
        return cls(months_before(today, count), today.replace(day=1))

    @property
    def count(self) -> int:
        return 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1

    @property
    def end(self) -> date:
        """The last day."""
        return month_end(self.last)


def full_weeks(until: date) -> Period:
    """The 52 full weeks, Monday to Sunday, that end on `until` or before."""
    last_sunday = until - timedelta(days=(until.weekday() + 1) % 7)
    return Period.last(7 * WEEKS, today=last_sunday)


def month_after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_end(day: date) -> date:
    """The last day of the month that `day` lies in."""
    return month_after(day) - timedelta(days=1)


def months_before(day: date, count: int) -> date:
    """The first day of the month that lies `count` months before that of `day`."""
    number = 12 * day.year + day.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)
