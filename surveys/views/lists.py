"""What the long lists of this app have in common: a filter, pages, and one partial."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse

from accounts.http import OrgRequest, render_partial
from surveys.forms.filters import StageFilter

PAGE = 50


def render_list(
    request: OrgRequest,
    template: str,
    rows: QuerySet[Any],
    form: StageFilter,
    **context: Any,
) -> HttpResponse:
    """One page of `rows`; the filter's fields stay in the links to the other pages."""
    query = request.GET.copy()
    query.pop("page", None)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    encoded = f"{query.urlencode()}&" if query else ""
    context |= {"page": page, "form": form, "query": encoded}
    return render_partial(request, template, "results", context)
