"""One's own customers' answers: for one's own eyes, from ten on, and never one that can be told apart."""

from datetime import UTC, date, datetime, timedelta

import pytest

from insights.selectors import own_results
from insights.selectors.periods import Period
from tests.factories.accounts import StaffMemberFactory
from tests.factories.journeys import CheckWordingFactory, StageActionFactory
from tests.factories.surveys import (
    AnswerFactory,
    InteractionFactory,
    QuestionFactory,
    ResponseFactory,
)

PAGE = "/acme/empathy/mine/"
API = "/acme/api/v1/own-results/"
SUMMER = Period(date(2026, 5, 1), date(2026, 8, 31))


@pytest.fixture(autouse=True)
def november(monkeypatch):
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    monkeypatch.setattr("accounts.models.organizations.now", lambda: moment)


@pytest.fixture
def person(acme, carl):
    return StaffMemberFactory(organization=acme, membership=carl)


@pytest.fixture
def question(acme):
    wording = CheckWordingFactory(
        organization=acme, stage_action=StageActionFactory(organization=acme)
    )
    return QuestionFactory(
        organization=acme,
        kind="check",
        wording=None,
        emotion=None,
        check_wording=wording,
        stage_action=wording.stage_action,
    )


def ask(person, question, values, day=date(2026, 6, 15), after=timedelta(days=1)):
    """Customers answer about interactions with this person, some days after them."""
    org, stage = person.organization, question.stage_action.stage
    at = datetime.combine(day, datetime.min.time(), UTC) + after
    for value in values:
        interaction = InteractionFactory(organization=org, stage=stage, staff_member=person)
        response = ResponseFactory(
            organization=org,
            stage=stage,
            interaction=interaction,
            experienced_on=day,
            last_activity_at=at,
        )
        AnswerFactory(organization=org, response=response, question=question, value=value)


def figures(membership):
    [behaviour] = own_results.behaviours(membership=membership)
    return {figure.period: figure for figure in behaviour.figures}


def test_periods_are_thirds_of_a_year_that_are_over(acme):
    assert own_results.periods(acme) == [
        SUMMER,
        Period(date(2026, 1, 1), date(2026, 4, 30)),
        Period(date(2025, 9, 1), date(2025, 12, 31)),
    ]


@pytest.mark.parametrize(("day", "is_shown"), [(14, False), (15, True)])
def test_a_period_is_shown_two_weeks_after_it_ended(acme, monkeypatch, day, is_shown):
    moment = datetime(2026, 9, day, 12, tzinfo=UTC)
    monkeypatch.setattr("accounts.models.organizations.now", lambda: moment)

    assert (SUMMER in own_results.periods(acme)) is is_shown


@pytest.mark.parametrize(
    ("n", "told"), [(4, "with too few answers"), (9, "9 of 10"), (10, ">100<"), (30, ">100<")]
)
def test_a_number_needs_ten_answers(sign_in, carl, person, question, n, told):
    ask(person, question, [2] * n)

    page = sign_in(carl).get(PAGE).content.decode()

    assert told in page
    assert ("· early signal" in page) is (n == 10)


def test_partly_and_no_are_not_yes_and_who_forgot_does_not_count(carl, person, question):
    ask(person, question, [2] * 6 + [1] * 3 + [0] * 3 + [None] * 4)

    done = figures(carl)[SUMMER].done

    assert (done.n, done.share) == (12, 0.5)


def test_a_check_whose_yes_is_bad_news_is_turned_round(carl, person, question):
    question.stage_action.check_wordings.update(yes_is_good=False)
    ask(person, question, [0] * 9 + [2] * 3)

    assert figures(carl)[SUMMER].done.share == 0.75


def test_an_answer_that_comes_late_changes_nothing_that_was_shown(carl, person, question):
    ask(person, question, [2] * 10)
    before = figures(carl)

    ask(person, question, [0], date(2026, 8, 31), after=timedelta(days=16))

    assert figures(carl) == before


def test_this_month_s_answers_are_not_shown(carl, person, question):
    ask(person, question, [0], date(2026, 11, 20))

    assert own_results.behaviours(membership=carl) == []


def test_others_answers_are_nobody_s_business(sign_in, carl, acme, person, question):
    ask(StaffMemberFactory(organization=acme), question, [2] * 40)

    assert own_results.behaviours(membership=carl) == []
    assert sign_in(carl).get(API).json() == []


def test_not_even_the_owner_reads_them(sign_in, olivia, person, question):
    ask(person, question, [2] * 40)

    assert sign_in(olivia).get(API).json() == []
    assert "not linked" in sign_in(olivia).get(PAGE).content.decode()


def test_the_api_withholds_as_the_page_does(sign_in, carl, person, question):
    ask(person, question, [2] * 7)

    [behaviour] = sign_in(carl).get(API).json()
    summer = behaviour["figures"][0]

    assert (summer["n"], summer["percent"], summer["low"]) == (7, None, None)


def test_feelings_are_not_told_of_a_person(carl, acme, person):
    ask(person, _emotion_question(acme), [2] * 40)

    assert own_results.behaviours(membership=carl) == []


def _emotion_question(acme):
    question = QuestionFactory(organization=acme)
    question.stage_action = StageActionFactory(organization=acme)
    return question


def test_twenty_behaviours_cost_no_more_statements(
    sign_in, carl, acme, person, django_assert_max_num_queries
):
    for _row in range(20):
        wording = CheckWordingFactory(
            organization=acme, stage_action=StageActionFactory(organization=acme)
        )
        asked = QuestionFactory(
            organization=acme,
            kind="check",
            wording=None,
            emotion=None,
            check_wording=wording,
            stage_action=wording.stage_action,
        )
        ask(person, asked, [2])
    client = sign_in(carl)

    with django_assert_max_num_queries(14):
        client.get(PAGE)
