"""Promise beforehand what an action should change; change or withdraw the promise in the open."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Actor
from accounts.services import events, versions
from emotions.models import Emotion
from insights.models import Amendment, Registration
from insights.selectors import evidence
from journeys.models import Stage, StageAction
from training.models import Lesson

SHORTEST_AFTER = timedelta(weeks=7)
SHORTEST_BEFORE = timedelta(weeks=4)
LONGEST = timedelta(weeks=104)
RECORDED = [
    "stage",
    "stage_action",
    "lesson",
    "emotion",
    "expected_points",
    "start_decided",
    "baseline_since",
    "chosen_low",
    "picked_since",
    "picked_until",
    "planned_start",
    "evaluate_on",
    "weekly_answers",
]


@transaction.atomic
def register(
    *,
    stage_action: StageAction | None = None,
    lesson: Lesson | None = None,
    stage: Stage | None = None,
    emotion: Emotion | None = None,
    expected_points: int,
    comparisons: Sequence[Stage] = (),
    planned_start: date | None = None,
    evaluate_on: date | None = None,
    baseline_since: date | None = None,
    chosen_low: bool = False,
    picked_since: date | None = None,
    picked_until: date | None = None,
    start_decided: str = Registration.Start.CHOSEN,
    weekly_answers: int | None = None,
    by: Actor,
    registered_at: datetime | None = None,
) -> Registration:
    """Register a stage action, or a lesson at a stage, with what it is expected to change.

    Without `planned_start` it is the day on which it began. `registered_at` is for histories that
    are written afterwards, such as the sample company's: everything is then computed as of that day.
    The change that would show is computed now, from the weeks before, and kept.
    """
    place = _place(stage_action, lesson, stage)
    org = place.organization
    at = registered_at or timezone.now()
    today = org.local_date(at)
    start = _start(stage_action, lesson, place, planned_start, today)
    registration = Registration(
        organization=org,
        stage=place,
        stage_action=stage_action,
        lesson=lesson,
        emotion=_emotion(stage_action, lesson, emotion),
        expected_points=expected_points,
        start_decided=start_decided,
        baseline_since=baseline_since or evidence.usual_baseline(start),
        chosen_low=chosen_low,
        picked_since=picked_since,
        picked_until=picked_until,
        planned_start=start,
        evaluate_on=evaluate_on or evidence.usual_evaluation(start, today),
        registered_at=at,
        registered_by=by.membership,
        weekly_answers=weekly_answers or 0,
    )
    _check_days(registration, today)
    _check_comparisons(place, comparisons)
    _foresee(registration, comparisons, today, planned_answers=weekly_answers)
    registration.full_clean()
    registration.save()
    registration.comparisons.set(comparisons)
    after = events.snapshot(registration, RECORDED)
    _record(registration, "registered", by, {}, {**after, "comparisons": list(comparisons)})
    return registration


@transaction.atomic
def amend(
    *,
    registration: Registration,
    version: int | None = None,
    expected_points: int,
    evaluate_on: date,
    because: str,
    by: Actor,
) -> Registration:
    """Change the expectation or the date. What it was stays readable; after the start it costs a grade.

    Once the evaluation date has come nothing can be changed any more.
    """
    current = versions.lock(registration, version)
    today = current.organization.today()
    _check_stands(current)
    if today >= current.evaluate_on:
        raise ValidationError(_("It has been judged; what was expected stays as it is."))
    was = Amendment(
        organization=current.organization,
        registration=current,
        amended_by=by.membership,
        because=because,
        expected_points=current.expected_points,
        evaluate_on=current.evaluate_on,
    )
    changes = {"expected_points": expected_points, "evaluate_on": evaluate_on}
    before, after = versions.assign(current, changes)
    if not after:
        return current
    _check_days(current, today)
    was.full_clean()
    was.save()
    current.version += 1
    current.full_clean()
    current.save()
    _record(current, "registration_amended", by, before, {**after, "because": because})
    return current


@transaction.atomic
def withdraw(*, registration: Registration, because: str, by: Actor) -> Registration:
    """Take the promise back, with the reason; it stays in the ledger."""
    current = versions.lock(registration, None)
    _check_stands(current)
    current.withdrawn_at = timezone.now()
    current.withdrawn_by = by.membership
    current.withdrawn_because = because.strip()
    current.version += 1
    if not current.withdrawn_because:
        raise ValidationError({"because": _("Say why it is withdrawn.")})
    current.full_clean()
    current.save()
    _record(current, "registration_withdrawn", by, {}, {"because": current.withdrawn_because})
    return current


def start_of(
    *, stage_action: StageAction | None, lesson: Lesson | None, stage: Stage, today: date
) -> date | None:
    """The day on which it really began, if it has."""
    if stage_action is not None:
        known = [each for each in stage_action.live_intervals.all() if each.since <= today]
        return max((each.since for each in known), default=None)
    assert lesson is not None
    return evidence.learned_on([(lesson, stage)]).get((lesson.pk, stage.pk))


def _place(stage_action: StageAction | None, lesson: Lesson | None, stage: Stage | None) -> Stage:
    place = stage_action.stage if stage_action is not None else stage
    if place is None or (stage_action is None) == (lesson is None):
        raise ValidationError(_("Register a stage action, or a lesson at a stage."))
    if place.archived_at or (stage_action is not None and stage_action.archived_at):
        raise ValidationError(_("This is no longer on the map."))
    return place


def _emotion(
    stage_action: StageAction | None, lesson: Lesson | None, emotion: Emotion | None
) -> Emotion:
    about = stage_action or lesson
    chosen = emotion or (about.emotion if about is not None else None)
    if chosen is None:
        raise ValidationError({"emotion": _("Choose the emotion by which it is judged.")})
    return chosen


def _start(
    stage_action: StageAction | None,
    lesson: Lesson | None,
    stage: Stage,
    planned: date | None,
    today: date,
) -> date:
    """The start as it is known at registration: a day of the past must be the real one."""
    began = start_of(stage_action=stage_action, lesson=lesson, stage=stage, today=today)
    if planned is None and began is None:
        raise ValidationError({"planned_start": _("It has not begun: say when it will.")})
    if planned is None or planned == began:
        assert began is not None
        return began
    if planned < today:
        text = _("It did not begin on that day; choose a day to come.")
        raise ValidationError({"planned_start": text})
    return planned


def _check_days(registration: Registration, today: date) -> None:
    start, evaluate_on = registration.planned_start, registration.evaluate_on
    if evaluate_on < start + SHORTEST_AFTER:
        text = _("Give it at least seven weeks: the first two do not count.")
        raise ValidationError({"evaluate_on": text})
    if evaluate_on <= today:
        text = _("Choose a day to come: what is known already must not set the date.")
        raise ValidationError({"evaluate_on": text})
    if evaluate_on > start + LONGEST:
        raise ValidationError({"evaluate_on": _("Choose a day within two years of the start.")})
    if registration.baseline_since > start - SHORTEST_BEFORE:
        text = _("At least four weeks before the start are needed.")
        raise ValidationError({"baseline_since": text})
    if registration.baseline_since < start - LONGEST:
        raise ValidationError({"baseline_since": _("Choose at most two years before the start.")})


def _check_comparisons(stage: Stage, comparisons: Sequence[Stage]) -> None:
    for each in comparisons:
        if each.pk == stage.pk:
            text = _("A stage cannot be compared with itself.")
            raise ValidationError({"comparisons": text})
        if each.organization_id != stage.organization_id:
            text = _("This belongs to another organization.")
            raise ValidationError({"comparisons": text})


def _foresee(
    registration: Registration,
    comparisons: Sequence[Stage],
    today: date,
    *,
    planned_answers: int | None,
) -> None:
    picked = None
    if registration.picked_since and registration.picked_until:
        picked = (registration.picked_since, registration.picked_until)
    found = evidence.outlook(
        stage=registration.stage,
        emotion=registration.emotion,
        start=registration.planned_start,
        evaluate_on=registration.evaluate_on,
        since=registration.baseline_since,
        comparisons=comparisons,
        picked=picked,
        today=today,
    )
    registration.detectable = found.detectable
    if planned_answers is None:
        registration.weekly_answers = round(found.weekly_answers)


def _check_stands(registration: Registration) -> None:
    if registration.withdrawn_at is not None:
        raise ValidationError(_("It was withdrawn; register it anew."))


def _record(
    registration: Registration,
    verb: str,
    by: Actor,
    before: dict[str, object],
    after: dict[str, object],
) -> None:
    events.record(
        org=registration.organization, verb=verb, on=registration, by=by, before=before, after=after
    )
