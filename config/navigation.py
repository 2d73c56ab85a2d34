"""What stands in the side navigation, the five rules in their order, and in the tabs of the settings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.http import OrgRequest
from accounts.models import Membership
from accounts.permissions import Permission


@dataclass(frozen=True)
class Entry:
    """A place one can go to; `rule` is the number of the rule it belongs to.

    What lies below its address belongs to it, and what lies below the addresses in `also`.
    """

    label: str | Promise
    url_name: str
    icon: str = ""
    permission: Permission = Permission.VIEW
    rule: int = 0
    children: tuple["Entry", ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """An entry as one member sees it on one page."""

    label: str | Promise
    url: str
    icon: str
    rule: int
    children: tuple["Link", ...] = ()
    places: tuple[str, ...] = ()  # the addresses whose pages belong to it
    current: str = ""  # the value of aria-current: "page", "true" (somewhere below) or nothing


ENTRIES = (
    Entry(_("Overview"), "accounts:overview", "house"),
    Entry(_("Emotions"), "emotions:emotion-list", rule=1, also=("outcomes/",)),
    Entry(
        _("Actions"),
        "actions:action-list",
        rule=2,
        children=(Entry(_("Brainstorms"), "actions:brainstorm-list", also=("notes/",)),),
    ),
    Entry(_("Journeys"), "journeys:journey-list", rule=3),
    Entry(
        _("Training"),
        "training:lesson-list",
        rule=4,
        children=(Entry(_("Employee pulse"), "insights:pulse", also=("surveys/pulse/",)),),
    ),
    Entry(
        _("Surveys"),
        "surveys:survey-list",
        rule=5,
        children=(
            Entry(_("Customers"), "surveys:customer-list", permission=Permission.CUSTOMER_READ),
            Entry(_("Imports"), "integrations:import-list", permission=Permission.CUSTOMER_EDIT),
            Entry(_("Follow-ups"), "surveys:followup-list", permission=Permission.FOLLOWUP_EDIT),
        ),
    ),
    Entry(
        _("Gap board"),
        "insights:board",
        "git-compare-arrows",
        also=("who-answered/",),
        children=(
            Entry(_("Where to act first"), "insights:priority"),
            Entry(_("Drivers of value"), "insights:drivers"),
            Entry(_("Evidence"), "insights:evidence-list"),
            Entry(_("Empathy gap"), "insights:empathy"),
            Entry(_("Reports"), "insights:report-list"),
            Entry(_("Alerts"), "insights:alert-list"),
        ),
    ),
    Entry(_("Settings"), "accounts:settings", "settings-2", also=("api/",)),
)

# The tabs of the settings.
SETTINGS = (
    Entry(_("Organization"), "accounts:settings"),
    Entry(_("People"), "accounts:member-list", also=("settings/invitations/",)),
    Entry(_("Roles"), "accounts:grants"),
    Entry(_("Teams"), "accounts:team-list"),
    Entry(_("Staff"), "accounts:staff-list"),
    Entry(_("API tokens"), "accounts:token-list", permission=Permission.TOKEN_EDIT),
    Entry(_("Webhooks"), "integrations:webhook-list", permission=Permission.ORGANIZATION_EDIT),
    Entry(_("Log"), "accounts:event-list", permission=Permission.EVENT_READ),
)


def links(request: OrgRequest, entries: tuple[Entry, ...] = ENTRIES) -> list[Link]:
    """The entries this member may open, the one that holds the present page marked."""
    if not hasattr(request, "membership"):
        return []
    found = [link for entry in entries if (link := _link(request, entry))]
    here = _deepest(request.path, found)
    return [_marked(link, request.path, here) for link in found]


def _link(request: OrgRequest, entry: Entry) -> Link | None:
    if not request.membership.can(entry.permission):
        return None
    try:
        url = reverse(entry.url_name, args=[request.org.slug])
    except NoReverseMatch:
        return None
    children = tuple(link for child in entry.children if (link := _link(request, child)))
    home = reverse("accounts:overview", args=[request.org.slug])
    places = (url, *(home + path for path in entry.also))
    return Link(entry.label, url, entry.icon, entry.rule, children, places)


def _all(found: list[Link] | tuple[Link, ...]) -> Iterator[Link]:
    for link in found:
        yield link
        yield from _all(link.children)


def _deepest(path: str, found: list[Link]) -> str:
    """The longest address that the path lies below: every page lies below the overview."""
    places = (place for link in _all(found) for place in link.places if path.startswith(place))
    return max(places, key=len, default="")


def _marked(link: Link, path: str, here: str) -> Link:
    current = ""
    if here in link.places:
        current = "page" if link.url == path else "true"
    children = tuple(_marked(child, path, here) for child in link.children)
    return replace(link, current=current, children=children)


def organizations(request: HttpRequest) -> list[Membership]:
    """What the switcher offers: every organization the signed-in person belongs to."""
    if not request.user.is_authenticated:
        return []
    return list(
        Membership.objects.present()
        .filter(user=request.user)
        .select_related("organization")
        .order_by("organization__name")
    )
