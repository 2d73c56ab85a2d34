"""Rows of other systems that say what a customer went through: read, checked, keys looked up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.utils.translation import gettext as _

from accounts.models import Organization, StaffMember
from journeys.models import Persona, Stage, Touchpoint
from surveys.models import Customer
from surveys.selectors.interactions import Place
from surveys.selectors.references import Places, Staff, Unknown
from surveys.services import matching
from surveys.services.ingest import LONGEST_SOURCE, Reading, Report, Row
from surveys.services.matching import OWN


@dataclass
class Entry:
    """One row on its way to being an interaction, with the places it points at."""

    number: int
    place: Place
    person: matching.Draft | Customer
    stage: Stage | None = None
    touchpoint: Touchpoint | None = None
    staff_member: StaffMember | None = None
    persona: Persona | None = None
    channel: str = ""
    segments: dict[str, str] = field(default_factory=dict)
    occurred_at: datetime | None = None
    updated_at: datetime | None = None
    customer: Customer | None = None
    slice_id: int = 0


def read(
    batch: list[tuple[int, Row]],
    places: Places,
    report: Report,
    *,
    org: Organization,
    now: datetime,
) -> list[Entry]:
    """The rows that can be stored as far as one can see; the others go into the report."""
    named = {str(row["staff_member"]) for _n, row in batch if _is_text(row.get("staff_member"))}
    staff = Staff(org, named)
    entries = []
    for number, row in batch:
        reading = Reading(number, row, org, now)
        entry = _entry(reading)
        _point(reading, entry, places, staff)
        if reading.problems:
            report.rejected += reading.problems
        else:
            entries.append(entry)
    return entries


def _entry(reading: Reading) -> Entry:
    source, external_id = reading.text("source", LONGEST_SOURCE, OWN), reading.text("external_id")
    entry = Entry(
        number=reading.number,
        place=(source, external_id),
        person=_person(reading, source),
        channel=reading.text("channel", 10),
        segments=reading.attributes("segments"),
        occurred_at=reading.moment("occurred_at"),
        updated_at=reading.moment("updated_at"),
    )
    if not reading.problems:
        if not external_id:
            reading.refuse("external_id", _("Give each interaction a number of its own."))
        if entry.occurred_at is None:
            reading.refuse("occurred_at", _("Say when it happened."))
    return entry


def _person(reading: Reading, source: str) -> matching.Draft | Customer:
    if (customer := _given(reading, "customer", Customer)) is not None:
        return cast(Customer, customer)
    person = reading.row.get("customer")
    if isinstance(person, str) and person:
        return matching.Draft(source, reading.text("customer"))
    if not isinstance(person, Mapping):
        reading.refuse("customer", _("Give the customer's number or e-mail address."))
        person = {"external_id": "?"}
    inner = reading.within(person, "customer")
    draft = matching.read(inner, source)
    reading.problems += inner.problems
    return draft


def _point(reading: Reading, entry: Entry, places: Places, staff: Staff) -> None:
    """Find what the row points at; a key that nothing has is the row's problem."""
    try:
        name = "stage" if reading.row.get("stage") else "touchpoint"
        entry.stage = _given(reading, "stage", Stage) or _stage(reading, places)
        name = "touchpoint"
        if entry.stage is not None:
            entry.touchpoint = _touchpoint(reading, entry.stage, places)
        name = "staff_member"
        entry.staff_member = _named(reading, name, StaffMember, staff.find)
        name = "persona"
        entry.persona = _named(reading, name, Persona, places.persona)
    except Unknown as unknown:
        reading.refuse(name, str(unknown))


def _named(reading: Reading, name: str, model: type[Any], find: Callable[[str], Any]) -> Any:
    """A row given as such or found by its key; None where nothing is said, as in most rows."""
    if name not in reading.row:
        return None
    if (given := _given(reading, name, model)) is not None:
        return given
    key = reading.text(name)
    return find(key) if key else None


def _given(reading: Reading, name: str, model: type[Any]) -> Any:
    """A row given as such, if it is one of this organization."""
    value = reading.row.get(name)
    mine = isinstance(value, model) and value.organization_id == reading.org.pk
    return value if mine else None


def _stage(reading: Reading, places: Places) -> Stage | None:
    """The stage that is named, or else the one that the touchpoint belongs to."""
    if key := reading.text("stage"):
        return places.stage(key, reading.text("journey"))
    given = _given(reading, "touchpoint", Touchpoint)
    if given is not None:
        return cast(Touchpoint, given).stage
    if key := reading.text("touchpoint"):
        return places.stage_of(key, reading.text("journey"))
    reading.refuse("stage", _("Say at which stage or touchpoint it happened."))
    return None


def _touchpoint(reading: Reading, stage: Stage, places: Places) -> Touchpoint | None:
    given = _given(reading, "touchpoint", Touchpoint)
    key = given.key if given is not None else reading.text("touchpoint")
    return places.touchpoint(stage, key) if key else None


def _is_text(value: Any) -> bool:
    return isinstance(value, str | int) and bool(value)
