"""What bulk writes have in common: a report that accounts for every row, and how values are read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.models import Organization

T = TypeVar("T")
Row = Mapping[str, Any]

CHUNK = 2000
CLOCKS_DIFFER = timedelta(days=1)
OLDEST = timedelta(days=3653)
MOST_ATTRIBUTES = 20
LONGEST_SOURCE = 40
LONGEST_NUMBER = 200
LONGEST_ATTRIBUTE = 80


class Rejection(NamedTuple):
    """Why a row was not stored; `row` counts from 1 in the order the rows were given."""

    row: int
    field: str
    message: str


@dataclass
class Report:
    """What became of every row of a batch; `keys` says under which pk each was stored."""

    created: int = 0
    updated: int = 0
    repeated: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    keys: dict[int, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        refused = {rejection.row for rejection in self.rejected}
        return {
            "created": self.created,
            "updated": self.updated,
            "repeated": self.repeated,
            "rejected": len(refused),
        }

    def error(self) -> ValidationError:
        """The rejections as a form or the API shows them; for a batch of one row."""
        fields: dict[str, list[str]] = {}
        for rejection in self.rejected:
            fields.setdefault(rejection.field, []).append(rejection.message)
        return ValidationError(fields)


class Reading:
    """Reads the values of one row and keeps what is wrong with them, all of it at once."""

    def __init__(
        self, number: int, row: Row, org: Organization, now: datetime, prefix: str = ""
    ) -> None:
        self.number, self.row, self.org = number, row, org
        self.now, self.prefix = now, prefix
        self.problems: list[Rejection] = []

    def within(self, row: Row, prefix: str) -> "Reading":
        """The reading of a mapping that lies in a field of this row."""
        return Reading(self.number, row, self.org, self.now, f"{self.prefix}{prefix}.")

    def refuse(self, name: str, message: str) -> None:
        self.problems.append(Rejection(self.number, self.prefix + name, message))

    def text(self, name: str, longest: int = LONGEST_NUMBER, default: str = "") -> str:
        value = self.row.get(name)
        if value is None or value == "":
            return default
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self.refuse(name, _("Write this as text."))
            return default
        text = str(value).strip()
        if "\0" in text:
            self.refuse(name, _("Null characters are not allowed."))
        elif len(text) > longest:
            self.refuse(name, _("At most %(n)s characters fit.") % {"n": longest})
        else:
            return text or default
        return default

    def email(self, name: str = "email") -> str:
        text = self.text(name, 254).lower()
        if text:
            try:
                validate_email(text)
            except ValidationError:
                self.refuse(name, _("“%(text)s” is no e-mail address.") % {"text": text[:80]})
                return ""
        return text

    def choice(self, name: str, choices: Iterable[str], default: str) -> str:
        text = self.text(name, 80).lower() or default
        known = list(choices)
        if text in known:
            return text
        words = {"text": text, "known": ", ".join(known)}
        self.refuse(name, _("“%(text)s” is not known here. Known: %(known)s.") % words)
        return default

    def moment(self, name: str) -> datetime | None:
        """A date or a time; without a zone it is the organization's."""
        value = self.row.get(name)
        if value is None or value == "":
            return None
        moment = as_moment(value, self.org)
        if moment is None:
            example = {"text": str(value)[:40]}
            self.refuse(name, _("“%(text)s” is no date. Write it like 2026-03-31 14:05.") % example)
            return None
        return self._within_reach(name, moment)

    def _within_reach(self, name: str, moment: datetime) -> datetime | None:
        if moment > self.now + CLOCKS_DIFFER:
            self.refuse(name, _("%(day)s lies in the future.") % {"day": _day(moment)})
        elif moment < self.now - OLDEST:
            self.refuse(name, _("%(day)s is more than ten years ago.") % {"day": _day(moment)})
        else:
            return moment
        return None

    def attributes(self, name: str) -> dict[str, str]:
        """Keys with short texts: segments, preferences."""
        value = self.row.get(name)
        if value is None or value == "":
            return {}
        if not isinstance(value, Mapping) or len(value) > MOST_ATTRIBUTES:
            most = {"n": MOST_ATTRIBUTES}
            self.refuse(name, _("Give at most %(n)s texts, each under its key.") % most)
            return {}
        inner = self.within(value, name)
        texts = {str(key)[:40]: inner.text(key, LONGEST_ATTRIBUTE) for key in value}
        self.problems += inner.problems
        return {key: text for key, text in texts.items() if text}


def as_moment(value: Any, org: Organization) -> datetime | None:
    """What a text, a date or a datetime means at this organization; None for anything else."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time.min)
    # In the first and the last year a change of the zone overflows.
    if not isinstance(value, datetime) or not 1 < value.year < 9999:
        return None
    return value if value.tzinfo else value.replace(tzinfo=org.zone)


def chunks(rows: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Rows in lists of at most `size`, so that a stream never lies in memory as a whole."""
    stream = iter(rows)
    while chunk := list(islice(stream, size)):
        yield chunk


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
