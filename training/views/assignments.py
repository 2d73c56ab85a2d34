from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import OrgRequest, blame, posted, redirect_page, render_form
from accounts.permissions import Permission, require
from training.forms import AssignmentForm
from training.models import Assignment
from training.selectors.assignments import progress
from training.services import assignments


@require_safe
@require(Permission.TRAINING_ASSIGN)
def assignment_list(request: OrgRequest) -> HttpResponse:
    """What was given to whom: how many did it and who has not yet, never how well."""
    context = {"progress": progress(org=request.org)}
    return render(request, "training/assignment_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.TRAINING_ASSIGN)
def assignment_create(request: OrgRequest) -> HttpResponse:
    asked = {name: request.GET[name] for name in ("lesson", "to") if name in request.GET}
    form = AssignmentForm(posted(request), org=request.org, initial=asked)
    if form.is_valid():
        try:
            assignments.assign(
                lesson=form.cleaned_data["lesson"],
                due_on=form.cleaned_data["due_on"],
                **form.target(),
                by=request.actor,
            )
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("The lesson is assigned."))
            return redirect_page(request, "training:assignment-list", request.org.slug)
    return render_form(request, "training/assignment_form.html", {"form": form})


@require_POST
@require(Permission.TRAINING_ASSIGN)
def assignment_withdraw(request: OrgRequest, pk: int) -> HttpResponse:
    assignment = get_object_or_404(Assignment.objects.for_org(request.org), pk=pk)
    assignments.withdraw(assignment=assignment, by=request.actor)
    messages.success(request, _("The assignment was withdrawn. What was practised stays."))
    return redirect_page(request, "training:assignment-list", request.org.slug)
