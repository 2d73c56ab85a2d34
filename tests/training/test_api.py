"""Training for other systems: the same rules by the same services."""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from tests.factories.accounts import StaffMemberFactory, TeamFactory
from tests.factories.actions import ActionFactory
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import LiveIntervalFactory, StageActionFactory
from tests.factories.training import AssignmentFactory, AttemptFactory, ForecastFactory
from tests.training.worlds import choice
from training.models import Assignment, Forecast, Lesson

WRITTEN = {"title": "Say it back", "body": "## Why", "emotion": "heard"}
SCENARIO = {
    "cue": "For the fifth time!",
    "choices": [
        {"text": "Again, please.", "effect": -2, "why": "The sixth."},
        {"text": "It began on Monday.", "effect": 2, "why": "Known."},
    ],
}


@pytest.fixture
def ask(sign_in):
    """`ask(edgar, "post", "lesson-list", {…})` returns the response."""

    def ask(membership, method, route, data=None, **kwargs):
        address = reverse(f"api:{route}", kwargs={"org": "acme", **kwargs})
        options = {} if method == "get" else {"content_type": "application/json"}
        return getattr(sign_in(membership), method)(address, data, **options)

    return ask


def fields(answer):
    return answer.json()["error"]["fields"]


def test_a_lesson_is_written_read_and_changed(acme, edgar, ask):
    EmotionFactory(organization=acme, key="heard")

    written = ask(edgar, "post", "lesson-list", WRITTEN)
    key = written.json()["key"]
    ask(edgar, "patch", "lesson-detail", {"pass_percent": 80}, key=key)

    assert written.status_code == 201
    read = ask(edgar, "get", "lesson-detail", key=key).json()
    assert (read["title"], read["emotion"], read["pass_percent"]) == ("Say it back", "heard", 80)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"emotion": "joy"}, "emotion"),
        ({"action": 999}, "action"),
        ({"title": "x" * 161}, "title"),
        ({"body": "x" * 20001}, "body"),
        ({"pass_percent": 101}, "pass_percent"),
        ({"valid_months": 0}, "valid_months"),
    ],
)
def test_what_is_wrong_with_a_lesson_is_named(acme, edgar, ask, changes, field):
    EmotionFactory(organization=acme, key="heard")

    answer = ask(edgar, "post", "lesson-list", {**WRITTEN, **changes})

    assert answer.status_code == 400
    assert field in fields(answer)
    assert not Lesson.objects.exists()


def test_another_organization_s_action_is_unknown(acme, edgar, ask):
    EmotionFactory(organization=acme, key="heard")

    foreign = ActionFactory()

    answer = ask(edgar, "post", "lesson-list", {**WRITTEN, "action": foreign.pk})

    assert fields(answer) == {"action": [f"Unknown action: {foreign.pk}."]}


def test_a_null_byte_is_refused(edgar, ask):
    assert ask(edgar, "post", "lesson-list", {**WRITTEN, "body": "a\0b"}).status_code == 400


def test_a_stale_change_is_refused(lesson, edgar, ask):
    ask(edgar, "patch", "lesson-detail", {"title": "One", "version": 1}, key=lesson.key)

    answer = ask(edgar, "patch", "lesson-detail", {"title": "Two", "version": 1}, key=lesson.key)

    assert answer.status_code == 409


def test_a_scenario_is_written_with_its_answers(lesson, edgar, ask):
    answer = ask(edgar, "post", "scenario-list", SCENARIO, key=lesson.key)

    assert answer.status_code == 201
    assert answer.json()["choices"] == SCENARIO["choices"]
    assert len(ask(edgar, "get", "scenario-list", key=lesson.key).json()) == 3


def test_a_scenario_without_a_choice_is_refused(lesson, edgar, ask):
    answer = ask(edgar, "post", "scenario-list", {**SCENARIO, "choices": []}, key=lesson.key)

    assert answer.status_code == 400
    assert "choices" in fields(answer)


def test_changing_an_answered_scenario_returns_the_id_from_now_on(
    lesson, carl, practise, edgar, ask
):
    practise(carl, lesson, 2, 2)
    row = lesson.scenarios.first()

    answer = ask(
        edgar, "patch", "scenario-detail", {"cue": "New"}, key=lesson.key, pk=row.pk
    ).json()

    assert answer["id"] != row.pk
    by_the_old_id = ask(edgar, "get", "scenario-detail", key=lesson.key, pk=row.pk).json()
    assert by_the_old_id == answer


def test_a_scenario_is_found_in_its_own_lesson_only(lesson, edgar, ask):
    row = lesson.scenarios.first()

    assert ask(edgar, "get", "scenario-detail", key="other", pk=row.pk).status_code == 404


def test_the_solutions_are_for_those_who_write_lessons(lesson, carl, mona, ask):
    for membership in (carl, mona):
        assert ask(membership, "get", "scenario-list", key=lesson.key).status_code == 403


def test_a_lesson_is_assigned_to_a_team(acme, lesson, mona, ask):
    team = TeamFactory(organization=acme)
    due_on = acme.today().isoformat()

    answer = ask(
        mona, "post", "assignment-list", {"lesson": lesson.key, "team": team.pk, "due_on": due_on}
    )

    assert answer.status_code == 201
    assert Assignment.objects.get().team == team


@pytest.mark.parametrize(
    "target", [{}, {"role": "manager", "team": 1}, {"role": "king"}, {"team": 999}]
)
def test_an_assignment_names_one_target(acme, lesson, mona, ask, target):
    due_on = acme.today().isoformat()

    answer = ask(
        mona, "post", "assignment-list", {"lesson": lesson.key, "due_on": due_on, **target}
    )

    assert answer.status_code == 400
    assert not Assignment.objects.exists()


def test_everybody_reads_their_own_attempts_only(lesson, carl, olivia, practise, ask):
    practise(carl, lesson, 2, -1)

    [attempt] = ask(carl, "get", "attempt-list").json()["results"]

    assert (attempt["lesson"], attempt["score"]) == (lesson.key, 62)
    assert ask(olivia, "get", "attempt-list").json()["results"] == []


def test_coverage_counts_and_names_nobody(acme, lesson, mona, ask):
    row = StageActionFactory(organization=acme, emotion=lesson.emotion)
    team = TeamFactory(organization=acme)
    row.stage.teams.add(team)
    person = StaffMemberFactory(organization=acme, name="Ana", team=team)
    StaffMemberFactory(organization=acme, name="Ben", team=team)
    AttemptFactory(
        organization=acme,
        lesson=lesson,
        staff_member=person,
        finished_at=now(),
        score=90,
        passed=True,
    )

    answer = ask(mona, "get", "coverage-list")

    assert answer.json() == [
        {
            "stage_action": row.pk,
            "stage": row.stage_id,
            "action": row.action_id,
            "practised": 1,
            "people": 2,
            "lessons": [lesson.key],
            "teams": [{"team": team.pk, "practised": 1, "people": 2}],
        }
    ]


def test_a_forecast_is_given_and_only_one_s_own_are_read(acme, mona, olivia, ask):
    row = LiveIntervalFactory(organization=acme).stage_action
    team = TeamFactory(organization=acme)
    row.stage.teams.add(team)
    given = {"stage_action": row.pk, "team": team.pk, "in_ten": 7}

    answer = ask(mona, "post", "forecast-list", given)

    assert answer.status_code == 201
    assert answer.json() | given == answer.json()
    assert ask(olivia, "get", "forecast-list").json()["results"] == []


@pytest.mark.parametrize("wrong", [{"in_ten": 11}, {"team": 999}, {"stage_action": "x"}])
def test_what_is_wrong_with_a_forecast_is_named(acme, mona, ask, wrong):
    row = LiveIntervalFactory(organization=acme).stage_action
    team = TeamFactory(organization=acme)
    row.stage.teams.add(team)

    answer = ask(
        mona,
        "post",
        "forecast-list",
        {"stage_action": row.pk, "team": team.pk, "in_ten": 7, **wrong},
    )

    assert set(fields(answer)) == set(wrong)
    assert not Forecast.objects.exists()


@pytest.mark.parametrize("route", ["lesson-list", "assignment-list"])
def test_list_query_count(acme, mona, sign_in, django_assert_num_queries, route):
    AssignmentFactory.create_batch(20, organization=acme)
    client, address = sign_in(mona), reverse(f"api:{route}", args=["acme"])

    with django_assert_num_queries(5):  # session, user, membership, count, rows
        client.get(address)


def test_no_list_shows_another_organization_s_rows(acme, mona, sam, ask):
    AssignmentFactory(organization=sam.organization)
    ForecastFactory(organization=sam.organization)

    for route in ("lesson-list", "assignment-list", "attempt-list", "forecast-list"):
        assert ask(mona, "get", route).json()["results"] == []
    assert ask(mona, "get", "coverage-list").json() == []


def test_an_answer_is_not_given_through_the_api(lesson, carl, ask):
    row = lesson.scenarios.first()

    answer = ask(carl, "post", "attempt-list", {"scenario": row.pk, "choice": choice(row, 2).pk})

    assert answer.status_code == 405
