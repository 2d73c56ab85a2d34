from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import OrgRequest, blame, posted, redirect_page, render_form
from accounts.models import Team
from accounts.permissions import Permission, require
from journeys.models import StageAction
from training.forms import ForecastForm
from training.selectors import empathy
from training.services import forecasts
from training.views.measured import measured


@require_safe
@require(Permission.FORECAST_GIVE)
def forecast_list(request: OrgRequest) -> HttpResponse:
    """What each team is designed to do, to be forecast; no figure stands here."""
    rows = empathy.behaviours(org=request.org, membership=request.membership)
    teams: dict[Team, list[empathy.Behaviour]] = {}
    for row in rows:
        teams.setdefault(row.team, []).append(row)
    context = {"teams": list(teams.items()), "left": sum(row.forecast is None for row in rows)}
    return render(request, "training/forecast_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@require(Permission.FORECAST_GIVE)
def forecast_create(request: OrgRequest, team_pk: int, pk: int) -> HttpResponse:
    """Guess blind; then see what practice and customers say."""
    team = get_object_or_404(Team.objects.for_org(request.org), pk=team_pk)
    rows = StageAction.objects.for_org(request.org).select_related(
        "action", "emotion", "stage__journey", "organization"
    )
    stage_action = get_object_or_404(rows, pk=pk)
    standing = empathy.standing(
        stage_action=stage_action,
        team=team,
        membership=request.membership,
        today=request.org.today(),
    )
    form = ForecastForm(posted(request), initial={"in_ten": standing.in_ten if standing else None})
    if form.is_valid():
        try:
            forecasts.give(
                stage_action=stage_action,
                team=team,
                membership=request.membership,
                in_ten=form.cleaned_data["in_ten"],
                by=request.actor,
            )
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Your forecast is kept."))
            return redirect_page(
                request, "training:forecast-create", request.org.slug, team.pk, stage_action.pk
            )
    context = {
        "form": form,
        "team": team,
        "stage_action": stage_action,
        "standing": standing,
        # SECURITY: nothing is read before the forecast, so nothing can slip into the page.
        "measured": measured(stage_action, team, request.membership) if standing else None,
    }
    return render_form(request, "training/forecast_form.html", context)
