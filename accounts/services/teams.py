"""People who serve customers together."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor, Organization, StaffMember, Team
from accounts.services import events, versions


@transaction.atomic
def create(*, org: Organization, name: str, by: Actor) -> Team:
    team = Team(organization=org, name=name.strip())
    team.full_clean()
    team.save()
    events.record(org=org, verb="team_created", on=team, by=by, after={"name": team.name})
    return team


@transaction.atomic
def rename(*, team: Team, name: str, version: int | None = None, by: Actor) -> Team:
    """Change the name; raise versions.Stale if somebody did since `version`."""
    current = versions.lock(team, version)
    return versions.save(current, {"name": name.strip()}, verb="team_renamed", by=by)


@transaction.atomic
def archive(*, team: Team, by: Actor) -> None:
    """Put a team away; figures of its time keep it, so nobody may still be in it."""
    current = versions.lock(team, None)
    if StaffMember.objects.present().for_org(current.organization).filter(team=current).exists():
        raise ValidationError(_("Move its people to another team first."))
    if current.archived_at is None:
        current.archived_at = timezone.now()
        current.version += 1
        current.save(update_fields=["archived_at", "version"])
        events.record(org=current.organization, verb="team_archived", on=current, by=by)


@transaction.atomic
def restore(*, team: Team, by: Actor) -> None:
    current = versions.lock(team, None)
    if current.archived_at is not None:
        current.archived_at = None
        current.version += 1
        current.save(update_fields=["archived_at", "version"])
        events.record(org=current.organization, verb="team_restored", on=current, by=by)
