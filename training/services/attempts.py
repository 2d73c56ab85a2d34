"""Practise a lesson: one answer at a time, resumable, each counted once."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor, Membership, StaffMember
from accounts.services import events
from training.models import Attempt, AttemptChoice, Choice, Lesson, Scenario
from training.selectors import practice
from training.services import people


@transaction.atomic
def answer(
    *,
    lesson: Lesson,
    membership: Membership,
    key: UUID,
    scenario: Scenario,
    choice: Choice,
    by: Actor,
) -> AttemptChoice:
    """Choose an answer; the first one starts an attempt, the last one finishes it.

    `key` names the attempt that the page showed, or one to start. The same answer sent twice counts
    once, and the first of two different ones stays: it was made before the explanation was read.
    """
    person = people.of_member(membership=membership, by=by)
    StaffMember.objects.select_for_update().get(pk=person.pk)
    attempt = _attempt(lesson, person, key)
    given = attempt and attempt.choices.filter(scenario=scenario).first()
    if given:
        assert isinstance(given, AttemptChoice)
        return given
    # The lock keeps an editor from rewriting the scenario under this answer.
    scenario = Scenario.objects.select_for_update().get(pk=scenario.pk)
    _check(lesson, attempt, scenario, choice)
    if attempt is None:
        attempt = _start(lesson, person, key, by)
    row = AttemptChoice(
        organization=lesson.organization, attempt=attempt, scenario=scenario, choice=choice
    )
    row.full_clean()
    row.save()
    _finish_if_done(attempt, by)
    return row


@transaction.atomic
def finish(*, attempt: Attempt, by: Actor) -> Attempt:
    """End an attempt whose remaining scenarios were taken out of the lesson meanwhile."""
    current: Attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if current.finished_at is None:
        _finish_if_done(current, by)
    return current


def _attempt(lesson: Lesson, person: StaffMember, key: UUID) -> Attempt | None:
    mine = lesson.attempts.filter(staff_member=person)
    found: Attempt | None = mine.filter(key=key).first() or mine.open().first()
    return found


def _check(lesson: Lesson, attempt: Attempt | None, scenario: Scenario, choice: Choice) -> None:
    if lesson.archived_at is not None:
        raise ValidationError(_("This lesson was put away; it is not practised any more."))
    if attempt is not None and attempt.finished_at is not None:
        raise ValidationError(_("You have finished this already. Start again from the lesson."))
    if scenario.lesson_id != lesson.pk:
        raise ValidationError(_("This scenario belongs to another lesson."))
    if scenario.archived_at is not None or choice.scenario_id != scenario.pk:
        raise ValidationError(_("This scenario was rewritten meanwhile. Here it is as it is now."))
    if attempt is not None and scenario.origin_id in practice.answered_origins(attempt):
        raise ValidationError(_("You have answered this already; it was rewritten since."))


def _start(lesson: Lesson, person: StaffMember, key: UUID, by: Actor) -> Attempt:
    attempt = Attempt(organization=lesson.organization, lesson=lesson, staff_member=person, key=key)
    attempt.full_clean()
    attempt.save()
    _record(attempt, "practice_started", by)
    return attempt


def _finish_if_done(attempt: Attempt, by: Actor) -> None:
    given = practice.answers(attempt)
    answered = {each.scenario.origin_id for each in given}
    if not given or practice.waiting(attempt.lesson, answered):
        return
    attempt.score = practice.percent(given)
    attempt.passed = attempt.score >= attempt.lesson.pass_percent
    attempt.finished_at = timezone.now()
    attempt.full_clean()
    attempt.save()
    _record(attempt, "practice_finished", by)


def _record(attempt: Attempt, verb: str, by: Actor) -> None:
    # That somebody practised, and not how well: the log is read by others.
    events.record(
        org=attempt.organization,
        verb=verb,
        on=attempt,
        by=by,
        after={"lesson": attempt.lesson_id},
        label=str(attempt.lesson),
    )
