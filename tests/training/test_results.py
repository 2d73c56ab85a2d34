"""Results: what an attempt came to, for the eyes of the one who made it."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import Actor, Event, StaffMember
from tests.factories.training import AttemptFactory
from tests.training.worlds import scenario
from training.models import Attempt, AttemptChoice, Lesson, months_after
from training.selectors import practice
from training.services import lessons

SYSTEM = Actor.system()


@pytest.mark.parametrize(
    ("effects", "score", "passed"),
    [((2, 2), 100, True), ((-2, -2), 0, False), ((2, -1), 62, False), ((2, 1), 87, True)],
)
def test_the_score_goes_from_the_least_to_the_most_that_was_possible(
    lesson, carl, practise, effects, score, passed
):
    attempt = practise(carl, lesson, *effects)

    assert (attempt.score, attempt.passed) == (score, passed)


@pytest.mark.parametrize(("percent", "passed"), [(75, True), (76, False)])
def test_passing_starts_at_exactly_the_lesson_s_percent(lesson, carl, practise, percent, passed):
    lessons.update(lesson=lesson, pass_percent=percent, by=SYSTEM)
    lesson.refresh_from_db()

    assert practise(carl, lesson, 1, 1).score == 75
    assert Attempt.objects.get().passed is passed


def test_a_score_is_never_rounded_up_to_a_pass(lesson):
    lesson.scenarios.all().delete()
    rows = [scenario(lesson, -2, 1, position=0), scenario(lesson, 0, 1, position=1)]
    chosen = [rows[0].choices.get(effect=-2), rows[1].choices.get(effect=1)]
    attempt = AttemptFactory(organization=lesson.organization, lesson=lesson)
    for row, picked in zip(rows, chosen, strict=True):
        AttemptChoice.objects.create(
            organization=lesson.organization, attempt=attempt, scenario=row, choice=picked
        )

    assert practice.percent(practice.answers(attempt)) == 25  # 1 of 4
    two_thirds = practice.answers(attempt)[:1]
    assert practice.percent(two_thirds) == 0


def test_the_result_says_what_to_practise_again(lesson, carl, practise, sign_in):
    attempt = practise(carl, lesson, 2, -1)

    answer = sign_in(carl).get(reverse("training:attempt-detail", args=["acme", attempt.pk]))

    soup = BeautifulSoup(answer.content, "html.parser")
    [again] = soup.select(".hl-again li")
    assert "Answer -1" in again.text
    assert "Answer 2" in again.text
    assert "62 %" in soup.text


def test_an_owner_does_not_see_what_somebody_answered(lesson, carl, olivia, practise, sign_in):
    attempt = practise(carl, lesson, 2, 2)
    client = sign_in(olivia)

    for route, pk in [
        ("attempt-detail", attempt.pk),
        ("answer-detail", attempt.choices.first().pk),
    ]:
        assert client.get(reverse(f"training:{route}", args=["acme", pk])).status_code == 404


def test_the_log_does_not_hold_a_score(lesson, carl, practise):
    practise(carl, lesson, 2, -1)

    events = Event.objects.for_org(lesson.organization).filter(object_type="attempt")
    assert {event.verb for event in events} == {"practice_started", "practice_finished"}
    assert {(event.label, str(event.after)) for event in events} == {
        ("Listen", str({"lesson": lesson.pk}))
    }


def test_my_results_are_mine(lesson, carl, mona, practise, sign_in):
    practise(carl, lesson, 2, -1)
    address = reverse("training:my-results", args=["acme"])

    assert "62 %" in sign_in(carl).get(address).text
    assert "62 %" not in sign_in(mona).get(address).text


def test_results_query_count(acme, lesson, carl, practise, sign_in, django_assert_num_queries):
    practise(carl, lesson, 2, 2)
    person = StaffMember.objects.get()
    for _ in range(20):
        AttemptFactory(
            organization=acme, staff_member=person, finished_at=now(), score=80, passed=True
        )
    client = sign_in(carl)

    # session, user, membership, attempts, passes, staff row, assignments, switcher
    with django_assert_num_queries(8):
        client.get(reverse("training:my-results", args=["acme"]))


def test_a_day_that_a_month_lacks_is_its_last_one():
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 11, 30), 14) == date(2028, 1, 30)
    assert Lesson(valid_months=None).valid_until(date(2026, 1, 1)) is None
    assert date(2026, 1, 1) + timedelta(365) == months_after(date(2026, 1, 1), 12)
