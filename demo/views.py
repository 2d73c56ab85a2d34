"""The demo's inbox, and the way to be rid of the sample company. Only its members come in."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Concatenate, ParamSpec, cast

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import OrgRequest, render_partial
from accounts.models import Actor, Membership
from accounts.permissions import Role
from demo import selectors, services

P = ParamSpec("P")
OrgView = Callable[Concatenate[OrgRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

PAGE = 50
INBOX = "demo/inbox_list.html"
# SECURITY: a mail is a stranger's markup. It may carry its own styles and nothing else: no script,
# no form, no request to anywhere, no address of ours as its origin. Its links open outside.
MAIL_POLICY = {
    "default-src": [NONE],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}
LINKS_OPEN_OUTSIDE = '<base target="_blank">'


def sample_company(view: OrgView[P]) -> View[P]:
    """Enter the sample company as the door would: who does not belong to it finds nothing."""

    @wraps(view)
    def wrapper(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        entered = cast(OrgRequest, request)
        entered.membership = _membership_or_404(entered)
        entered.org = entered.membership.organization
        entered.actor = Actor.member(entered.membership)
        return view(entered, *args, **kwargs)

    return wrapper


def _membership_or_404(request: OrgRequest) -> Membership:
    samples = Membership.objects.present().filter(organization__is_demo=True)
    found = samples.filter(user=request.user).select_related("organization", "user").first()
    if found is None:
        raise Http404
    return found


@require_GET
@never_cache
@sample_company
def inbox_list(request: OrgRequest) -> HttpResponse:
    """Every mail that was sent here, newest first. Answers 204 while `newest` still is."""
    keys = selectors.keys()
    newest = keys[0] if keys else ""
    if request.htmx and request.GET.get("newest") == newest:
        return HttpResponse(status=204)
    page = Paginator(keys, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "mails": selectors.mails(list(page)), "newest": newest}
    return render_partial(request, INBOX, "mails", context)


@require_GET
@sample_company
def mail_detail(request: OrgRequest, key: str) -> HttpResponse:
    """One mail: its headers, its HTML in a sandbox, its text beside it."""
    return render(request, "demo/mail_detail.html", {"letter": _letter_or_404(key)})


@require_GET
@sample_company
def mail_file(request: OrgRequest, key: str, number: int) -> FileResponse:
    """A file that came with a mail."""
    found = selectors.attachment(key, number)
    if found is None:
        raise Http404
    # SECURITY: a stranger's file is only ever saved, never opened under our address.
    return FileResponse(BytesIO(found.content), as_attachment=True, filename=found.name)


@require_GET
@xframe_options_sameorigin
@csp(MAIL_POLICY)  # type: ignore[arg-type]  # its type knows no arguments from the address
@sample_company
def mail_body(request: OrgRequest, key: str) -> HttpResponse:
    """The mail's own HTML, for the sandboxed frame only."""
    # At the end, because nothing may stand before a mail's own doctype.
    return HttpResponse(_letter_or_404(key).html + LINKS_OPEN_OUTSIDE)


def _letter_or_404(key: str) -> selectors.Letter:
    letter = selectors.letter(key)
    if letter is None:
        raise Http404
    return letter


@require_http_methods(["GET", "POST"])
@sample_company
def company_remove(request: OrgRequest) -> HttpResponse:
    """Ask, and then take the sample company away with everything in it."""
    if request.membership.role != Role.OWNER:
        raise PermissionDenied
    if request.method == "POST":
        services.remove_company(org=request.org)
        messages.success(request, _("The sample company is gone, with everything in it."))
        return redirect("home")
    others = request.user.memberships.exclude(organization=request.org)
    return render(request, "demo/company_remove.html", {"is_at_home_elsewhere": others.exists()})
