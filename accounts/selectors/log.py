"""The event log, as people read it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.utils import formats
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from accounts.models import ActorKind, Event, Organization
from accounts.selectors.verbs import SENTENCES

NOTHING = "–"
# What a journey's history is put together from; nobody else is helped by it.
UNTOLD = {"row", "version"}
ICONS = {
    **dict.fromkeys(
        ["added", "created", "defined", "decided", "founded", "issued", "copied"], "plus"
    ),
    **dict.fromkeys(["changed", "renamed", "moved", "set", "written"], "pencil"),
    **dict.fromkeys(
        ["archived", "ended", "revoked", "withdrawn", "hidden", "stopped", "erased"], "archive"
    ),
    **dict.fromkeys(["restored", "returned", "shown", "lifted"], "undo-2"),
    **dict.fromkeys(["invited", "resent", "asked"], "send"),
    "left": "door-open",
    "joined": "user-round-plus",
}


@dataclass(frozen=True)
class Change:
    """One field of an event in words."""

    label: str
    before: str
    after: str
    is_new: bool  # nothing was there before


@dataclass(frozen=True)
class Line:
    """One event in words."""

    event: Event
    actor: str
    sentence: SafeString
    icon: str
    changes: list[Change]

    @property
    def only_adds(self) -> bool:
        """Nothing was there before, so there is nothing to compare with."""
        return all(change.is_new for change in self.changes)


def events_of(
    org: Organization,
    *,
    membership_id: int | None = None,
    object_type: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Event]:
    """Newest first. Days are those of the organization's time zone, both included."""
    found = Event.objects.for_org(org).select_related("membership__user", "token")
    if membership_id:
        found = found.filter(membership_id=membership_id)
    if object_type:
        found = found.filter(object_type=object_type)
    if since:
        found = found.filter(at__gte=_start_of(since, org))
    if until:
        found = found.filter(at__lt=_end_of(until, org))
    return found


def kinds_in(org: Organization) -> list[tuple[str, str]]:
    """What events are about here: (object_type, words), in the order of the words."""
    types = Event.objects.for_org(org).order_by().values_list("object_type", flat=True).distinct()
    return sorted(((name, kind_label(name)) for name in types), key=lambda pair: pair[1])


def lines(events: Iterable[Event]) -> list[Line]:
    """Events with their fields in words; the names of what they point at, a query a model."""
    listed = list(events)
    names = _names(listed)
    return [
        Line(
            event=event,
            actor=actor_name(event),
            sentence=_sentence(event, names),
            icon=ICONS.get(event.verb.rpartition("_")[2], "circle-dot"),
            changes=_changes(event, names),
        )
        for event in listed
    ]


def _sentence(event: Event, names: dict[tuple[type[Model], Any], str]) -> SafeString:
    """What happened, to what; a verb that no service records any more speaks for itself."""
    words = SENTENCES.get(event.verb) or event.verb.replace("_", " ").capitalize() + ": {about}"
    return format_html(str(words), about=format_html("<strong>{}</strong>", _about(event, names)))


def _about(event: Event, names: dict[tuple[type[Model], Any], str]) -> str:
    """What the event is about: its label then, or the name that a person has now."""
    model = _models().get(event.object_type)
    named = names.get((model, event.object_id), "") if model else ""
    return event.label or named or f"{kind_label(event.object_type)} {event.object_id}"


def actor_name(event: Event) -> str:
    person = str(event.membership) if event.membership else ""
    if event.actor_kind == ActorKind.TOKEN and event.token:
        return f"{event.token.name} ({person})" if person else event.token.name
    return person or str(ActorKind(event.actor_kind).label)


def kind_label(object_type: str) -> str:
    model = _models().get(object_type)
    return str(model._meta.verbose_name) if model else object_type


def _changes(event: Event, names: dict[tuple[type[Model], Any], str]) -> list[Change]:
    model = _models().get(event.object_type)
    keys = [key for key in dict.fromkeys([*event.before, *event.after]) if key not in UNTOLD]
    return [
        Change(
            label=_label(model, key),
            before=_words(model, key, event.before.get(key), names),
            after=_words(model, key, event.after.get(key), names),
            is_new=key not in event.before,
        )
        for key in keys
    ]


def _label(model: type[Model] | None, key: str) -> str:
    field = _field(model, key)
    return str(field.verbose_name) if field else key.replace("_", " ").replace(".", " · ")


def _words(
    model: type[Model] | None, key: str, value: Any, names: dict[tuple[type[Model], Any], str]
) -> str:
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    field = _field(model, key)
    if isinstance(field, ForeignKey):
        return names.get((_target(field), value), f"№ {value}")
    choices = dict(field.flatchoices) if field else {}
    if isinstance(value, str | int) and value in choices:
        return str(choices[value])
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, dict):
        return " · ".join(f"{name}: {item}" for name, item in value.items())
    return _moment(value) if isinstance(value, str) else str(value)


def _moment(text: str) -> str:
    """A date or time as people write it; any other text as it is."""
    if len(text) < 10 or text[4:5] != "-":
        return text
    try:
        moment: datetime | date | None = parse_datetime(text) if "T" in text else parse_date(text)
    except ValueError:
        return text
    if moment is None:
        return text
    style = "DATETIME_FORMAT" if isinstance(moment, datetime) else "DATE_FORMAT"
    return formats.date_format(moment, style)


def _names(events: list[Event]) -> dict[tuple[type[Model], Any], str]:
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for event in events:
        model = _models().get(event.object_type)
        if model and event.object_id and not event.label:
            wanted[model].add(event.object_id)
        for values in (event.before, event.after):
            for key, value in values.items():
                field = _field(model, key)
                if isinstance(field, ForeignKey) and isinstance(value, int):
                    wanted[_target(field)].add(value)
    org_id = events[0].organization_id if events else None
    return {
        (model, row.pk): str(row)
        for model, pks in wanted.items()
        if any(field.name == "organization" for field in model._meta.fields)
        for row in _rows(model, org_id, pks)
    }


def _rows(model: type[Model], org_id: int | None, pks: set[Any]) -> QuerySet[Any]:
    rows = model._base_manager.filter(organization_id=org_id, pk__in=pks)
    named_by_others = [name for name in ("user",) if _field(model, name)]
    return rows.select_related(*named_by_others) if named_by_others else rows


def _field(model: type[Model] | None, key: str) -> "Field[Any, Any] | None":
    if model is None:
        return None
    try:
        field = model._meta.get_field(key)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, Field) else None


def _target(field: "ForeignKey[Any, Any]") -> type[Model]:
    return field.remote_field.model


def _models() -> dict[str, type[Model]]:
    return {model._meta.model_name or "": model for model in apps.get_models()}


# Outside of these no event can be, and a time zone could leave the calendar.
FIRST, LAST = date(1970, 1, 1), date(9000, 1, 1)


def _start_of(day: date, org: Organization) -> datetime:
    return datetime.combine(min(max(day, FIRST), LAST), time(), tzinfo=org.zone)


def _end_of(day: date, org: Organization) -> datetime:
    return _start_of(min(day, LAST) + timedelta(days=1), org)
