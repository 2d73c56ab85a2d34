"""The sample company is told through the services, the same each time, and its truth comes back."""

from collections import Counter
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate

from accounts.models import Membership, User
from accounts.services import organizations
from demo.world import load, plot
from insights.engine import intervals
from insights.models import Report
from insights.selectors import board as boards
from insights.selectors import empathy, evidence, pulse
from insights.selectors import reports as reading
from insights.selectors.periods import Period
from insights.services import reports
from journeys.models import Journey, LiveInterval, Stage, StageAction
from surveys.models import Arrival, Delivery, DirtyDay, Interaction, Response
from surveys.selectors import cells
from surveys.selectors.cells import Construct, Scope
from surveys.services import rollups

PASSWORD = "planted-world-7"


def quiet(_line):
    pass


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A company large enough for its truth to be seen; all tests here only read it."""
    with django_db_blocker.unblock():
        org = load.load(password=PASSWORD, size=1200, tell=quiet)
    yield org
    with django_db_blocker.unblock():
        people = list(
            User.objects.filter(memberships__organization=org).values_list("pk", flat=True)
        )
        organizations.remove(org=org)
        User.objects.filter(pk__in=people).delete()


def start(org):
    return org.today() - timedelta(weeks=plot.WEEKS)


def planted_stage(org, planted):
    designed = StageAction.objects.for_org(org).filter(
        stage__journey__template_key=planted.journey, action__library_key=planted.action
    )
    return designed.get(emotion__key=planted.emotion)


def test_every_role_is_there_once_and_can_sign_in(world):
    people = Membership.objects.for_org(world).select_related("user")

    assert Counter(person.role for person in people) == Counter(
        ["owner", "editor", "manager", "contributor", "viewer"]
    )
    assert all(authenticate(email=p.user.email, password=PASSWORD) == p.user for p in people)


def test_the_company_says_that_it_is_a_sample(world):
    assert world.is_demo


def test_two_journeys_have_twelve_stages_in_all(world):
    assert Journey.objects.for_org(world).count() == 2
    assert Stage.objects.for_org(world).count() == 12
    assert all(journey.personas.count() == 2 for journey in Journey.objects.for_org(world))


@pytest.mark.parametrize("planted", plot.PLANTED, ids=lambda planted: planted.action)
def test_planted_actions_begin_with_week_27(world, planted):
    interval = LiveInterval.objects.get(stage_action=planted_stage(world, planted))

    assert interval.since == start(world) + timedelta(weeks=plot.TURN)


def test_the_roll_ups_say_what_the_answers_say(world):
    days = Response.objects.for_org(world).values_list("experienced_on", flat=True).distinct()

    assert not DirtyDay.objects.for_org(world).exists()
    assert not Arrival.objects.for_org(world).exists()
    assert rollups.verify(org=world, days=sorted(days)[::4]) == []


def felt(org, stage, emotion, since, until):
    counted = cells.counts(org=org, scope=Scope(since, until, (stage.pk,)))
    counts = counted[stage.pk, Construct("emotion", emotion.pk)]
    return intervals.mean_of_counts(counts.on(5)).mean


def test_the_action_that_works_raises_its_emotion(world):
    designed = planted_stage(world, plot.WORKS)
    turn = start(world) + timedelta(weeks=plot.TURN)

    before = felt(world, designed.stage, designed.emotion, start(world), turn - timedelta(days=1))
    after = felt(world, designed.stage, designed.emotion, turn, world.today())

    assert after > before + plot.WORKS.effect / 3


def test_they_believe_more_than_customers_feel(world):
    year = Period.last(365, today=world.today())
    found = [
        cell
        for journey in Journey.objects.for_org(world)
        for cell in boards.board(journey=journey, period=year).cells
        if cell.believed and cell.level.may_rank
    ]
    better = [
        (cell.believed.mean - cell.felt.mean) * (-1 if cell.emotion.is_to_avoid else 1)
        for cell in found
    ]
    assert sum(better) / len(better) > plot.OVER_BELIEF / 2


def test_the_busiest_stage_can_carry_a_verdict(world):
    """25 responses a week in the full world of 6,000."""
    stage = planted_stage(world, plot.WORKS).stage
    responses = Response.objects.for_org(world).filter(stage=stage).count()

    assert responses * 6000 / 1200 / plot.WEEKS >= 25


def test_this_morning_left_mails_to_send(world):
    waiting = Interaction.objects.for_org(world).filter(external_id__startswith="today-")

    assert waiting.filter(decisions__verdict="held").count() == 8
    assert not Delivery.objects.for_org(world).waiting().exists()


def test_the_planted_actions_were_promised_before_they_began(world):
    rows = evidence.registrations(org=world)

    judged = evidence.judge_all(org=world, registrations=list(rows), today=world.today())

    begun = {each.registration.subject: each for each in judged if each.verdict != "planned"}
    assert len(begun) == len(plot.PLANTED)
    assert len(judged) == len(begun) + 1
    assert all(each.was_before_start and each.is_due for each in begun.values())


def test_harm_is_not_told_as_an_improvement(world):
    rows = evidence.registrations(org=world).filter(
        stage_action__action__library_key=plot.HARMS.action
    )

    [judged] = evidence.judge_all(org=world, registrations=list(rows), today=world.today())

    assert judged.verdict != "improved"


def test_the_month_that_is_over_lies_there_as_a_frozen_report(world):
    made = Report.objects.for_org(world)

    assert [report.month for report in made] == [reports.month_before(world.today())] * 2
    assert all(reading.contents(report).answers for report in made)


def test_the_pages_about_staff_have_something_to_show(world):
    viewer = Membership.objects.get(organization=world, role="viewer")

    rows = empathy.rows(reader=viewer)
    rounds = pulse.figures(org=world, rounds=list(pulse.closed_rounds(org=world)))

    assert any(row.forecast.percent and row.practice.percent for row in rows)
    assert any(row.practice.withheld for row in rows)
    assert [len(each.teams) for each in rounds] == [3, 3]
    assert all(each.items[0].whole for each in rounds)
