"""A promise is made in the open, kept in the open, and changed in the open."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Actor, Event
from accounts.services import versions
from insights.models import Registration
from insights.services import registrations
from tests.factories.accounts import OrganizationFactory
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import LiveIntervalFactory, StageActionFactory, StageFactory
from tests.factories.registrations import RegistrationFactory
from tests.factories.training import LessonFactory

WEEK = timedelta(weeks=1)


@pytest.fixture
def by(edgar):
    return Actor.member(edgar)


@pytest.fixture
def planned(acme):
    """Designed, and not done yet."""
    return StageActionFactory(organization=acme)


@pytest.fixture
def live(acme):
    """Done for three weeks."""
    since = acme.today() - 3 * WEEK
    return LiveIntervalFactory(organization=acme, since=since).stage_action


def test_what_has_not_begun_takes_a_planned_start(planned, by):
    with pytest.raises(ValidationError, match="say when it will"):
        registrations.register(stage_action=planned, expected_points=6, by=by)


def test_what_is_live_starts_when_it_went_live(acme, live, by):
    row = registrations.register(stage_action=live, expected_points=6, by=by)

    assert row.planned_start == acme.today() - 3 * WEEK
    assert row.evaluate_on == row.planned_start + 13 * WEEK
    assert row.baseline_since == row.planned_start - 26 * WEEK
    assert row.emotion == live.emotion
    assert row.registered_by == by.membership


def test_a_start_cannot_be_made_up_afterwards(acme, planned, live, by):
    for stage_action in (planned, live):
        with pytest.raises(ValidationError, match="did not begin on that day"):
            registrations.register(
                stage_action=stage_action,
                expected_points=6,
                planned_start=acme.today() - WEEK,
                by=by,
            )


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"evaluate_on": 3}, "at least seven weeks"),
        ({"evaluate_on": 200}, "within two years"),
        ({"baseline_since": -2}, "At least four weeks"),
        ({"baseline_since": -200}, "at most two years"),
    ],
)
def test_days_that_could_not_tell_are_refused(acme, planned, by, changes, complaint):
    start = acme.today() + WEEK
    days = {name: start + weeks * WEEK for name, weeks in changes.items()}

    with pytest.raises(ValidationError, match=complaint):
        registrations.register(
            stage_action=planned, expected_points=6, planned_start=start, **days, by=by
        )


def test_a_day_whose_answers_are_known_cannot_be_the_evaluation_date(acme, by):
    long_ago = LiveIntervalFactory(organization=acme, since=acme.today() - 20 * WEEK).stage_action

    with pytest.raises(ValidationError, match="Choose a day to come"):
        registrations.register(
            stage_action=long_ago,
            expected_points=6,
            evaluate_on=acme.today() - WEEK,
            by=by,
        )
    late = registrations.register(stage_action=long_ago, expected_points=6, by=by)
    assert late.evaluate_on == acme.today() + 4 * WEEK


def test_a_stage_is_not_compared_with_itself_nor_with_a_foreign_one(live, by):
    foreign = StageFactory(organization=OrganizationFactory())
    for stage in (live.stage, foreign):
        with pytest.raises(ValidationError, match=r"itself|another organization"):
            registrations.register(stage_action=live, expected_points=6, comparisons=[stage], by=by)


def test_a_foreign_emotion_is_refused(live, by):
    foreign = EmotionFactory(organization=OrganizationFactory())

    with pytest.raises(ValidationError, match="another organization"):
        registrations.register(stage_action=live, expected_points=6, emotion=foreign, by=by)


def test_the_same_start_is_registered_once_unless_withdrawn(live, by):
    row = registrations.register(stage_action=live, expected_points=6, by=by)

    with pytest.raises(ValidationError, match="registered already"):
        registrations.register(stage_action=live, expected_points=9, by=by)
    registrations.withdraw(registration=row, because="Wrong emotion", by=by)
    assert registrations.register(stage_action=live, expected_points=9, by=by).pk != row.pk


def test_low_weeks_take_a_first_and_a_last_day(acme, live, by):
    with pytest.raises(ValidationError, match="first and the last day"):
        registrations.register(
            stage_action=live, expected_points=6, chosen_low=True, picked_since=acme.today(), by=by
        )


def test_a_lesson_needs_a_stage_and_a_start(acme, planned, by):
    lesson = LessonFactory(organization=acme)

    with pytest.raises(ValidationError, match="a lesson at a stage"):
        registrations.register(lesson=lesson, expected_points=6, by=by)
    row = registrations.register(
        lesson=lesson,
        stage=planned.stage,
        expected_points=6,
        planned_start=acme.today() + WEEK,
        by=by,
    )
    assert row.emotion == lesson.emotion
    assert row.stage_action is None


def test_what_was_promised_before_a_change_stays_readable(acme, by):
    row = RegistrationFactory(organization=acme)
    until = row.evaluate_on

    registrations.amend(
        registration=row, version=1, expected_points=3, evaluate_on=until + WEEK, because="Ill",
        by=by,
    )  # fmt: skip

    row.refresh_from_db()
    [was] = row.amendments.all()
    assert (row.expected_points, row.evaluate_on, row.version) == (3, until + WEEK, 2)
    assert (was.expected_points, was.evaluate_on, was.because) == (6, until, "Ill")


def test_nothing_changed_is_no_amendment(acme, by):
    row = RegistrationFactory(organization=acme)

    registrations.amend(
        registration=row, expected_points=6, evaluate_on=row.evaluate_on, because="?", by=by
    )

    assert not row.amendments.exists()


def test_a_judged_promise_cannot_be_changed(acme, by):
    start = acme.today() - 13 * WEEK
    row = RegistrationFactory(organization=acme, planned_start=start)

    with pytest.raises(ValidationError, match="has been judged"):
        registrations.amend(
            registration=row, expected_points=1, evaluate_on=acme.today() + WEEK, because="?", by=by
        )


def test_a_stale_change_is_refused(acme, by):
    row = RegistrationFactory(organization=acme, version=2)

    with pytest.raises(versions.Stale):
        registrations.amend(
            registration=row, version=1, expected_points=1, evaluate_on=row.evaluate_on,
            because="?", by=by,
        )  # fmt: skip


def test_a_withdrawal_says_why_and_stays(acme, by):
    row = RegistrationFactory(organization=acme)

    with pytest.raises(ValidationError, match="Say why"):
        registrations.withdraw(registration=row, because=" ", by=by)
    registrations.withdraw(registration=row, because="Never started", by=by)

    assert Registration.objects.get().withdrawn_because == "Never started"
    with pytest.raises(ValidationError, match="was withdrawn"):
        registrations.withdraw(registration=row, because="Again", by=by)


def test_every_promise_is_in_the_log(acme, live, by):
    row = registrations.register(stage_action=live, expected_points=6, by=by)
    registrations.amend(
        registration=row, expected_points=3, evaluate_on=row.evaluate_on, because="Ill", by=by
    )
    registrations.withdraw(registration=row, because="No", by=by)

    rows = Event.objects.for_org(acme).filter(object_type="registration").order_by("pk")
    assert [event.verb for event in rows] == [
        "registered",
        "registration_amended",
        "registration_withdrawn",
    ]
    assert rows[1].before == {"expected_points": 6}
