"""What the pages of the gap board have in common: filters, tabs, saved views and blindness."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accounts.http import OrgRequest, chosen
from insights.forms.board import BoardFilter
from insights.models import SavedView
from insights.selectors import saved_views
from insights.selectors.periods import DEFAULT_DAYS, Period
from insights.selectors.secrecy import Reading
from journeys.models import Journey
from journeys.selectors import beliefs
from surveys.selectors.cells import SPLITS

Page = SavedView.Page
ROUTES = {
    Page.NOW: "insights:board",
    Page.YEAR: "insights:year",
    Page.COMPARED: "insights:comparison",
}


@dataclass(frozen=True)
class Frame:
    """A page of the board before its figures; `context` is what every template of it needs."""

    form: Any
    journey: Journey | None
    context: dict[str, Any]

    @property
    def shows_figures(self) -> bool:
        return self.journey is not None and not self.context["blind"]

    @property
    def reading(self) -> Reading:
        found: Reading = self.form.reading
        return found

    @property
    def period(self) -> Period:
        found: Period = self.form.chosen_period()
        return found

    @property
    def splits(self) -> dict[str, Any]:
        """The filters; none at all where one makes no sense, and the form says which."""
        found: dict[str, Any] = self.form.chosen_splits()
        return found


def framed(request: OrgRequest, here: Page, form_class: type[BoardFilter] = BoardFilter) -> Frame:
    """Read the filters of a page; the first journey stands in for one that is not there."""
    journeys = Journey.objects.for_org(request.org).current()
    first = journeys.first()
    form = form_class(_asked(request, first), reader=request.membership)
    journey = form.chosen_journey() or first
    blind = journey and not beliefs.may_see_felt(journey=journey, membership=request.membership)
    context = {
        "form": form,
        "journey": journey,
        "blind": bool(blind),
        "tabs": _tabs(request, form, here),
        "page_name": here.value,
        "query": urlencode(form.kept()),
        "chosen": chosen(form, SPLITS),
        **_views(request, form),
    }
    return Frame(form, journey, context)


def address(org_slug: str, page: str) -> str:
    """Where a page of the board stands."""
    if page in SPLITS:
        return reverse("insights:split", args=[org_slug, page])
    return reverse(ROUTES[Page(page)], args=[org_slug])


def _asked(request: OrgRequest, first: Journey | None) -> dict[str, Any]:
    asked = request.GET.dict()
    asked.setdefault("period", str(DEFAULT_DAYS))
    if not asked.get("journey"):
        asked["journey"] = str(first.pk) if first else ""
    return asked


def _tabs(request: OrgRequest, form: BoardFilter, here: Page) -> list[dict[str, Any]]:
    query = urlencode(form.kept())
    return [
        {
            "label": _label(form, page),
            "href": f"{address(request.org.slug, page.value)}?{query}",
            "current": page is here,
        }
        for page in Page
        if page in ROUTES or page.value in form.fields
    ]


def _label(form: BoardFilter, page: Page) -> Any:
    """A segment is called what the organization calls it."""
    return form.fields[page.value].label if page.value.startswith("segment") else page.label


def _views(request: OrgRequest, form: BoardFilter) -> dict[str, Any]:
    view = saved_views.opened(membership=request.membership, pk=request.GET.get("view", ""))
    return {
        "view": view,
        "views": saved_views.visible(membership=request.membership),
        "gone": form.gone(view.filters) if view else [],
        "may_change_view": view is not None and view.may_be_changed_by(request.membership),
    }
