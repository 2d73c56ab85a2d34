"""From the cells of a file to the rows that the services take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from integrations.imports import cells
from integrations.imports.fields import OF_KIND

# What people write where we say granted or refused.
CONSENT = {
    **dict.fromkeys(["yes", "y", "true", "1", "x", "opt-in", "subscribed", "ja", "oui", "si", "sí"],
                    "granted"),
    **dict.fromkeys(["no", "n", "false", "0", "opt-out", "unsubscribed", "nein", "non"], "refused"),
}  # fmt: skip


@dataclass(frozen=True)
class Recipe:
    """How the cells of one file become rows: which column is what, and what holds for all rows."""

    kind: str
    header: Sequence[str]
    mapping: Mapping[str, str]
    dates: str
    constants: Mapping[str, str]  # what holds where no column or an empty cell says otherwise
    segments: Sequence[str] = ()  # columns taken as attributes of the customer

    def row(self, values: Sequence[str]) -> dict[str, Any]:
        """One row of the services; empty cells are left out."""
        by_column = dict(zip(self.header, values, strict=True))
        flat = {
            field.name: self._value(field.name, text, is_date=field.is_date)
            for field in OF_KIND[self.kind]
            if (text := by_column.get(self.mapping.get(field.name, ""), "").strip())
        }
        row = _nested({**self.constants, **_joined(flat)})
        if found := {
            one: by_column[one].strip() for one in self.segments if by_column[one].strip()
        }:
            owner = row if self.kind == "customers" else row.setdefault("customer", {})
            owner["segments"] = {column[:40]: text for column, text in found.items()}
        return row

    def _value(self, name: str, text: str, *, is_date: bool) -> str:
        if is_date:
            return cells.moment(text, self.dates)
        if name == "consent":
            return CONSENT.get(text.lower(), text)
        return cells.number(text) if name == "value" else text


def _joined(flat: dict[str, str]) -> dict[str, str]:
    """A first and a last name make a name."""
    parts = [flat.pop("first_name", ""), flat.pop("last_name", "")]
    whole = " ".join(part for part in parts if part)
    if whole:
        flat.setdefault("name", whole)
    return flat


def _nested(flat: Mapping[str, str]) -> dict[str, Any]:
    """`customer.email` becomes {"customer": {"email": …}}."""
    row: dict[str, Any] = {}
    for name, text in flat.items():
        owner, dot, inner = name.partition(".")
        if dot:
            row.setdefault(owner, {})[inner] = text
        else:
            row[name] = text
    return row
