"""Where an edit leads: back into the open map, or to the page it began on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse

from accounts.http import OrgRequest, key_of, redirect_page
from accounts.models import OwnedModel
from journeys.models import Journey, Stage


def map_url(journey: Journey) -> str:
    return reverse("journeys:journey-detail", args=[journey.organization.slug, journey.pk])


def stage_url(stage: Stage) -> str:
    return reverse("journeys:stage-detail", args=[stage.organization.slug, stage.pk])


def saved(
    request: OrgRequest,
    stage: Stage,
    said: str,
    *,
    focus: str = "",
    stay: bool = False,
    undo: str = "",
) -> HttpResponse:
    """Answer an edit of a stage or of something on it.

    Over the open map or stage page the page refreshes itself in place and gives the focus to
    `focus`; `stay` leaves the drawer open, `undo` is where to send the wish to take it back.
    Otherwise the reader goes back to where they came from: `?from=stage` is the stage's page, else
    the map.
    """
    pages = {map_url(stage.journey), stage_url(stage)}
    if request.htmx and urlsplit(request.htmx.current_url or "").path in pages:
        toast = {"text": said, "undo": undo} if undo else {"text": said}
        return _tell({"journey-changed": {"focus": focus, "stay": stay}, "toast": toast})
    messages.success(request, said)
    if request.GET.get("from") == "stage" and stage.archived_at is None:
        return redirect_page(request, stage_url(stage))
    return redirect_page(request, f"{map_url(stage.journey)}#{focus or f'stage-{stage.pk}'}")


def refused(request: OrgRequest, stage: Stage, error: ValidationError) -> HttpResponse:
    """Say why something that has no form of its own did not happen."""
    if request.htmx:
        return _tell({"toast": {"text": " ".join(error.messages), "urgent": True}})
    messages.error(request, " ".join(error.messages))
    return redirect_page(request, map_url(stage.journey))


@dataclass(frozen=True)
class PutAway:
    """Something archived, and the address that brings it back."""

    name: str
    restore: str
    kind: str = ""
    href: str = ""


def put_away(row: OwnedModel, back: str, name: str, *, kind: str = "", href: str = "") -> PutAway:
    return PutAway(name, undo_url(back, row), kind, href)


def undo_url(route: str, row: OwnedModel, ended: Iterable[int] = ()) -> str:
    """Where to take back that a row was put away, and with it which live intervals ended."""
    address = reverse(f"journeys:{route}", args=[row.organization.slug, row.pk])
    live = urlencode([("live", pk) for pk in ended])
    return f"{address}?{live}" if live else address


def live_again(request: OrgRequest) -> list[int]:
    """Which live intervals the address of an undo names."""
    return [key_of(text) for text in request.GET.getlist("live")]


def _tell(events: dict[str, Any]) -> HttpResponse:
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(events)})
