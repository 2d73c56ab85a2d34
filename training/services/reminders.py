"""Remind people of what they have to practise: once when it is due soon, once when it is overdue."""

from collections.abc import Sequence

import structlog
from django.db import transaction

from accounts.models import Actor, Organization
from accounts.services import events
from accounts.services.turns import one_by_one
from training import emails
from training.models import Assignment, Reminder
from training.selectors import due
from training.selectors.due import Due
from training.selectors.people import Person
from training.services import people

log = structlog.get_logger(__name__)


def send_due() -> int:
    """Remind everybody in every organization; returns how many mails went out.

    A mail that fails keeps nobody else's from going out, and is tried again the next time.
    """
    asked = Assignment.objects.open().values("organization")
    return one_by_one(_remind_all, Organization.objects.filter(pk__in=asked))


def _remind_all(org: Organization) -> int:
    sent = 0
    for person, dues in due.of_everybody(org=org):
        pressing = [each for each in dues if each.is_soon or each.is_overdue]
        if not pressing or not person.may_practise:
            continue
        try:
            sent += remind(person=person, dues=pressing)
        except OSError:  # SMTPException is one
            log.exception("training reminder not sent", organization_id=org.pk)
    return sent


def remind(*, person: Person, dues: Sequence[Due]) -> bool:
    """Write one mail about what this person was not reminded of yet; False if there is nothing."""
    assert person.membership is not None
    # Marked before it is sent, so that two workers never write to the same person.
    marks = _mark(person, dues)
    if not marks:
        return False
    fresh = [each for each in dues if _key(each) in marks]
    try:
        emails.lessons_due(membership=person.membership, dues=fresh)
    except Exception:
        Reminder.objects.filter(pk__in=marks.values()).delete()
        raise
    return True


@transaction.atomic
def _mark(person: Person, dues: Sequence[Due]) -> dict[tuple[int, str], int]:
    """Note down the reminders that are new: their rows by assignment and kind."""
    assert person.membership is not None
    org, by = person.membership.organization, Actor.system()
    staff_member = people.of_member(membership=person.membership, by=by)
    marks = {}
    for each in dues:
        row, is_new = Reminder.objects.get_or_create(
            organization=org,
            assignment=each.assignment,
            staff_member=staff_member,
            kind=_key(each)[1],
            due_on=each.due_on,
        )
        if is_new:
            marks[_key(each)] = row.pk
    if marks:
        lessons = sorted({each.lesson.pk for each in dues if _key(each) in marks})
        events.record(
            org=org, verb="training_reminded", on=staff_member, by=by, after={"lessons": lessons}
        )
    return marks


def _key(each: Due) -> tuple[int, str]:
    kind = Reminder.Kind.OVERDUE if each.is_overdue else Reminder.Kind.SOON
    return each.assignment.pk, str(kind)
