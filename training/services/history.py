"""A past told in bulk: what was practised together in a room, before anybody signed in for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import Actor, Organization, StaffMember
from accounts.services import events
from training.models import Attempt, AttemptChoice, Choice, Lesson, Scenario
from training.selectors import practice


@dataclass(frozen=True)
class Practised:
    """One person's choices at all scenarios of a lesson; each scenario carries its choices."""

    person: StaffMember
    lesson: Lesson
    made: Sequence[tuple[Scenario, Choice]]
    at: datetime


@transaction.atomic
def practise_many(*, org: Organization, practised: Sequence[Practised], by: Actor) -> list[Attempt]:
    """Store whole attempts, finished when they were made; return them in the order given."""
    attempts = Attempt.objects.bulk_create([_attempt(each) for each in practised])
    AttemptChoice.objects.bulk_create(
        [
            AttemptChoice(organization=org, attempt=attempt, scenario=scenario, choice=choice)
            for attempt, each in zip(attempts, practised, strict=True)
            for scenario, choice in each.made
        ]
    )
    after = {"attempts": len(attempts)}
    events.record(org=org, verb="practice_stored", on=org, by=by, after=after)
    return attempts


def _attempt(practised: Practised) -> Attempt:
    rows = [AttemptChoice(scenario=scenario, choice=choice) for scenario, choice in practised.made]
    score = practice.percent(practice.answered(rows))
    return Attempt(
        organization_id=practised.lesson.organization_id,
        lesson=practised.lesson,
        staff_member=practised.person,
        started_at=practised.at,
        finished_at=practised.at,
        score=score,
        passed=score >= practised.lesson.pass_percent,
    )
