"""No side of the gap is anybody's own number."""

import pytest

from insights.selectors import empathy
from insights.selectors.empathy import Withheld
from tests.factories.accounts import MembershipFactory, TeamFactory
from tests.insights.empathy.behaviours import API, PAGE, ask, behave, forecast, only_row, practise


@pytest.mark.parametrize(("managers", "is_told"), [(1, False), (2, False), (3, True)])
def test_forecasts_are_told_from_three_managers_on(vera, team, behaviour, managers, is_told):
    forecast(behaviour, team, *[8] * managers)

    told = only_row(vera).forecast.percent

    assert told == (pytest.approx(80) if is_told else None)


def test_a_forecast_given_after_the_figures_does_not_count(vera, team, behaviour):
    forecast(behaviour, team, 8, 8)
    forecast(behaviour, team, 0, is_blind=False)

    assert only_row(vera).forecast.withheld is Withheld.TOO_FEW_MANAGERS


@pytest.mark.parametrize(("people", "is_told"), [(4, False), (5, True)])
def test_practice_is_told_from_five_people_on(vera, team, behaviour, people, is_told):
    practise(behaviour, team, *[[2, -1]] * people)

    assert (only_row(vera).practice.percent == 50) is is_told


@pytest.mark.parametrize(("n", "is_told"), [(9, False), (10, True)])
def test_customers_are_told_from_ten_answers_on(vera, team, behaviour, n, is_told):
    ask(behaviour, team, [2] * n)

    assert (only_row(vera).customers.percent == 100) is is_told


def test_no_name_and_no_single_score_stands_on_the_page(sign_in, vera, team, behaviour):
    manager = MembershipFactory(organization=team.organization, user__name="Gertrude Unique")
    forecast(behaviour, team, 3, membership=manager)
    forecast(behaviour, team, 8, 9)
    practise(behaviour, team, [2], [2], [2], [2], [-2])
    client = sign_in(vera)

    seen = client.get(PAGE).content.decode() + client.get(API).content.decode()

    assert "Gertrude" not in seen
    assert not any(person.name in seen for person in team.staff.all())


def test_teams_stand_in_the_order_of_the_alphabet_and_not_of_their_figures(acme, vera):
    best, worst = (TeamFactory(organization=acme, name=name) for name in ("Zeta", "alpha"))
    stage_action = behave(acme, best, worst)
    ask(stage_action, best, [2] * 40)
    ask(stage_action, worst, [0] * 40)

    assert [row.team for row in empathy.rows(reader=vera)] == [worst, best]


def test_a_team_s_few_answers_do_not_follow_from_the_whole(acme, vera, olivia):
    """The gap board has the whole; 42 of all less 40 of one team are two customers of the other."""
    large, small = (TeamFactory(organization=acme, name=name) for name in ("Large", "Small"))
    stage_action = behave(acme, large, small)
    forecast(stage_action, large, 5, membership=olivia)
    forecast(stage_action, small, 5, membership=olivia)
    ask(stage_action, large, [2] * 40)
    ask(stage_action, small, [0] * 2)

    [told, _few] = empathy.rows(reader=olivia)
    [hidden, few] = empathy.rows(reader=vera)

    assert told.customers.percent == 100
    assert hidden.customers.withheld is Withheld.FEW_IN_WHOLE_MONTHS
    assert few.customers.withheld is Withheld.FEW_IN_WHOLE_MONTHS
