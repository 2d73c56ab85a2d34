from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import OrgRequest, attachment, blame, posted, redirect_page, render_form
from accounts.permissions import Permission, require
from insights.exports import reports as files
from insights.exports import words
from insights.forms.reports import MakeForm, ReadersForm
from insights.models import Report
from insights.selectors import reports as reading
from insights.services import reports
from journeys.models import Journey
from journeys.selectors import beliefs

LIST = "insights:report-list"
DETAIL = "insights:report-detail"
PAGE = 24


@require_safe
@require(Permission.VIEW)
def report_list(request: OrgRequest) -> HttpResponse:
    """Every month that was frozen, and who gets the next one."""
    return _list(request, MakeForm(org=request.org))


@require_POST
@require(Permission.REPORT_EDIT)
def report_create(request: OrgRequest) -> HttpResponse:
    """Freeze a month now, instead of waiting for the sixth of the next."""
    form = MakeForm(request.POST, org=request.org)
    if form.is_valid():
        try:
            report = reports.make(**form.cleaned_data, by=request.actor)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, DETAIL, request.org.slug, report.pk)
    return _list(request, form, status=422)


def _list(request: OrgRequest, form: MakeForm, status: int = 200) -> HttpResponse:
    found = reading.all_of(request.org)
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "form": form,
        "journeys": reading.readerships(request.org, request.membership),
    }
    return render(request, "insights/report_list.html", context, status=status)


@require_safe
@require(Permission.VIEW)
def report_detail(request: OrgRequest, pk: int) -> HttpResponse:
    """The frozen month as a page that prints well."""
    report = _report(request, pk)
    context: dict[str, Any] = {"report": report}
    if not beliefs.may_see_felt(journey=report.journey, membership=request.membership):
        context["blind"] = True
    elif found := reports.contents(report=report, reader=request.membership):
        context |= {
            "found": found,
            "rates": words.rates(found),
            "note": words.note(found),
            "followups": words.followups(found),
            "changes": [words.change(line) for line in found.changed],
        }
    return render(request, "insights/report_detail.html", context)


@require_safe
@require(Permission.VIEW)
def report_file(request: OrgRequest, pk: int, kind: str) -> HttpResponse:
    """The same as a file; whoever may not see it yet is shown the page that says so."""
    report = _report(request, pk)
    if kind not in files.WRITERS:
        raise Http404
    if not beliefs.may_see_felt(journey=report.journey, membership=request.membership):
        return redirect_page(request, DETAIL, request.org.slug, pk)
    found = reports.contents(report=report, reader=request.membership)
    if found is None:
        return redirect_page(request, DETAIL, request.org.slug, pk)
    return attachment(files.written(report, found, kind), files.name(report), kind)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.REPORT_EDIT)
def report_readers(request: OrgRequest, pk: int) -> HttpResponse:
    """Choose who gets the journey's report by mail."""
    journey = _journey(request, pk)
    readers = [reader.membership_id for reader in reading.readers(journey=journey)]
    form = ReadersForm(posted(request), journey=journey, readers=readers)
    if form.is_bound and form.is_valid():
        reports.set_readers(journey=journey, **form.cleaned_data, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect_page(request, LIST, request.org.slug)
    context = {"form": form, "journey": journey}
    return render_form(request, "insights/report_readers.html", context)


@require_POST
@require(Permission.VIEW)
def report_leave(request: OrgRequest, pk: int) -> HttpResponse:
    """Stop one's own mails about the journey."""
    journey = _journey(request, pk)
    reports.leave(journey=journey, membership=request.membership, by=request.actor)
    messages.success(request, _("You will not get this report by mail any more."))
    return redirect_page(request, LIST, request.org.slug)


def _report(request: OrgRequest, pk: int) -> Report:
    found = Report.objects.for_org(request.org)
    return get_object_or_404(found.select_related("journey__organization", "organization"), pk=pk)


def _journey(request: OrgRequest, pk: int) -> Journey:
    journey: Journey = get_object_or_404(Journey.objects.for_org(request.org), pk=pk)
    return journey
