"""What the empathy gap is made of: practice measured by person, forecasts listed by team."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import now

from accounts.models import Actor
from tests.factories.accounts import MembershipFactory, StaffMemberFactory, TeamFactory
from tests.factories.journeys import LiveIntervalFactory, StageActionFactory
from tests.factories.training import ForecastFactory, LessonFactory
from tests.training.worlds import attempt, choice, practised, scenario
from training.selectors import empathy
from training.services import history
from training.services.history import Practised


def test_practice_counts_the_latest_finished_attempt_of_each_person(behaviour, team):
    first = practised(behaviour, team, False, False, finished_at=now() - timedelta(days=9))
    attempt(first.lesson, first.staff_member, True, False)
    attempt(first.lesson, first.staff_member, True, finished_at=None, score=None)
    practised(behaviour, TeamFactory(organization=behaviour.organization), True)

    share = empathy.practice_share(behaviour, team)

    assert (share.people, share.share) == (1, 0.5)


def test_what_was_practised_in_a_room_counts_like_what_was_answered_here(acme, behaviour, team):
    lesson = LessonFactory(organization=acme, action=behaviour.action)
    asked = scenario(lesson, -1, 2)
    people = StaffMemberFactory.create_batch(2, organization=acme, team=team)
    told = [
        Practised(person, lesson, [(asked, choice(asked, effect))], now())
        for person, effect in zip(people, (2, -1), strict=True)
    ]

    good, poor = history.practise_many(org=acme, practised=told, by=Actor.system())

    assert (good.score, good.passed, poor.score, poor.passed) == (100, True, 0, False)
    share = empathy.practice_share(behaviour, team)
    assert (share.people, share.share) == (2, 0.5)


def test_nothing_practised_has_no_share(behaviour, team):
    assert empathy.practice_share(behaviour, team).share is None


def test_only_live_behaviours_of_serving_teams_are_listed(
    acme, behaviour, team, mona, sign_in, give
):
    StageActionFactory(organization=acme, stage=behaviour.stage)
    give(mona, 7)

    [row] = empathy.behaviours(org=acme, membership=mona)

    assert (row.stage_action, row.team, row.forecast.in_ten) == (behaviour, team, 7)
    page = sign_in(mona).get(reverse("training:forecast-list", args=["acme"])).text
    assert "7 of 10, forecast on" in page


def test_forecast_list_query_count(acme, mona, sign_in, django_assert_num_queries):
    for _ in range(20):
        row = LiveIntervalFactory(organization=acme).stage_action
        team = TeamFactory(organization=acme)
        row.stage.teams.add(team)
        ForecastFactory(organization=acme, stage_action=row, team=team, membership=mona)
        ForecastFactory(
            organization=acme,
            stage_action=row,
            team=team,
            membership=MembershipFactory(organization=acme),
        )
    client = sign_in(mona)

    # session, user, membership, forecasts, stage actions, teams, switcher
    with django_assert_num_queries(7):
        client.get(reverse("training:forecast-list", args=["acme"]))
