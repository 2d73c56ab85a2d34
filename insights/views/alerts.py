from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import OrgRequest, posted, redirect_page, render_form, render_partial
from accounts.permissions import Permission, require
from insights.forms.alerts import AcknowledgeForm, AlertFilter
from insights.models import Alert
from insights.selectors import alerts as reading
from insights.services import alerts

LIST = "insights:alert-list"
PAGE = 30


@require_safe
@require(Permission.VIEW)
def alert_list(request: OrgRequest) -> HttpResponse:
    """What changed beyond chance; the newest first."""
    form = AlertFilter({"state": request.GET.get("state", "open")})
    rows = reading.alert_list(request.org, form.chosen())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "found": reading.told(page.object_list, membership=request.membership),
        "by_mail": reading.wants_mail(request.membership),
        "query": f"state={form.chosen()}&",
    }
    return render_partial(request, "insights/alert_list.html", "alerts", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.REPORT_EDIT)
def alert_acknowledge(request: OrgRequest, pk: int) -> HttpResponse:
    """Take note, and say what one makes of it."""
    alert = get_object_or_404(reading.alert_list(request.org, "all"), pk=pk)
    [told] = reading.told([alert], membership=request.membership)
    form = AcknowledgeForm(posted(request), instance=alert)
    if form.is_bound and form.is_valid() and not told.is_blind:
        note = form.cleaned_data["note"]
        fresh = get_object_or_404(Alert.objects.for_org(request.org), pk=pk)
        alerts.acknowledge(alert=fresh, note=note, by=request.actor)
        messages.success(request, _("Noted."))
        return redirect_page(request, LIST, request.org.slug)
    context = {"form": form, "told": told, "alert": alert}
    return render_form(request, "insights/alert_form.html", context)


@require_POST
@require(Permission.VIEW)
def alert_mail(request: OrgRequest) -> HttpResponse:
    """Switch one's own mails about alerts on or off."""
    wanted = request.POST.get("wanted") == "on"
    alerts.follow(membership=request.membership, wanted=wanted, by=request.actor)
    if wanted:
        messages.success(request, _("You will get a mail when something changes beyond chance."))
    else:
        messages.success(request, _("You will get no more mails about alerts."))
    return redirect_page(request, LIST, request.org.slug)
