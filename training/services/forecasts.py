"""Managers guess how often their team does what is designed, before they see what is measured."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor, Membership, Team
from accounts.services import events
from journeys.models import StageAction
from training.models import Forecast
from training.selectors import empathy


@transaction.atomic
def give(
    *, stage_action: StageAction, team: Team, membership: Membership, in_ten: int, by: Actor
) -> Forecast:
    """Store a forecast; a second one on the same day replaces the first.

    It counts as blind if no fresh one stood before: with a fresh one the page shows the figures.
    """
    _check(stage_action, team)
    today = stage_action.organization.today()
    Membership.objects.select_for_update().get(pk=membership.pk)
    standing = empathy.standing(
        stage_action=stage_action, team=team, membership=membership, today=today
    )
    forecast = standing
    if forecast is None or forecast.forecast_on != today:
        forecast = Forecast(
            organization=stage_action.organization,
            stage_action=stage_action,
            team=team,
            membership=membership,
            forecast_on=today,
            is_blind=standing is None,
        )
    elif forecast.in_ten != in_ten:
        forecast.is_blind = False
    forecast.in_ten = in_ten
    forecast.made_at = timezone.now()
    forecast.full_clean()
    forecast.save()
    # How much stays out of the log: other managers who read it are to guess blind as well.
    after = {"stage_action": stage_action.pk, "team": team.pk}
    events.record(
        org=stage_action.organization,
        verb="forecast_given",
        on=forecast,
        by=by,
        after=after,
        label=str(stage_action),
    )
    return forecast


def _check(stage_action: StageAction, team: Team) -> None:
    if not empathy.live(org=stage_action.organization).filter(pk=stage_action.pk).exists():
        raise ValidationError(_("This action is not live: there is nothing to forecast."))
    if not stage_action.stage.teams.filter(pk=team.pk, archived_at=None).exists():
        raise ValidationError(_("This team does not serve that stage."))
