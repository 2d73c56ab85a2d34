"""Whole months, which is how answers are folded for the drivers."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Months:
    """Calendar months of experience, both included; each is named by its first day."""

    first: date
    last: date

    @classmethod
    def until(cls, today: date, *, count: int) -> "Months":
        """The month of `today`, as far as it goes, and the `count` whole months before it."""
        last = today.replace(day=1)
        number = 12 * last.year + last.month - 1 - count
        return cls(date(number // 12, number % 12 + 1, 1), last)

    @property
    def count(self) -> int:
        return 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1

    @property
    def end(self) -> date:
        """The last day."""
        return month_after(self.last) - timedelta(days=1)


def month_after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
