"""Who answered: rates by what is known beforehand, and means put right by no more than that."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from insights.engine.display import Level
from insights.selectors import board as boards
from insights.selectors import frames, response_rates, who_answered
from insights.selectors import who_answered_words as words
from insights.selectors.frames import Frame, Turnout
from insights.selectors.periods import Period
from insights.selectors.response_rates import Rate
from insights.selectors.secrecy import Reading, WholeMonths
from surveys.models import Delivery, DesignFactor
from tests.insights.turnout_world import TurnoutWorld


@pytest.fixture
def world(acme):
    acme.reporting_segments = ["tier", "region"]
    acme.save()
    return TurnoutWorld(acme, name="Waiting")


def found_in(world, *, may_read=True, days=30):
    period, org = Period.last(days, today=world.today), world.organization
    reading = Reading(org) if may_read else WholeMonths(org, settled=world.today)
    return who_answered.of_journey(journey=world.journey, period=period, reading=reading)


def groups(found, variable):
    [breakdown] = [each for each in found.breakdowns if each.variable == variable]
    return {group.value: group for group in breakdown.groups}


def test_a_rate_counts_those_asked_and_not_all_to_whom_it_happened(world):
    world.pass_by(60, asked=40, answers=[4] * 10)

    found = found_in(world)

    assert found.whole == Turnout(happened=60, asked=40, answered=10)
    assert found.rate.share.share == 0.25
    assert words.of_rate(found.rate) == "10 of 40 who were asked have answered: 25 % (14 to 40 %)."


def test_every_variable_that_tells_customers_apart_has_its_rates(world):
    world.pass_by(20, asked=20, answers=[4] * 10, segment_a="gold")
    world.pass_by(30, asked=20, answers=[0] * 5, channel="chat", segment_a="silver")

    found = found_in(world)

    assert [each.variable for each in found.breakdowns] == ["channel", "segment_a"]
    assert {each.name: each.rate for each in groups(found, "channel").values()} == {
        "Phone": Rate(20, 10),
        "Chat": Rate(20, 5),
    }


def test_months_follow_each_other(world):
    world.pass_by(12, asked=12, on=date(world.today.year, 1, 31))
    world.pass_by(10, asked=10, on=date(world.today.year - 1, 12, 31))

    found = found_in(world, days=400)

    assert [group.turnout.asked for group in groups(found, "month").values()] == [10, 12]


def test_segment_only_nonresponse_is_put_right(world):
    """Gold is a third of everybody and two thirds of those who answer."""
    world.pass_by(100, asked=100, answers=[4] * 40, segment_a="gold")  # felt at 100
    world.pass_by(200, asked=200, answers=[2] * 20, segment_a="silver")  # felt at 50

    [mean] = found_in(world).means

    assert mean.felt.mean == pytest.approx((40 * 100 + 20 * 50) / 60)
    assert mean.weighted.mean == pytest.approx(100 / 3 + 2 * 50 / 3)
    assert mean.shows_both
    assert words.of_mean(mean) == "16.7 points lower."


def test_where_response_is_even_nothing_is_weighted(world):
    world.pass_by(100, asked=100, answers=[4] * 30, segment_a="gold")
    world.pass_by(100, asked=100, answers=[0] * 25, segment_a="silver")

    found = found_in(world)

    assert (found.weighted_by, found.means[0].weighted) == ((), None)
    assert "answers clearly more often" in words.of_weighting(found)


def test_what_weighting_does_not_change_is_told_once(world):
    world.pass_by(100, asked=100, answers=[3, 1] * 20, segment_a="gold")
    world.pass_by(200, asked=200, answers=[3, 1] * 10, segment_a="silver")

    [mean] = found_in(world).means

    assert mean.weighted.mean == pytest.approx(mean.felt.mean)
    assert not mean.shows_both
    assert "less than a standard error" in words.of_mean(mean)


def test_groups_of_fewer_than_ten_count_together(world):
    world.pass_by(50, asked=50, answers=[4] * 30, segment_a="gold")
    world.pass_by(100, asked=100, answers=[0] * 8, segment_a="silver")
    world.pass_by(50, asked=50, answers=[2] * 2, segment_a="bronze")

    [mean] = found_in(world).means

    # 30 gold of a quarter, and 10 others (felt at 10) of three quarters.
    assert mean.weighted.mean == pytest.approx(100 / 4 + 3 * 10 / 4)
    assert sorted(map(len, mean.weighted.merged)) == [1, 2]
    assert "Groups of fewer than ten answers count together." in words.of_mean(mean)


def test_no_answer_weighs_more_than_three_times_or_less_than_a_third(world):
    """A tenth of the answers is to stand for nine tenths: 9 is cut to 3, 1/9 is raised to .3."""
    world.pass_by(90, asked=90, answers=[4] * 90, segment_a="gold")
    world.pass_by(810, asked=10, answers=[0] * 10, segment_a="silver")

    [mean] = found_in(world).means

    assert mean.weighted.trimmed
    assert mean.weighted.mean == pytest.approx(100 * 0.9 * 0.3 / (0.9 * 0.3 + 0.1 * 3))
    assert "A weight is at its limit" in words.of_mean(mean)


def test_the_two_variables_weight_on_which_response_depends_most():
    """40 of 200 by phone and 60 of 200 in the chat; 20 and 80 by tier, 10 and 90 by persona."""
    answered = {("phone", "x", 1): 5, ("phone", "y", 2): 35, ("chat", "x", 1): 5}
    answered |= {("chat", "y", 2): 45, ("chat", "x", 2): 10, ("phone", "y", 1): 0}
    slices = {
        at: {"channel": channel, "segment_a": tier, "segment_b": "north", "persona": persona}
        for at, (channel, tier, persona) in enumerate(answered)
    }
    turnouts = enumerate(answered.values())
    places = {("2026-01", 1, at): Turnout(100, 100, n) for at, n in turnouts}

    assert who_answered.weighting(Frame(places, slices)) == ("persona", "segment_a")


def test_two_variables_that_leave_too_few_a_group_count_as_the_first_alone(world):
    """Six channels: by channel and tier nobody has ten, by tier alone gold and silver have."""
    for number, (gold, silver) in enumerate([(9, 9), (5, 0)] * 3):
        cut = {"channel": f"c{number}"}
        world.pass_by(20, asked=20, answers=[4] * gold, segment_a="gold", **cut)
        world.pass_by(40, asked=40, answers=[0] * silver, segment_a="silver", **cut)

    found = found_in(world)
    [mean] = found.means

    assert found.weighted_by == ("segment_a", "channel")
    assert mean.weighted.mean == pytest.approx(100 / 3)


def test_repeat_customers_widen_both_means(world):
    world.pass_by(100, asked=100, answers=[4, 2] * 20, segment_a="gold")
    world.pass_by(100, asked=100, answers=[0, 1] * 10, segment_a="silver")
    [before] = found_in(world).means

    DesignFactor.objects.create(organization=world.organization, stage=world.stage, value=2.0)
    [mean] = found_in(world).means

    assert mean.felt.se > 1.3 * before.felt.se
    assert mean.weighted.se > 1.3 * before.weighted.se


@pytest.mark.parametrize("rolled_up", [True, False])
def test_the_plain_mean_is_the_boards(world, rolled_up):
    world.pass_by(40, asked=40, answers=[4, 3, 0] * 5, segment_a="gold")
    world.pass_by(40, asked=40, answers=[1, 2] * 5)
    if rolled_up:
        world.roll_up()
    period = Period.last(30, today=world.today)

    [cell] = boards.board(journey=world.journey, period=period).cells

    assert [mean.felt for mean in found_in(world).means] == [cell.felt]


def test_under_ten_answers_there_is_no_mean(world):
    world.pass_by(40, asked=40, answers=[4] * 9, segment_a="gold")

    [mean] = found_in(world).means

    assert mean.level is Level.NOT_ENOUGH
    assert words.of_mean(mean) == "Not enough answers yet (9 of 10)."


def test_answers_about_which_nothing_happened_are_not_weighted(world):
    world.answer(world.question, [4] * 12)  # an open link: nobody knows who passed by

    [mean] = found_in(world).means

    assert (mean.n, mean.weighted) == (12, None)


@pytest.mark.parametrize(
    ("asked", "answered", "points"),
    [
        (1000, 150, 3.57),
        (1000, 500, 1.5),
        (100, 100, 0),
        (9, 3, None),
        (100, 0, None),
        (0, 0, None),
    ],
)
def test_the_note_says_by_how_much_any_level_may_be_off(asked, answered, points):
    """.06 · 25 · √((1 − f)/f)."""
    note = Rate(asked, answered).bias_note

    assert note == (points if points is None else pytest.approx(points, abs=0.005))


def test_the_note_is_a_sentence_in_the_readers_figures():
    assert "may be off by about 3.6 points because of who answers" in words.of_note(3.57)
    with translation.override("de"):
        assert "3,6" in words.of_note(3.57)


@pytest.mark.parametrize(("answered", "told"), [(60, "has moved"), (22, "counts as stable")])
def test_a_rate_is_held_against_the_days_before(world, answered, told):
    world.pass_by(100, asked=100, answers=[3] * 20, on=world.today - timedelta(days=40))
    world.pass_by(100, asked=100, answers=[3] * answered)

    assert told in words.of_stability(found_in(world))


def test_who_may_not_read_answers_cannot_subtract_a_small_group(world):
    world.pass_by(40, asked=40, answers=[4] * 20, segment_a="gold")
    world.pass_by(20, asked=20, answers=[3] * 11, segment_a="silver")
    world.pass_by(9, asked=3, answers=[0] * 2, segment_a="bronze")

    found = groups(found_in(world, may_read=False), "segment_a")

    assert [name for name, group in found.items() if group.is_hidden] == ["silver", "bronze"]
    assert {found[name].level for name in ("silver", "bronze")} == {Level.NOTHING}
    assert words.of_group(found["silver"]) == "withheld: a small group could be told from it"


def test_who_may_not_read_answers_sees_no_weighted_mean(world):
    """Beside the plain mean and the board's groups it could be solved for a group of a few."""
    world.pass_by(100, asked=100, answers=[4] * 40, segment_a="gold")
    world.pass_by(200, asked=200, answers=[2] * 20, segment_a="silver")

    found = found_in(world, may_read=False)

    assert (found.means, found.weighted_by) == ((), ())
    assert "those who may read single answers" in words.of_weighting(found)


def test_mails_that_did_not_go_out_asked_nobody(world):
    world.pass_by(20, asked=20, answers=[4] * 5)
    Delivery.objects.filter(pk__in=Delivery.objects.values("pk")[:8]).update(state="failed")

    assert found_in(world).rate.asked == 12


def test_the_rates_are_those_of_the_monthly_report(world):
    world.pass_by(20, asked=15, answers=[4] * 5)
    period = Period.last(30, today=world.today)

    assert found_in(world).rate == response_rates.of_journey(journey=world.journey, period=period)


def test_a_hundred_slices_take_as_many_statements_as_one(world, django_assert_num_queries):
    for number in range(20):
        world.pass_by(3, asked=2, answers=[3], segment_a=f"s{number}", channel="web")
    period = Period.last(30, today=world.today)

    with django_assert_num_queries(3):
        frame = frames.read(org=world.organization, stage_ids=[world.stage.pk], period=period)

    assert frame.whole == Turnout(60, 40, 20)
