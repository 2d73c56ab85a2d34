"""Forecast, practice and customers side by side, and what may be said of their gaps."""

import random

import pytest

from insights.engine import empathy as engine
from insights.engine.intervals import wilson
from surveys.models import DesignFactor
from tests.insights.empathy.behaviours import PAGE, ask, forecast, only_row, practise


def test_the_three_sides_are_shares_of_interactions(vera, team, behaviour):
    forecast(behaviour, team, 7, 8, 9)
    practise(behaviour, team, [2, 1], [2, -1], [2, 1], [0, 1], [1, 1])
    ask(behaviour, team, [2] * 20 + [1] * 10 + [0] * 10 + [None] * 5)

    row = only_row(vera)

    assert row.forecast.percent == pytest.approx(80)
    assert row.practice.percent == pytest.approx(80)
    assert row.customers.percent == 50
    assert row.customers.share == wilson(20, 40)


def test_a_check_whose_yes_is_bad_news_is_turned_round(vera, team, behaviour):
    behaviour.check_wordings.update(yes_is_good=False)
    ask(behaviour, team, [0] * 30 + [2] * 10)

    assert only_row(vera).customers.percent == 75


def test_repeat_customers_widen_the_interval(acme, vera, team, behaviour):
    ask(behaviour, team, [2, 0] * 20)
    before = only_row(vera).customers
    DesignFactor.objects.create(organization=acme, stage=behaviour.stage, value=2.0)

    after = only_row(vera).customers

    assert after.share == wilson(20, 40, design=2.0)
    assert after.high - after.low > before.high - before.low


def test_what_people_can_but_do_not_is_told_as_what_stands_in_their_way(
    sign_in, vera, team, behaviour
):
    practise(behaviour, team, *[[2, 2]] * 12)
    ask(behaviour, team, [0] * 80 + [2] * 20)

    page = sign_in(vera).get(PAGE).content.decode()

    assert "They can do it" in page
    assert "what stands in the way" in page


def test_a_difference_within_its_range_is_not_told_as_one(sign_in, vera, team, behaviour):
    practise(behaviour, team, *[[2, -1]] * 6)
    ask(behaviour, team, [0, 2] * 20)

    assert "No difference can be shown yet." in sign_in(vera).get(PAGE).content.decode()


def test_intervals_of_all_three_gaps_cover_the_truth():
    """Science 6, row 20, through the engine: planted shares, 300 worlds."""
    dice = random.Random(20)
    truth = {"practice": 0.7, "customers": 0.5}
    hits = 0
    for _world in range(300):
        staff = [(i, dice.random() < truth["practice"]) for i in range(25)]
        yes = sum(dice.random() < truth["customers"] for _answer in range(80))
        gap = engine.compare(None, engine.practice(staff), engine.customers(yes, 80)).transfer
        hits += gap.low <= 0.2 <= gap.high

    assert 0.92 <= hits / 300 <= 0.985
