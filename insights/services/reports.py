"""A journey's month: computed once, kept as it was, written to those who asked for it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Actor, Membership, Organization
from accounts.services import events
from accounts.services.turns import one_by_one
from insights import emails
from insights.engine import display
from insights.engine.display import Level
from insights.models import Report, ReportMail, ReportReader
from insights.selectors import board as boards
from insights.selectors import changes, response_rates, secrecy, sentences
from insights.selectors import reports as reading
from insights.selectors.board import Cell
from insights.selectors.changes import Change
from insights.selectors.periods import Period
from insights.selectors.reports import Contents
from insights.selectors.response_rates import Rate
from insights.selectors.secrecy import Reading
from journeys.models import Journey
from surveys.models import FollowUp

log = structlog.get_logger(__name__)

# Answers to the last days of a month still come in after it; most are there by then.
DAYS_OF_GRACE = 5


def month_before(day: date) -> date:
    """The first day of the month before the one that `day` lies in."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def period_of(month: date) -> Period:
    """The days of the month that begins at `month`."""
    following = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Period(month.replace(day=1), following - timedelta(days=1))


@transaction.atomic
def make(*, journey: Journey, month: date, by: Actor) -> Report:
    """Freeze what is known of a month that is over; the report that is there already stays."""
    period = period_of(month)
    found: Report | None = Report.objects.filter(journey=journey, month=period.since).first()
    if found is not None:
        return found
    if period.until >= journey.organization.today():
        raise ValidationError(_("A report can be made as soon as its month is over."))
    report, is_new = Report.objects.get_or_create(
        journey=journey,
        month=period.since,
        defaults={"organization": journey.organization, "content": _content(journey, period)},
    )
    if is_new:
        events.record(org=journey.organization, verb="report_made", on=report, by=by)
    return report


def make_due() -> int:
    """Make what is due in every organization, and send what is unsent; returns how many mails."""
    return one_by_one(_make_and_send, Organization.objects.filter(removed_at=None))


def _make_and_send(org: Organization) -> int:
    month = month_before(org.today() - timedelta(days=DAYS_OF_GRACE))
    for journey in Journey.objects.for_org(org).current().select_related("organization"):
        if _happened(journey, period_of(month)):
            make(journey=journey, month=month, by=Actor.system())
    made = Report.objects.for_org(org).filter(month=month)
    return sum(send(report=report) for report in made.select_related("journey__organization"))


def _happened(journey: Journey, period: Period) -> bool:
    """Whether anybody was asked about the month: nobody needs a report about nothing."""
    return response_rates.of_journey(journey=journey, period=period).asked > 0


def contents(*, report: Report, reader: Membership) -> Contents | None:
    """What this reader may see of a report: as it was frozen, for whoever may read single answers.

    Answers still came in after it was frozen, so for everybody else the month is read once nobody
    can answer about it any more, and stands still from then on; None before.
    """
    reads = secrecy.for_reader(reader)
    frozen = reading.contents(report)
    if not reads.is_guarded:
        return frozen
    if reads.today < frozen.until:
        return None
    return reading.of(
        report, {**report.content, **_figures(report.journey, period_of(report.month), reads)}
    )


def send(*, report: Report) -> int:
    """Write to the readers who have not got it; returns how many mails went out.

    A reader who has still to estimate gets it the first time this runs after they did, one who
    reads whole months when the month is settled. A mail that fails keeps nobody else's from going
    out, and is tried again the next time.
    """
    sent = 0
    for membership in reading.unsent(report):
        try:
            sent += _send_one(report, membership)
        except OSError:  # SMTPException is one
            log.exception("report not sent", organization_id=report.organization_id)
    return sent


def _send_one(report: Report, membership: Membership) -> bool:
    found = contents(report=report, reader=membership)
    if found is None:
        return False
    # Marked before it is sent, so that two workers never write to the same person.
    mark, is_new = ReportMail.objects.get_or_create(
        organization=report.organization, report=report, membership=membership
    )
    if not is_new:
        return False
    try:
        emails.report_ready(report=report, found=found, membership=membership)
    except Exception:
        mark.delete()
        raise
    return True


@transaction.atomic
def set_readers(
    *, journey: Journey, members: Iterable[Membership], shown: Collection[int] = (), by: Actor
) -> None:
    """Choose who gets the journey's monthly report by mail.

    `shown` are the readers that the choice started from: whoever joined or left the list since then
    stays where they are.
    """
    found = ReportReader.objects.filter(journey=journey).select_related("membership")
    rows = {row.membership_id: row for row in found}
    wanted = {
        member.pk: member for member in members if member.pk in rows or member.pk not in shown
    }
    wanted |= {pk: row.membership for pk, row in rows.items() if pk not in shown}
    for pk in rows.keys() - wanted.keys():
        rows[pk].delete()
    for pk in wanted.keys() - rows.keys():
        row = ReportReader(
            organization=journey.organization, journey=journey, membership=wanted[pk]
        )
        row.full_clean()
        row.save()
    if rows.keys() != wanted.keys():
        _record_readers(journey, rows, wanted, by)


@transaction.atomic
def leave(*, journey: Journey, membership: Membership, by: Actor) -> None:
    """Take oneself off the list; leaving twice changes nothing."""
    rows = ReportReader.objects.filter(journey=journey)
    before = set(rows.values_list("membership", flat=True))
    if membership.pk in before:
        rows.filter(membership=membership).delete()
        _record_readers(journey, before, before - {membership.pk}, by)


def _record_readers(
    journey: Journey, before: Iterable[int], after: Iterable[int], by: Actor
) -> None:
    events.record(
        org=journey.organization,
        verb="report_readers_changed",
        on=journey,
        by=by,
        before={"readers": sorted(before)},
        after={"readers": sorted(after)},
    )


# --- what is frozen -----------------------------------------------------------------------------


def _content(journey: Journey, period: Period) -> dict[str, Any]:
    before = period_of(month_before(period.since))
    rate = response_rates.of_journey(journey=journey, period=period)
    rate_before = response_rates.of_journey(journey=journey, period=before)
    return {
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        **_figures(journey, period, Reading(journey.organization)),
        "rate": _rate(rate),
        "rate_before": _rate(rate_before),
        "rate_moved": response_rates.has_moved(rate_before, rate),
        "followups": _followups(journey, period),
    }


def _figures(journey: Journey, period: Period, reads: Reading) -> dict[str, Any]:
    design = boards.design(journey=journey, reading=reads)
    found = boards.read(design, period)
    before = boards.read(design, period_of(month_before(period.since)))
    moved = changes.between(before.by_place, found.by_place)
    return {
        "headline": _in_every_language(lambda: sentences.of_board(found)),
        "lines": [_line(cell, moved[cell.place]) for cell in found.ranked],
    }


def _line(cell: Cell, change: Change) -> dict[str, Any]:
    felt = cell.felt if cell.level.shows_number else None
    return {
        "stage": cell.stage.name,
        "position": cell.stage.position,
        "emotions": cell.emotion.names,
        "group": cell.emotion.group,
        "is_to_avoid": cell.emotion.is_to_avoid,
        "intended": cell.intended,
        "believed": cell.believed.mean if cell.believed else None,
        "believers": cell.believed.n if cell.believed else 0,
        "felt": _figure((felt.mean, felt.low, felt.high) if felt else None, cell.n, cell.level),
        "unsaid": cell.counts.unsaid,
        "shortfall": cell.shortfall,
        "verdict": cell.verdict.value,
        "sentences": _in_every_language(lambda: sentences.of_cell(cell)),
        "reasons": {} if felt else _in_every_language(lambda: sentences.withheld(cell)),
        "moved": change.moved.value,
        "moved_by": _figure(
            (change.points, change.low, change.high), change.before.n, change.before.level
        ),
    }


def _rate(rate: Rate) -> dict[str, Any]:
    share = rate.share
    numbers = (share.share, share.low, share.high) if rate.level.shows_number else None
    return _figure(numbers, rate.asked, rate.level)


def _figure(numbers: Sequence[float | None] | None, n: int, level: Level) -> dict[str, Any]:
    value, low, high = numbers or (None, None, None)
    return {"value": value, "low": low, "high": high, "n": n, "level": level.value}


def _followups(journey: Journey, period: Period) -> dict[str, int] | None:
    rows = FollowUp.objects.filter(
        stage__journey=journey,
        response__experienced_on__range=(period.since, period.until),
    )
    opened = rows.count()
    # Each is somebody's low answer; single answers are not everybody's to see.
    if opened < display.SECRET_BELOW:
        return None
    late = Q(closed_at__isnull=True, due_on__lt=journey.organization.today())
    return {
        "opened": opened,
        "closed": rows.filter(closed_at__isnull=False).count(),
        "late": rows.filter(late).count(),
    }


def _in_every_language(say: Callable[[], str]) -> dict[str, str]:
    """A frozen sentence is frozen in all languages, or it would change with a better translation."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = say()
    return found
