"""The log of changes."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.forms.events import EventFilter
from accounts.http import OrgRequest, render_partial
from accounts.permissions import Permission, require
from accounts.selectors import log
from accounts.views import pages

PAGE = 50


@require_safe
@require(Permission.EVENT_READ)
def event_list(request: OrgRequest) -> HttpResponse:
    form = EventFilter(request.GET, org=request.org)
    events = log.events_of(request.org, **form.chosen)
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": log.lines(page.object_list),
        "query": pages.query(request),
    }
    return render_partial(request, "accounts/event_list.html", "results", context)
