"""Coverage: “7 of 12 people at this stage have practised this”, and never a league table."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.timezone import now

from tests.factories.accounts import StaffMemberFactory, TeamFactory
from tests.factories.journeys import StageActionFactory
from tests.factories.training import AttemptFactory, LessonFactory
from training.selectors import coverage


@pytest.fixture
def stage_action(acme):
    """An action on a stage that one team of three people serves."""
    row = StageActionFactory(organization=acme)
    team = TeamFactory(organization=acme, name="Front desk")
    row.stage.teams.add(team)
    for name in ("Ana", "Ben", "Cem"):
        StaffMemberFactory(organization=acme, name=name, team=team)
    return row


def passes(lesson, person, ago=1, **fields):
    fields = {"score": 90, "passed": True, **fields}
    return AttemptFactory(
        organization=lesson.organization,
        lesson=lesson,
        staff_member=person,
        finished_at=now() - timedelta(days=ago),
        **fields,
    )


def people(stage_action):
    return list(stage_action.stage.teams.get().staff.all())


def counted(stage_action):
    [row] = coverage.of_stage(stage_action.stage)
    return row.practised, row.people


def test_those_who_passed_a_lesson_on_the_action_have_practised(acme, stage_action):
    lesson = LessonFactory(organization=acme, action=stage_action.action)
    ana, ben, _cem = people(stage_action)

    passes(lesson, ana)
    passes(lesson, ben, score=60, passed=False)

    assert counted(stage_action) == (1, 3)


def test_a_pass_that_ran_out_does_not_count(acme, stage_action):
    lesson = LessonFactory(organization=acme, action=stage_action.action, valid_months=6)
    ana, ben, _cem = people(stage_action)

    passes(lesson, ana, ago=200)
    passes(lesson, ben, ago=100)

    assert counted(stage_action) == (1, 3)


def test_a_failed_attempt_after_a_pass_takes_nothing_away(acme, stage_action):
    lesson = LessonFactory(organization=acme, action=stage_action.action)
    ana = people(stage_action)[0]

    passes(lesson, ana, ago=5)
    passes(lesson, ana, ago=1, score=10, passed=False)

    assert counted(stage_action) == (1, 3)


def test_without_a_lesson_on_the_action_one_on_its_emotion_counts(acme, stage_action):
    lesson = LessonFactory(organization=acme, emotion=stage_action.emotion)
    passes(lesson, people(stage_action)[0])

    assert counted(stage_action) == (1, 3)


def test_with_a_lesson_on_the_action_one_on_its_emotion_does_not_count(acme, stage_action):
    LessonFactory(organization=acme, action=stage_action.action)
    general = LessonFactory(organization=acme, emotion=stage_action.emotion)
    passes(general, people(stage_action)[0])

    assert counted(stage_action) == (0, 3)


def test_any_of_several_lessons_counts_a_person_once(acme, stage_action):
    for _ in range(2):
        lesson = LessonFactory(organization=acme, action=stage_action.action)
        passes(lesson, people(stage_action)[0])

    assert counted(stage_action) == (1, 3)


def test_an_archived_lesson_does_not_count(acme, stage_action):
    lesson = LessonFactory(organization=acme, action=stage_action.action, archived_at=now())
    passes(lesson, people(stage_action)[0])

    assert counted(stage_action) == (0, 3)


def test_people_are_those_of_the_stage_s_teams_who_have_not_left(acme, stage_action):
    StaffMemberFactory(organization=acme, team=TeamFactory(organization=acme))
    gone = people(stage_action)[0]
    gone.left_at = now()
    gone.save()

    assert counted(stage_action) == (0, 2)


def test_each_team_is_counted_for_itself(acme, stage_action):
    lesson = LessonFactory(organization=acme, action=stage_action.action)
    night = TeamFactory(organization=acme, name="Night shift")
    stage_action.stage.teams.add(night)
    passes(lesson, StaffMemberFactory(organization=acme, team=night))

    [row] = coverage.of_stage(stage_action.stage)

    teams = {team.team.name: (team.practised, team.people) for team in row.teams}
    assert teams == {"Front desk": (0, 3), "Night shift": (1, 1)}
    assert (row.practised, row.people) == (1, 4)


def test_another_organization_s_people_are_not_counted(acme, stage_action, sam):
    foreign = StageActionFactory(organization=sam.organization)
    foreign.stage.teams.add(TeamFactory(organization=sam.organization))

    assert [row.stage_action for row in coverage.of_org(org=acme)] == [stage_action]


def test_the_page_says_how_many_have_practised(acme, stage_action, vera, sign_in):
    lesson = LessonFactory(organization=acme, action=stage_action.action)
    passes(lesson, people(stage_action)[0])

    page = sign_in(vera).get(reverse("training:coverage", args=["acme"]))

    words = BeautifulSoup(page.content, "html.parser").select_one(".hl-tally-words").text
    assert words == "1 of 3 people at this stage have practised this"


def test_names_are_for_those_who_assign_and_only_of_who_is_to_practise(
    acme, stage_action, mona, carl, sign_in
):
    lesson = LessonFactory(organization=acme, action=stage_action.action)
    passes(lesson, people(stage_action)[0], score=87)
    address = reverse("training:coverage", args=["acme"])

    seen = BeautifulSoup(sign_in(mona).get(address).content, "html.parser").main.text

    assert "Ben" in seen
    assert "Cem" in seen
    assert "Ana" not in seen
    assert not re.search(r"\b87\b", seen)
    assert "Ben" not in BeautifulSoup(sign_in(carl).get(address).content, "html.parser").main.text


def test_a_stage_without_a_team_says_what_to_do(acme, vera, sign_in):
    StageActionFactory(organization=acme)

    page = sign_in(vera).get(reverse("training:coverage", args=["acme"]))

    assert "No team serves this stage yet" in page.text
    assert "There is no lesson on it yet" in page.text


def test_coverage_query_count(acme, mona, sign_in, django_assert_num_queries):
    for _ in range(20):
        row = StageActionFactory(organization=acme)
        team = TeamFactory(organization=acme)
        row.stage.teams.add(team)
        passes(
            LessonFactory(organization=acme, action=row.action),
            StaffMemberFactory(organization=acme, team=team),
        )
    client = sign_in(mona)

    # session, user, membership, stage actions, teams, lessons, staff, passes, switcher
    with django_assert_num_queries(9):
        client.get(reverse("training:coverage", args=["acme"]))
