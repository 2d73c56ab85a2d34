"""The employee pulse as those who run it see it; its figures are insights'."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import OrgRequest, blame, posted, redirect_page, render_form
from accounts.permissions import Permission, require
from surveys.forms.pulse import PulseForm
from surveys.models import PulseRound
from surveys.selectors import pulse as found
from surveys.services import pulse

USUAL = timedelta(days=10)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.SURVEY_EDIT)
def pulse_create(request: OrgRequest) -> HttpResponse:
    """Ask teams how they feel at work."""
    everybody = found.may_be_asked(org=request.org)
    initial = {"closes_on": request.org.today() + USUAL, "teams": everybody}
    form = PulseForm(posted(request), org=request.org, initial=initial)
    if form.is_valid():
        try:
            opened = pulse.open_round(org=request.org, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("The pulse is open; the mails are on their way."))
            return redirect_page(request, "surveys:pulse-detail", request.org.slug, opened.pk)
    return render_form(request, "surveys/pulse_form.html", {"form": form})


@require_safe
@require(Permission.SURVEY_EDIT)
def pulse_detail(request: OrgRequest, pk: int) -> HttpResponse:
    """How far a round has come, and the slips for those who cannot be written to."""
    pulse_round = _round(request, pk)
    context = {
        "pulse_round": pulse_round,
        "state": found.state(pulse_round),
        "slips": found.slips(pulse_round),
        "address": settings.PUBLIC_URL + reverse("answer:pulse-entry"),
    }
    return render(request, "surveys/pulse_detail.html", context)


@require_POST
@require(Permission.SURVEY_EDIT)
def pulse_close(request: OrgRequest, pk: int) -> HttpResponse:
    """Close a round before its last day is over."""
    pulse.close(pulse_round=_round(request, pk), by=request.actor)
    return redirect_page(request, "surveys:pulse-detail", request.org.slug, pk)


def _round(request: OrgRequest, pk: int) -> PulseRound:
    rows = PulseRound.objects.for_org(request.org).select_related("organization")
    return get_object_or_404(rows, pk=pk)
