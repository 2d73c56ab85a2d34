"""What a file may hold of each kind, and what other programs call it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Field:
    """One thing we can take from a column."""

    name: str  # the path in the row that the services take
    label: str | Promise
    aliases: tuple[str, ...] = ()
    is_needed: bool = False
    is_date: bool = False


NUMBER = ("customer number", "customer id", "customer", "client id", "contact id", "record id",
          "person id", "external id", "kundennummer", "id")  # fmt: skip
EMAIL = ("email", "e mail", "email address", "e mail address", "mail", "person email", "person",
         "request sent to", "e mail adresse", "correo")  # fmt: skip
NAME = ("name", "full name", "customer name", "contact", "person name", "display name")
FIRST = ("first name", "firstname", "given name", "vorname")
LAST = ("last name", "lastname", "surname", "family name", "nachname")
LANGUAGE = ("language", "preferred language", "locale", "lang", "sprache", "idioma")
UPDATED = ("updated at", "last modified date", "last modified", "modified", "updated",
           "last updated")  # fmt: skip
SOURCE = ("source", "system")

CUSTOMERS = (
    Field("external_id", _("Customer number"), NUMBER),
    Field("email", _("E-mail address"), EMAIL),
    Field("name", _("Name"), NAME),
    Field("first_name", _("First name"), FIRST),
    Field("last_name", _("Last name"), LAST),
    Field("language", _("Language"), LANGUAGE),
    Field("consent", _("Consent"), ("consent", "opt in", "marketing consent", "may contact",
                                    "survey consent", "einwilligung")),
    Field("consent_source", _("Consent came from"), ("consent source",)),
    Field("consent_at", _("Consent given at"), ("consent date", "consent at", "opt in date"),
          is_date=True),
    Field("updated_at", _("Changed at"), UPDATED, is_date=True),
    Field("source", _("Source"), SOURCE),
)  # fmt: skip
INTERACTIONS = (
    Field("external_id", _("Reference"), ("reference", "interaction id", "ticket id", "ticket",
          "case id", "case number", "order id", "order number", "call id", "request id",
          "ext interaction id", "external id", "id"), is_needed=True),
    Field("occurred_at", _("When"), ("when", "occurred at", "date", "time", "timestamp",
          "created at", "opened", "opened at", "closed", "closed at", "create date", "datum", "request sent at", "fecha"),
          is_needed=True, is_date=True),
    Field("stage", _("Stage"), ("stage", "stage key", "step", "phase")),
    Field("journey", _("Journey"), ("journey", "journey key")),
    Field("touchpoint", _("Touchpoint"), ("touchpoint", "touchpoint key")),
    Field("staff_member", _("Staff number or address"), ("staff", "staff member", "staff number",
          "agent", "agent email", "agent id", "employee", "employee email", "employee id",
          "owner")),
    Field("persona", _("Persona"), ("persona",)),
    Field("customer.external_id", _("Customer number"), NUMBER[:-1]),
    Field("customer.email", _("Customer's address"), (*EMAIL, "customer email")),
    Field("customer.name", _("Customer's name"), NAME),
    Field("customer.language", _("Customer's language"), LANGUAGE),
    Field("updated_at", _("Changed at"), UPDATED, is_date=True),
    Field("source", _("Source"), SOURCE),
)  # fmt: skip
OUTCOMES = (
    Field("external_id", _("Reference"), ("reference", "outcome id", "order id", "contract id",
          "external id", "id"), is_needed=True),
    Field("outcome", _("Outcome"), ("outcome", "metric", "kind"), is_needed=True),
    Field("value", _("Value"), ("value", "amount", "revenue", "spend"), is_needed=True),
    Field("occurred_on", _("When"), ("occurred at", "occurred on", "date", "when", "closed at"),
          is_needed=True, is_date=True),
    Field("customer", _("Customer number"), NUMBER[:-1]),
    Field("email", _("E-mail address"), EMAIL),
    Field("updated_at", _("Changed at"), UPDATED, is_date=True),
    Field("source", _("Source"), SOURCE),
)  # fmt: skip

OF_KIND: dict[str, tuple[Field, ...]] = {
    "customers": CUSTOMERS,
    "interactions": INTERACTIONS,
    "outcomes": OUTCOMES,
}
# One of these has to be there: without it nobody knows whom a row is about.
PERSON: dict[str, tuple[str, ...]] = {
    "customers": ("external_id", "email"),
    "interactions": ("customer.external_id", "customer.email"),
    "outcomes": ("customer", "email"),
}
# And one of these: where it happened.
PLACE: dict[str, tuple[str, ...]] = {"interactions": ("stage", "touchpoint")}


def guess(kind: str, header: Sequence[str]) -> dict[str, str]:
    """Our fields to their columns, as far as the names give it away; no column twice."""
    plain = {column: _plain(column) for column in header}
    mapping: dict[str, str] = {}
    for field in OF_KIND[kind]:
        for alias in (_plain(field.name), *field.aliases):
            column = next((one for one, word in plain.items() if word == alias), None)
            if column is not None and column not in mapping.values():
                mapping[field.name] = column
                break
    return mapping


def _plain(text: str) -> str:
    """Lower case, and one space for whatever separates words."""
    words = "".join(char.lower() if char.isalnum() else " " for char in text)
    return " ".join(words.split())
