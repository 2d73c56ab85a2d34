from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.exports import of_texts
from accounts.http import OrgRequest, blame, posted, redirect_page, render_form, table_file
from accounts.permissions import Permission, require
from insights.selectors import methods
from journeys import exports
from journeys.forms.beliefs import EstimateForm, RoundForm
from journeys.models import BeliefRound, Journey
from journeys.selectors import beliefs as selectors
from journeys.selectors import maps, targets
from journeys.services import beliefs
from journeys.views.measured import measured

require_form = require_http_methods(["GET", "HEAD", "POST"])
USUAL = timedelta(days=7)


@require_GET
@require(Permission.VIEW)
def belief_list(request: OrgRequest, pk: int) -> HttpResponse:
    """The rounds of a journey and what is believed beside what is felt."""
    journey = _journey_or_404(request, pk)
    open_round = selectors.open_round(journey=journey)
    context = {
        "journey": journey,
        "map": maps.read(journey=journey, measured=measured(request, journey)),
        "rounds": selectors.rounds(journey=journey),
        "open_round": open_round,
        "invitees": open_round.invitees.select_related("membership__user") if open_round else [],
        "may_edit": request.membership.can(Permission.JOURNEY_EDIT),
    }
    return render(request, "journeys/belief_list.html", context)


@require_GET
@require(Permission.VIEW)
def belief_file(request: OrgRequest, pk: int, kind: str) -> HttpResponse:
    """The same as a file; whoever has still to estimate is sent to the page, which says so."""
    journey = _journey_or_404(request, pk)
    figures = measured(request, journey)
    if figures.is_hidden:
        return redirect_page(request, "journeys:belief-list", request.org.slug, pk)
    table = exports.of_beliefs(maps.read(journey=journey, measured=figures))
    here = methods.here(
        n=figures.answers, since=figures.since, until=figures.until, journey=journey
    )
    explained = of_texts(methods.title(), [*methods.texts("beliefs"), here])
    return table_file(kind, "beliefs", table, explained)


@require_form
@require(Permission.JOURNEY_EDIT)
def belief_open(request: OrgRequest, pk: int) -> HttpResponse:
    """Ask people for their estimates."""
    journey = _journey_or_404(request, pk)
    start = {
        "until": request.org.today() + USUAL,
        "asked": list(selectors.may_be_asked(org=request.org)),
    }
    form = RoundForm(posted(request), org=request.org, initial=start)
    if form.is_valid():
        try:
            beliefs.open_round(journey=journey, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("The round is open; everybody asked gets a mail."))
            return redirect_page(request, "journeys:belief-list", request.org.slug, pk)
    context = {"form": form, "journey": journey, "targets": targets.current(journey=journey)}
    return render_form(request, "journeys/belief_open.html", context)


@require_form
@require(Permission.BELIEF_GIVE)
def belief_estimate(request: OrgRequest, pk: int) -> HttpResponse:
    """One screen with every target of the journey and nothing of what is felt."""
    journey = _journey_or_404(request, pk)
    belief_round = selectors.open_round(journey=journey)
    if belief_round is None or selectors.may_see_felt(
        journey=journey, membership=request.membership
    ):
        messages.info(request, _("There is nothing for you to estimate here."))
        return redirect_page(request, "journeys:journey-detail", request.org.slug, pk)
    cells = targets.current(journey=journey)
    form = EstimateForm(posted(request), cells=cells)
    if form.is_valid():
        try:
            _estimate(request, belief_round, form)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Thank you. Now see what customers say."))
            return redirect_page(request, "journeys:journey-detail", request.org.slug, pk)
    context: dict[str, Any] = {
        "form": form,
        "journey": journey,
        "round": belief_round,
        "stages": _questions(form, cells),
    }
    return render_form(request, "journeys/belief_estimate.html", context)


def _estimate(request: OrgRequest, belief_round: BeliefRound, form: EstimateForm) -> None:
    beliefs.estimate(
        belief_round=belief_round,
        membership=request.membership,
        values=form.values(),
        by=request.actor,
    )


def _questions(form: EstimateForm, cells: dict[tuple[int, int], Any]) -> list[tuple[Any, Any]]:
    """The fields stage by stage, each with its target."""
    stages: dict[int, tuple[Any, list[Any]]] = {}
    for name, cell in form.cells.items():
        stage = cells[cell].stage
        stages.setdefault(stage.pk, (stage, []))[1].append((form[name], cells[cell].emotion))
    return list(stages.values())


@require_POST
@require(Permission.BELIEF_GIVE)
def belief_reveal(request: OrgRequest, pk: int) -> HttpResponse:
    """Show what is felt to somebody who does not want to estimate; that is recorded."""
    journey = _journey_or_404(request, pk)
    belief_round = selectors.open_round(journey=journey)
    if belief_round is None:
        raise PermissionDenied
    try:
        beliefs.reveal(belief_round=belief_round, membership=request.membership, by=request.actor)
    except ValidationError as error:
        messages.info(request, error.messages[0])
    return redirect_page(request, "journeys:journey-detail", request.org.slug, pk)


@require_POST
@require(Permission.JOURNEY_EDIT)
def belief_close(request: OrgRequest, pk: int) -> HttpResponse:
    """End the round before its day."""
    journey = _journey_or_404(request, pk)
    belief_round = selectors.open_round(journey=journey)
    if belief_round is not None:
        beliefs.close(belief_round=belief_round, by=request.actor)
        messages.success(request, _("The round is closed. Its mean is what you believe now."))
    return redirect_page(request, "journeys:belief-list", request.org.slug, pk)


def _journey_or_404(request: OrgRequest, pk: int) -> Journey:
    rows = Journey.objects.for_org(request.org).select_related("organization")
    journey: Journey = get_object_or_404(rows, pk=pk)
    return journey
