"""Assignments: to a role, a team or a person; what is due, until when, and who has not done it."""

from datetime import datetime, timedelta, timezone

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import Actor, StaffMember
from tests.factories.accounts import MembershipFactory, StaffMemberFactory, TeamFactory
from tests.factories.training import AssignmentFactory, AttemptFactory, LessonFactory
from tests.training.worlds import scenario
from training.models import Assignment
from training.selectors import due
from training.selectors.assignments import progress
from training.services import assignments, lessons

SYSTEM = Actor.system()
NOON = datetime(2026, 3, 10, 12, tzinfo=timezone.utc)  # noqa: UP017


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def day(acme):
    return lambda days: acme.today() + timedelta(days=days)


@pytest.fixture
def staff(acme, carl):
    """Carl on a team."""
    return StaffMemberFactory(
        organization=acme, name="Carl", membership=carl, team=TeamFactory(organization=acme)
    )


def passed(lesson, person, at, score=90):
    return AttemptFactory(
        organization=lesson.organization,
        lesson=lesson,
        staff_member=person,
        finished_at=at,
        score=score,
        passed=score >= 70,
    )


def mine(membership):
    return [row.lesson for row in due.for_member(membership=membership)]


def test_a_role_a_team_and_a_person_are_asked(acme, lesson, staff, carl, mona, day):
    for target in ({"role": "contributor"}, {"team": staff.team}, {"staff_member": staff}):
        other = LessonFactory(organization=acme)
        scenario(other, 2, -1)
        assignments.assign(lesson=other, **target, due_on=day(5), by=Actor.member(mona))

    assert len(mine(carl)) == 3
    assert mine(mona) == []


def test_a_lesson_is_due_once_by_its_first_date(acme, lesson, staff, carl, day):
    assignments.assign(lesson=lesson, role="contributor", due_on=day(9), by=SYSTEM)
    assignments.assign(lesson=lesson, team=staff.team, due_on=day(5), by=SYSTEM)

    [row] = due.for_member(membership=carl)

    assert row.due_on == day(5)


def test_what_is_passed_is_not_due(lesson, staff, carl, day):
    assignments.assign(lesson=lesson, staff_member=staff, due_on=day(5), by=SYSTEM)

    passed(lesson, staff, NOON)

    assert mine(carl) == []


def test_what_was_failed_is_still_due(lesson, staff, carl, day):
    assignments.assign(lesson=lesson, staff_member=staff, due_on=day(5), by=SYSTEM)

    passed(lesson, staff, NOON, score=60)

    assert mine(carl) == [lesson]


def test_an_expired_pass_is_due_again(lesson, staff, carl, day):
    assignments.assign(lesson=lesson, staff_member=staff, due_on=day(5), by=SYSTEM)
    passed(lesson, staff, NOON - timedelta(days=400))

    [row] = due.for_member(membership=carl)

    assert row.renews
    assert progress(org=lesson.organization)[0].done == 0


def test_a_pass_about_to_expire_is_due_on_its_last_day_and_still_counts(lesson, staff, carl, day):
    assignments.assign(lesson=lesson, staff_member=staff, due_on=day(0), by=SYSTEM)
    passed(lesson, staff, NOON - timedelta(days=365 - 10))

    [row] = due.for_member(membership=carl)

    assert (row.due_on, row.is_overdue) == (day(10), False)
    assert progress(org=lesson.organization)[0].done == 1


def test_a_pass_of_a_lesson_without_expiry_lasts(lesson, staff, carl, day):
    lessons.update(lesson=lesson, valid_months=None, by=SYSTEM)
    assignments.assign(lesson=lesson, staff_member=staff, due_on=day(5), by=SYSTEM)

    passed(lesson, staff, NOON - timedelta(days=4000))

    assert mine(carl) == []


@pytest.mark.parametrize("end", ["withdraw", "archive"])
def test_what_nobody_asks_for_any_more_is_not_due(lesson, staff, carl, day, end):
    assignment = assignments.assign(lesson=lesson, staff_member=staff, due_on=day(5), by=SYSTEM)

    if end == "withdraw":
        assignments.withdraw(assignment=assignment, by=SYSTEM)
    else:
        lessons.archive(lesson=lesson, by=SYSTEM)

    assert mine(carl) == []


def test_the_most_urgent_lesson_comes_first(acme, lesson, carl, day, sign_in):
    for days in (9, 2):
        other = LessonFactory(organization=acme, title=f"In {days} days")
        AssignmentFactory(organization=acme, lesson=other, due_on=day(days))

    page = sign_in(carl).get(reverse("training:lesson-list", args=["acme"]))

    soup = BeautifulSoup(page.content, "html.parser")
    titles = [item.a.text for item in soup.select(".hl-due li")]
    assert titles == ["In 2 days", "In 9 days"]


@pytest.mark.parametrize("days", [-1, 2 * 365 + 1, 400000])
def test_a_due_date_lies_within_two_years(lesson, carl, days, day):
    with pytest.raises(ValidationError, match="within the next two years"):
        assignments.assign(lesson=lesson, role="contributor", due_on=day(days), by=SYSTEM)


def test_those_who_only_look_are_not_asked(acme, lesson, vera, day):
    looker = StaffMemberFactory(organization=acme, membership=vera)

    for target in ({"role": "viewer"}, {"staff_member": looker}):
        with pytest.raises(ValidationError, match="may look but not practise"):
            assignments.assign(lesson=lesson, **target, due_on=day(5), by=SYSTEM)


def test_another_organization_s_team_is_not_asked(lesson, day):
    with pytest.raises(ValidationError, match="another organization"):
        assignments.assign(lesson=lesson, team=TeamFactory(), due_on=day(5), by=SYSTEM)


def test_a_lesson_without_scenarios_is_not_assigned(acme, day):
    with pytest.raises(ValidationError, match="nothing to practise"):
        assignments.assign(
            lesson=LessonFactory(organization=acme), role="manager", due_on=day(5), by=SYSTEM
        )


def test_a_form_sent_twice_assigns_once(lesson, mona, day, sign_in):
    typed = {"lesson": lesson.pk, "to": "role:contributor", "due_on": day(5).isoformat()}
    address = reverse("training:assignment-create", args=["acme"])

    answers = [sign_in(mona).post(address, typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Assignment.objects.count() == 1


def test_the_same_lesson_with_another_date_asks_to_withdraw_the_first(lesson, mona, day, sign_in):
    assignments.assign(lesson=lesson, role="contributor", due_on=day(5), by=SYSTEM)

    answer = sign_in(mona).post(
        reverse("training:assignment-create", args=["acme"]),
        {"lesson": lesson.pk, "to": "role:contributor", "due_on": day(9).isoformat()},
    )

    assert answer.status_code == 422
    assert "Withdraw that first" in answer.text


@pytest.mark.parametrize("to", ["team:999", "role:viewer", "role:\x00", "user:1", "team:", ""])
def test_a_target_that_is_not_offered_is_refused(lesson, mona, day, sign_in, to):
    answer = sign_in(mona).post(
        reverse("training:assignment-create", args=["acme"]),
        {"lesson": lesson.pk, "to": to, "due_on": day(5).isoformat()},
    )

    assert answer.status_code == 422


def test_a_member_who_is_no_staff_yet_can_be_asked(lesson, mona, carl, day, sign_in):
    sign_in(mona).post(
        reverse("training:assignment-create", args=["acme"]),
        {"lesson": lesson.pk, "to": f"member:{carl.pk}", "due_on": day(5).isoformat()},
    )

    assert StaffMember.objects.get().membership == carl
    assert mine(carl) == [lesson]


def test_managers_see_who_has_not_passed_and_no_score(lesson, staff, mona, day, sign_in):
    StaffMemberFactory(organization=lesson.organization, name="Zoe", team=staff.team)
    assignments.assign(lesson=lesson, team=staff.team, due_on=day(5), by=SYSTEM)
    passed(lesson, staff, NOON, score=87)

    answer = sign_in(mona).get(reverse("training:assignment-list", args=["acme"]))

    row = BeautifulSoup(answer.content, "html.parser").select_one(".hl-assignments")
    assert "1 of 2" in row.text
    assert "Zoe" in row.text
    assert "Carl" not in row.text
    assert "87" not in row.text


def test_who_left_is_not_asked(acme, lesson, staff, carl, day):
    assignments.assign(lesson=lesson, team=staff.team, due_on=day(5), by=SYSTEM)
    staff.left_at = NOON
    staff.save()

    [row] = progress(org=acme)

    assert (row.asked, row.waiting) == (0, ())


def test_due_list_query_count(acme, staff, carl, day, sign_in, django_assert_num_queries):
    for lesson in LessonFactory.create_batch(20, organization=acme):
        AssignmentFactory(organization=acme, lesson=lesson, due_on=day(5))
    client = sign_in(carl)

    # session, user, membership, staff row, assignments, passes, switcher
    with django_assert_num_queries(7):
        client.get(reverse("training:lesson-list", args=["acme"]))


def test_assignment_list_query_count(acme, mona, day, sign_in, django_assert_num_queries):
    MembershipFactory.create_batch(10, organization=acme, role="contributor")
    StaffMemberFactory.create_batch(10, organization=acme)
    AssignmentFactory.create_batch(20, organization=acme, due_on=day(5))
    client = sign_in(mona)

    # session, user, membership, assignments, passes, staff, members without staff row, switcher
    with django_assert_num_queries(8):
        client.get(reverse("training:assignment-list", args=["acme"]))
