"""Notice what changed, once; tell those who asked to be told; remember who took note."""

import structlog
from django.db import transaction
from django.utils import timezone

from accounts.models import Actor, Membership
from accounts.services import events
from accounts.services.turns import one_by_one
from insights import emails
from insights.models import Alert, AlertMail, AlertReader
from insights.selectors import alerts as reading
from insights.selectors import signals
from insights.selectors.signals import Signal
from journeys.models import Journey

log = structlog.get_logger(__name__)


def check_everywhere() -> int:
    """Look at every journey; returns how many alerts are new."""
    journeys = Journey.objects.current().select_related("organization")
    return one_by_one(lambda journey: check(journey=journey, by=Actor.system()), journeys)


@transaction.atomic
def check(*, journey: Journey, by: Actor) -> int:
    """Open what is new, end what no longer holds; what is open already stays as it is."""
    found = {
        (signal.kind, signal.subject): signal for signal in signals.of_journey(journey=journey)
    }
    standing = {
        (alert.kind, alert.subject): alert
        for alert in Alert.objects.filter(journey=journey).open().select_related("journey")
    }
    for key in standing.keys() - found.keys():
        _end(standing[key], by)
    return sum(_open(journey, found[key], by) for key in found if key not in standing)


def _open(journey: Journey, signal: Signal, by: Actor) -> bool:
    # Another worker may look at the same time: the constraint lets one of the two in.
    alert, is_new = Alert.objects.get_or_create(
        journey=journey,
        kind=signal.kind,
        subject=signal.subject,
        ended_at=None,
        defaults={
            "organization": journey.organization,
            "stage": signal.stage,
            "emotion": signal.emotion,
            "is_worse": signal.is_worse,
            "figures": signal.figures,
        },
    )
    if is_new:
        _record(alert, "alert_opened", by)
    return bool(is_new)


def _end(alert: Alert, by: Actor) -> None:
    alert.ended_at = timezone.now()
    alert.save(update_fields=["ended_at"])
    _record(alert, "alert_ended", by)


@transaction.atomic
def acknowledge(*, alert: Alert, note: str, by: Actor) -> Alert:
    """Say that one knows, and what one makes of it; a second time replaces the note."""
    alert.acknowledged_at = alert.acknowledged_at or timezone.now()
    alert.acknowledged_by = by.membership
    alert.note = note
    alert.full_clean(exclude=["figures"])
    alert.save()
    _record(alert, "alert_acknowledged", by)
    return alert


@transaction.atomic
def follow(*, membership: Membership, wanted: bool, by: Actor) -> None:
    """Choose whether this member gets alerts by mail; choosing the same again changes nothing."""
    rows = AlertReader.objects.filter(membership=membership)
    if rows.exists() == wanted:
        return
    if wanted:
        AlertReader.objects.create(organization=membership.organization, membership=membership)
    else:
        rows.delete()
    events.record(
        org=membership.organization,
        verb="alert_mail_changed",
        on=membership,
        by=by,
        after={"alert_mail": wanted},
    )


def send_waiting() -> int:
    """One mail to each reader about what is new to them; returns how many went out.

    A mail that fails keeps nobody else's from going out, and is tried again the next time.
    """
    sent = 0
    for reader in reading.readers():
        try:
            sent += _send(reader.membership)
        except OSError:  # SMTPException is one
            log.exception("alerts not sent", organization_id=reader.organization_id)
    return sent


def _send(membership: Membership) -> bool:
    # Marked before it is sent, so that two workers never write the same to a person.
    marks = _mark(membership, reading.unsent(membership))
    if not marks:
        return False
    try:
        emails.alerts_opened(membership=membership, alerts=list(marks))
    except Exception:
        AlertMail.objects.filter(pk__in=[mark.pk for mark in marks.values()]).delete()
        raise
    return True


@transaction.atomic
def _mark(membership: Membership, alerts: list[Alert]) -> dict[Alert, AlertMail]:
    marks: dict[Alert, AlertMail] = {}
    for alert in alerts:
        mark, is_new = AlertMail.objects.get_or_create(
            organization=membership.organization, alert=alert, membership=membership
        )
        if is_new:
            marks[alert] = mark
    return marks


def _record(alert: Alert, verb: str, by: Actor) -> None:
    # Neither figures nor notes: the log is read by people who may have to estimate first.
    events.record(org=alert.organization, verb=verb, on=alert, by=by)
