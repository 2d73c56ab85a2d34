"""What the long lists of this app have in common: a filter, pages, and one partial."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse

from accounts.http import OrgRequest, render_partial

PAGE = 50


def render_list(
    request: OrgRequest,
    template: str,
    rows: QuerySet[Any],
    form: Form,
    **context: Any,
) -> HttpResponse:
    """One page of `rows`; the filter's fields stay in the links to the other pages."""
    query = request.GET.copy()
    query.pop("page", None)
    page = pages(request, rows)
    encoded = f"{query.urlencode()}&" if query else ""
    context |= {"page": page, "form": form, "query": encoded}
    return render_partial(request, template, "results", context)


def pages(request: OrgRequest, rows: QuerySet[Any]) -> Page[Any]:
    """The page of a long list that the address asks for, or the nearest there is."""
    return Paginator(rows, PAGE).get_page(request.GET.get("page"))
