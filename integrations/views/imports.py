"""A file on its way in, step by step."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import (
    OrgRequest,
    attachment,
    blame,
    posted,
    redirect_page,
    render_form,
    render_partial,
)
from accounts.permissions import Permission, require
from integrations import exports
from integrations.forms import MappingForm, UploadForm
from integrations.models import Import
from integrations.services import imports, runs
from journeys.models import Stage

DETAIL = "integrations:import-detail"
MAPPING = "integrations:import-mapping"
MAPPING_PAGE = "integrations/import_mapping.html"
PAGE = 50
STOPPED = 286  # htmx stops polling when it sees this status
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@require(Permission.CUSTOMER_EDIT)
def import_list(request: OrgRequest) -> HttpResponse:
    rows = Import.objects.for_org(request.org).select_related("started_by__user")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "integrations/import_list.html", {"page": page})


@require_form
@require(Permission.CUSTOMER_EDIT)
def import_create(request: OrgRequest) -> HttpResponse:
    """Upload a file; the next page asks what its columns are."""
    initial = {"kind": request.GET.get("kind", Import.Kind.INTERACTIONS)}
    form = UploadForm(posted(request), request.FILES or None, initial=initial)
    if form.is_valid():
        try:
            record = imports.upload(org=request.org, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect_page(request, MAPPING, request.org.slug, record.pk)
    has_stages = Stage.objects.for_org(request.org).current().exists()
    context = {"form": form, "has_stages": has_stages}
    return render_form(request, "integrations/import_form.html", context)


@require_form
@require(Permission.CUSTOMER_EDIT)
def import_mapping(request: OrgRequest, pk: int) -> HttpResponse:
    """Name the columns, look at what would become of the first rows, and start."""
    record = _import(request, pk)
    if record.state != Import.State.UPLOADED:
        return redirect_page(request, DETAIL, request.org.slug, pk)
    form = MappingForm(posted(request), record=record)
    context: dict[str, Any] = {"form": form, "record": record}
    try:
        if form.is_valid():
            if form.cleaned_data["encoding"] != record.encoding:
                imports.reread(record=record, encoding=form.cleaned_data["encoding"])
                context["form"] = MappingForm(record=record)
            elif "start" in request.POST:
                _start(request, record, form)
                return redirect_page(request, DETAIL, request.org.slug, pk)
        context["preview"] = _preview(record, context["form"])
    except ValidationError as error:
        if form.is_bound:
            form.add_error(None, error.messages)
        context["problem"] = " ".join(error.messages)
    return render_form(request, MAPPING_PAGE, context, partial="mapping")


def _start(request: OrgRequest, record: Import, form: MappingForm) -> None:
    imports.start(record=record, mapping=form.mapping(), options=form.options(), by=request.actor)


def _preview(record: Import, form: MappingForm) -> runs.Preview:
    """What would become of the first rows under what is chosen now, or else under our guess."""
    if form.is_bound and form.is_valid():
        return runs.dry_run(record, form.mapping(), form.options())
    return runs.dry_run(record, record.mapping, record.options)


@require_safe
@require(Permission.CUSTOMER_EDIT)
def import_detail(request: OrgRequest, pk: int) -> HttpResponse:
    """How far it is; the bar asks again by itself, and without JavaScript by reloading."""
    record = _import(request, pk)
    if record.state == Import.State.UPLOADED:
        return redirect_page(request, MAPPING, request.org.slug, pk)
    is_moving = record.state in (Import.State.QUEUED, Import.State.RUNNING)
    context = {"record": record, "is_moving": is_moving}
    response = render_partial(request, "integrations/import_detail.html", "progress", context)
    if request.htmx and not is_moving:
        response.status_code = STOPPED
    return response


@require_POST
@require(Permission.CUSTOMER_EDIT)
def import_cancel(request: OrgRequest, pk: int) -> HttpResponse:
    record = _import(request, pk)
    try:
        imports.cancel(record=record, by=request.actor)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The import was cancelled. What is stored already stays."))
    return redirect_page(request, DETAIL, request.org.slug, pk)


@require_safe
@require(Permission.CUSTOMER_EDIT)
def import_rejects(request: OrgRequest, pk: int) -> HttpResponse:
    """The rows that were not taken in, with the reason: to correct and to upload again."""
    record = _import(request, pk)
    if not record.rejects:
        raise Http404
    return attachment(exports.rejected_rows(record), f"rejected-rows-{pk}", "csv")


def _import(request: OrgRequest, pk: int) -> Import:
    return get_object_or_404(Import.objects.for_org(request.org), pk=pk)
