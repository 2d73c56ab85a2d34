"""Belief rounds: people estimate, blind, what customers feel."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from celery import current_app
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor, Membership
from accounts.permissions import Permission
from accounts.services import events
from journeys import emails
from journeys.models import Belief, BeliefInvitee, BeliefRound, Journey
from journeys.selectors import targets

Cell = tuple[int, int]  # (stage_id, emotion_id)

LONGEST = timedelta(days=90)


@transaction.atomic
def open_round(
    *, journey: Journey, asked: Sequence[Membership], until: date, by: Actor
) -> BeliefRound:
    """Ask people for their estimates; what is felt stays hidden from them until they gave them."""
    _check_may_open(journey, asked, until)
    belief_round = BeliefRound(
        organization=journey.organization, journey=journey, opened_by=by.membership, until=until
    )
    belief_round.full_clean()
    belief_round.save()
    invitees = [
        BeliefInvitee(organization=journey.organization, round=belief_round, membership=membership)
        for membership in asked
    ]
    BeliefInvitee.objects.bulk_create(invitees)
    after = {"until": until, "asked": sorted(membership.pk for membership in asked)}
    _record(belief_round, "belief_round_opened", after, by)
    # robust: the rows are the truth; without a broker the page still answers and beat asks again.
    transaction.on_commit(hint_unsent, robust=True)
    return belief_round


def _check_may_open(journey: Journey, asked: Sequence[Membership], until: date) -> None:
    today = journey.organization.today()
    if not targets.current(journey=journey):
        raise ValidationError(_("Set a target at a stage first: there is nothing to estimate yet."))
    if not today <= until <= today + LONGEST:
        raise ValidationError({"until": _("Choose a day within the next three months.")})
    if not asked:
        raise ValidationError({"asked": _("Ask at least one person.")})
    for membership in asked:
        if membership.organization_id != journey.organization_id or membership.left_at:
            raise ValidationError({"asked": _("Ask people of your own organization.")})
        if not membership.can(Permission.BELIEF_GIVE):
            raise ValidationError(
                {"asked": _("%(name)s may look but not estimate.") % {"name": membership}}
            )


@transaction.atomic
def estimate(
    *,
    belief_round: BeliefRound,
    membership: Membership,
    values: Mapping[Cell, int],
    by: Actor,
) -> None:
    """Store somebody's estimates, once and for all: afterwards they may see what is felt."""
    invitee = _waiting(belief_round, membership)
    cells = targets.current(journey=belief_round.journey)
    if not values:
        raise ValidationError(_("Estimate at least one emotion."))
    if not set(values) <= set(cells):
        raise ValidationError(_("The targets of this journey have changed; look at them again."))
    rows = [
        Belief(
            organization=belief_round.organization,
            round=belief_round,
            membership=membership,
            stage=cells[cell].stage,
            emotion=cells[cell].emotion,
            value=value,
        )
        for cell, value in values.items()
    ]
    for row in rows:
        row.clean_fields()
    Belief.objects.bulk_create(rows)
    invitee.estimated_at = timezone.now()
    invitee.save(update_fields=["estimated_at"])
    # How many and not how much: others who read the log are to estimate blind as well.
    _record(belief_round, "beliefs_estimated", {"estimates": len(rows)}, by)


@transaction.atomic
def reveal(*, belief_round: BeliefRound, membership: Membership, by: Actor) -> None:
    """Show somebody what is felt although they did not estimate; then they no longer can."""
    invitee = _waiting(belief_round, membership)
    invitee.revealed_at = timezone.now()
    invitee.save(update_fields=["revealed_at"])
    _record(belief_round, "beliefs_revealed", {}, by)


@transaction.atomic
def close(*, belief_round: BeliefRound, by: Actor) -> None:
    """End a round: from now on its mean is what the company believes."""
    belief_round = BeliefRound.objects.select_for_update().get(pk=belief_round.pk)
    if belief_round.closed_at is not None:
        return
    belief_round.closed_at = timezone.now()
    belief_round.save(update_fields=["closed_at"])
    estimated = belief_round.invitees.filter(estimated_at__isnull=False).count()
    _record(belief_round, "belief_round_closed", {"estimated": estimated}, by)


def close_due() -> int:
    """Close every round whose last day is over where the organization is; returns how many."""
    rounds = BeliefRound.objects.open().select_related("organization", "journey")
    due = [row for row in rounds if row.until < row.organization.today()]
    for belief_round in due:
        close(belief_round=belief_round, by=Actor.system())
    return len(due)


def hint_unsent() -> None:
    """Ask a worker for the mail to everybody who was asked and does not know it yet."""
    for pk in BeliefInvitee.objects.waiting().filter(emailed_at=None).values_list("pk", flat=True):
        current_app.send_task("journeys.tasks.email_belief_invitee", [pk])


def deliver(*, invitee_id: int) -> None:
    """Write to somebody who was asked, unless they were written to or have answered meanwhile."""
    # Marked before it is sent, so that two workers never write to the same person.
    unsent = BeliefInvitee.objects.filter(
        pk=invitee_id, emailed_at=None, estimated_at=None, revealed_at=None
    )
    if not unsent.update(emailed_at=timezone.now()):
        return
    rows = BeliefInvitee.objects.select_related(
        "membership__user", "round__journey", "round__organization", "round__opened_by__user"
    )
    try:
        emails.asked_to_estimate(invitee=rows.get(pk=invitee_id))
    except Exception:
        BeliefInvitee.objects.filter(pk=invitee_id).update(emailed_at=None)
        raise


def _waiting(belief_round: BeliefRound, membership: Membership) -> BeliefInvitee:
    """The invitation of somebody who has neither estimated nor looked, in a round still open."""
    if BeliefRound.objects.select_for_update().get(pk=belief_round.pk).closed_at is not None:
        raise ValidationError(_("This belief round is closed."))
    invitee = belief_round.invitees.select_for_update().filter(membership=membership).first()
    if invitee is None:
        raise ValidationError(_("You were not asked in this belief round."))
    if invitee.estimated_at is not None:
        raise ValidationError(_("You have given your estimates already."))
    if invitee.revealed_at is not None:
        raise ValidationError(
            _("You have seen what customers feel, so you can no longer estimate.")
        )
    assert isinstance(invitee, BeliefInvitee)
    return invitee


def _record(belief_round: BeliefRound, verb: str, after: dict[str, object], by: Actor) -> None:
    events.record(
        org=belief_round.organization,
        verb=verb,
        on=belief_round,
        after={"journey": belief_round.journey_id, **after},
        label=str(belief_round.journey),
        by=by,
    )
