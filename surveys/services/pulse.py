"""The employee pulse: staff are asked the customers' question, and nobody can tell who said what.

An answer raises tallies of a team and is kept nowhere else. Who has answered is a mark without a
time, on a row that goes when the round closes; before it closes no figure is shown to anybody.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from celery import current_app
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import Actor, Organization, StaffMember, Team
from accounts.services import events
from accounts.services.turns import one_by_one
from surveys import emails
from surveys.library.pulse import KEYS
from surveys.models import PulseComment, PulseGroup, PulseInvitee, PulseRound, PulseTally
from surveys.services.retention import MONTH

SMALLEST = 5
LONGEST = timedelta(days=60)
LONGEST_COMMENT = 2000
HIGHEST = 4


class Closed(Exception):
    """This person has answered, or the round has ended meanwhile."""


@transaction.atomic
def open_round(
    *,
    org: Organization,
    teams: Iterable[Team],
    closes_on: date,
    every_weeks: int = PulseRound.Rhythm.ONCE,
    by: Actor,
) -> PulseRound:
    """Ask everybody in these teams; their mails go out by themselves."""
    asked = list(teams)
    today = org.today()
    if not today <= closes_on <= today + LONGEST:
        raise ValidationError({"closes_on": _("Choose a day within the next two months.")})
    if any(team.organization_id != org.pk for team in asked):
        raise ValidationError({"teams": _("Ask teams of your own organization.")})
    people = list(StaffMember.objects.for_org(org).present().filter(team__in=asked))
    if len(people) < SMALLEST:
        message = _("Ask at least %(n)d people: of fewer nothing could ever be shown.")
        raise ValidationError({"teams": message % {"n": SMALLEST}})
    pulse_round = PulseRound(
        organization=org,
        opened_on=today,
        closes_on=closes_on,
        every_weeks=every_weeks,
        opened_by=by.membership,
    )
    pulse_round.full_clean()
    pulse_round.save()
    _ask(pulse_round, people)
    events.record(
        org=org,
        verb="pulse_opened",
        on=pulse_round,
        by=by,
        after={"teams": sorted(team.pk for team in asked), "closes_on": closes_on},
    )
    # robust: the rows are the truth; without a broker beat asks again.
    transaction.on_commit(hint_unsent, robust=True)
    return pulse_round


def _ask(pulse_round: PulseRound, people: list[StaffMember]) -> None:
    org = pulse_round.organization
    by_team: dict[int, list[StaffMember]] = {}
    for person in people:
        by_team.setdefault(person.team_id or 0, []).append(person)
    groups = {
        team_id: PulseGroup(
            organization=org, round=pulse_round, team_id=team_id, asked=len(members)
        )
        for team_id, members in by_team.items()
    }
    PulseGroup.objects.bulk_create(groups.values())
    # All of them from the start: a row that appears with an answer would tell when it was given.
    PulseTally.objects.bulk_create(
        PulseTally(organization=org, group=group, item=item)
        for group in groups.values()
        for item in KEYS
    )
    invitees = [
        PulseInvitee(
            organization=org, round=pulse_round, group=groups[person.team_id or 0],
            staff_member=person,
        )
        for person in people
    ]  # fmt: skip
    for invitee in invitees:
        invitee.code_hash = hashlib.sha256(invitee.code.encode()).hexdigest()
    PulseInvitee.objects.bulk_create(invitees)


@transaction.atomic
def answer(*, invitee: PulseInvitee, values: Mapping[str, int | None], comment: str = "") -> None:
    """Count somebody's answers, once. Raises Closed when there is nothing left to answer."""
    given = {item: value for item, value in values.items() if value is not None}
    if not set(given) <= set(KEYS) or not all(0 <= value <= HIGHEST for value in given.values()):
        raise ValidationError(_("Please choose one of the answers."))
    comment = comment.strip()[:LONGEST_COMMENT]
    if not given and not comment:
        raise ValidationError(_("Please answer at least one question."))
    # Locked, so that nothing is counted while the round closes.
    pulse_round = PulseRound.objects.select_for_update().get(pk=invitee.round_id)
    waiting = PulseInvitee.objects.filter(pk=invitee.pk, has_answered=False)
    if pulse_round.closed_on is not None or not waiting.update(has_answered=True):
        raise Closed
    PulseGroup.objects.filter(pk=invitee.group_id).update(answered=F("answered") + 1)
    for item, value in given.items():
        tally = PulseTally.objects.filter(group=invitee.group_id, item=item)
        tally.update(**{f"c{value}": F(f"c{value}") + 1})
    if comment:
        PulseComment.objects.create(
            organization_id=invitee.organization_id, round=pulse_round, text=comment
        )


@transaction.atomic
def close(*, pulse_round: PulseRound, by: Actor) -> None:
    """End a round: now its figures are shown, and who took part is forgotten."""
    pulse_round = PulseRound.objects.select_for_update().get(pk=pulse_round.pk)
    if pulse_round.closed_on is not None:
        return
    pulse_round.closed_on = pulse_round.organization.today()
    pulse_round.save(update_fields=["closed_on"])
    PulseInvitee.objects.filter(round=pulse_round).delete()
    events.record(org=pulse_round.organization, verb="pulse_closed", on=pulse_round, by=by)


def close_due() -> int:
    """Close every round whose last day is over where the organization is; returns how many."""
    rounds = PulseRound.objects.open().select_related("organization")
    due = [row for row in rounds if row.closes_on < row.organization.today()]

    def work(pulse_round: PulseRound) -> int:
        close(pulse_round=pulse_round, by=Actor.system())
        return 1

    return one_by_one(work, due)


def open_due() -> int:
    """Open the next of the rounds that repeat, with the same teams; returns how many."""
    latest: dict[int, PulseRound] = {}
    for row in PulseRound.objects.select_related("organization").order_by("opened_on", "pk"):
        latest[row.organization_id] = row
    return one_by_one(_repeat, latest.values())


def _repeat(last: PulseRound) -> bool:
    """Whether the next one was due and could be opened."""
    org = last.organization
    due_on = last.opened_on + timedelta(weeks=last.every_weeks)
    if not last.every_weeks or last.closed_on is None or org.today() < due_on:
        return False
    teams = Team.objects.for_org(org).current().filter(pk__in=last.groups.values("team"))
    try:
        open_round(
            org=org,
            teams=teams,
            closes_on=org.today() + (last.closes_on - last.opened_on),
            every_weeks=last.every_weeks,
            by=Actor.system(),
        )
    except ValidationError:
        return False  # too few people are left in these teams; an editor opens the next one
    return True


def forget_old_comments() -> int:
    """Delete comments older than the organization keeps comments; returns how many."""
    gone = 0
    for org in Organization.objects.filter(pk__in=PulseComment.objects.values("organization")):
        before = org.today() - org.comment_months * MONTH
        old = PulseComment.objects.for_org(org).filter(round__closed_on__lt=before)
        gone += old.delete()[0]
    return gone


def hint_unsent() -> None:
    """Ask a worker for the mail to everybody who is asked and was not written to yet."""
    for pk in PulseInvitee.objects.waiting().filter(is_emailed=False).values_list("pk", flat=True):
        current_app.send_task("surveys.tasks.email_pulse_invitee", [pk])


def deliver(*, invitee_id: int) -> None:
    """Write to somebody who is asked, once; those without an address get a slip of paper."""
    # Marked before it is sent, so that two workers never write to the same person.
    unsent = PulseInvitee.objects.waiting().filter(pk=invitee_id, is_emailed=False)
    if not PulseInvitee.objects.filter(pk__in=unsent).update(is_emailed=True):
        return
    rows = PulseInvitee.objects.select_related(
        "organization", "round", "staff_member__membership__user"
    )
    invitee = rows.get(pk=invitee_id)
    if not invitee.email:
        return
    try:
        emails.pulse(invitee=invitee)
    except Exception:
        PulseInvitee.objects.filter(pk=invitee_id).update(is_emailed=False)
        raise
