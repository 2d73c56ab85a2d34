"""People of an organization: what they may do, and what happens when they leave."""

from collections.abc import Iterator

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Field, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor, ApiToken, Membership, OwnedModel
from accounts.permissions import Role
from accounts.services import events
from accounts.services.versions import Stale

# The foreign keys that say who looks after something; who leaves hands them over.
WORK = frozenset({"owner", "followup_owner"})


@transaction.atomic
def change_role(*, membership: Membership, role: str, was: str = "", by: Actor) -> Membership:
    """Give somebody another role, unless it is not the one it `was`; one owner has to stay."""
    current = _locked(membership)
    if current.role == role:
        return current
    if was and current.role != was:
        raise Stale(current)
    if current.role == Role.OWNER:
        _keep_an_owner(current)
    before = {"role": current.role}
    current.role = role
    current.full_clean()
    current.save(update_fields=["role"])
    events.record(
        org=current.organization,
        verb="member_role_changed",
        on=current,
        by=by,
        before=before,
        after={"role": role},
    )
    return current


@transaction.atomic
def leave(*, membership: Membership, successor: Membership | None, by: Actor) -> None:
    """End somebody's access at once; what they looked after goes to `successor`, or to nobody."""
    leaver = _locked(membership)
    _check_successor(leaver, successor)
    if leaver.role == Role.OWNER:
        _keep_an_owner(leaver)
    now = timezone.now()
    leaver.left_at = now
    leaver.save(update_fields=["left_at"])
    revoked = ApiToken.objects.for_org(leaver.organization).filter(
        membership=leaver, revoked_at__isnull=True
    )
    handed_over = _hand_over(leaver, successor)
    after = {"tokens_revoked": revoked.update(revoked_at=now), "handed_over": handed_over}
    if successor:
        after["successor"] = successor.pk
    events.record(org=leaver.organization, verb="member_left", on=leaver, by=by, after=after)
    if not Membership.objects.present().filter(user=leaver.user_id).exists():
        transaction.on_commit(lambda: end_sessions(user_id=leaver.user_id))


def end_sessions(*, user_id: int) -> None:
    """Sign somebody out everywhere. With another membership left, sessions open that one only."""
    for session in UserSession.objects.filter(user_id=user_id):
        session.end()


def work_of(membership: Membership) -> dict[str, int]:
    """How many rows of each kind a person looks after."""
    counts: dict[str, int] = {}
    for model, field in _work_fields():
        count = model._base_manager.filter(**{field.name: membership}).count()
        if count:
            name = str(model._meta.verbose_name_plural)
            counts[name] = counts.get(name, 0) + count
    return counts


def _hand_over(leaver: Membership, successor: Membership | None) -> dict[str, int]:
    counts: dict[str, int] = {}
    for model, field in _work_fields():
        changes: dict[str, object] = {field.name: successor}
        if any(other.name == "version" for other in model._meta.fields):
            changes["version"] = F("version") + 1  # an edit form opened before is stale now
        count = model._base_manager.filter(**{field.name: leaver}).update(**changes)
        if count:
            counts[f"{model._meta.model_name}.{field.name}"] = count
    return counts


def _work_fields() -> Iterator[tuple[type[Model], "Field[object, object]"]]:
    for model in apps.get_models():
        if issubclass(model, OwnedModel):
            for field in model._meta.concrete_fields:
                if field.name in WORK and field.related_model is Membership:
                    yield model, field


def _locked(membership: Membership) -> Membership:
    present = Membership.objects.present().select_related("organization", "user")
    try:
        return present.select_for_update(of=("self",)).get(pk=membership.pk)
    except Membership.DoesNotExist:
        raise ValidationError(_("This person has left already.")) from None


def _check_successor(leaver: Membership, successor: Membership | None) -> None:
    if successor is None:
        return
    if successor.pk == leaver.pk or successor.left_at is not None:
        raise ValidationError({"successor": _("Choose somebody who stays.")})
    if successor.organization_id != leaver.organization_id:
        raise ValidationError({"successor": _("This belongs to another organization.")})


def _keep_an_owner(owner: Membership) -> None:
    # SECURITY: lock all owners, or two of them leaving at once leave nobody behind.
    owners = Membership.objects.present().for_org(owner.organization).filter(role=Role.OWNER)
    if len(owners.select_for_update()) < 2:
        raise ValidationError(_("Somebody has to be the owner; make another person owner first."))
