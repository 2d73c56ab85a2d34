"""A report is what was known when it was made, and says no more than the board did."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Event
from insights.models import Report
from insights.selectors import board as boards
from insights.selectors import reports as reading
from insights.selectors.changes import Moved
from insights.services import reports
from journeys.models import EmotionTarget
from tests.factories.surveys import FollowUpFactory, ResponseFactory
from tests.insights.reports.months import MARCH, make, only_line
from tests.insights.worlds import aim, answer, ask


def test_a_report_says_what_the_board_says(stage, informed):
    line = only_line(make(stage))
    [cell] = boards.board(journey=stage.journey, period=reports.period_of(MARCH)).cells

    assert line.felt.value == cell.felt.mean == 37.5
    assert (line.felt.low, line.felt.high, line.felt.n) == (cell.felt.low, cell.felt.high, 40)
    assert line.shortfall == cell.shortfall
    assert line.verdict is cell.verdict


def test_later_answers_and_other_targets_leave_a_report_as_it_was(stage, informed):
    before = make(stage).content
    answer(stage, informed, [4] * 50, on=date(2026, 3, 20))
    EmotionTarget.objects.update(intended=10)

    assert make(stage).content == before
    assert Report.objects.count() == 1


def test_a_month_that_is_not_over_has_no_report(stage):
    with pytest.raises(ValidationError, match="as soon as its month is over"):
        make(stage, date(2026, 4, 1))


@pytest.mark.parametrize(("n", "is_shown"), [(4, False), (9, False), (10, True)])
def test_a_report_holds_no_number_that_the_board_withholds(stage, n, is_shown):
    answer(stage, aim(stage, 75, key="safe"), [1] * n, on=date(2026, 3, 3))

    line = only_line(make(stage))

    assert (line.felt.value is not None) is is_shown
    assert (line.shortfall is not None) is is_shown
    assert bool(line.reason) is not is_shown


def test_a_clear_fall_since_the_month_before_is_told_as_worse(stage, informed):
    found = reading.contents(make(stage))

    assert [line.moved for line in found.changed] == [Moved.WORSE]
    assert found.changed[0].moved_by.value == -25


def test_with_few_answers_in_one_month_nothing_is_called_a_change(stage):
    question = aim(stage, 75, key="safe")
    answer(stage, question, [4] * 12, on=date(2026, 2, 3))
    answer(stage, question, [0] * 60, on=date(2026, 3, 3))

    line = only_line(make(stage))

    assert line.moved is Moved.UNCLEAR
    assert line.moved_by.value == -100


def test_more_of_an_emotion_to_avoid_is_told_as_worse(stage):
    question = aim(stage, 20, key="frustrated", direction="avoid")
    answer(stage, question, [0, 1] * 20, on=date(2026, 2, 3))
    answer(stage, question, [2, 3] * 20, on=date(2026, 3, 3))

    assert only_line(make(stage)).moved is Moved.WORSE


def test_the_response_rate_counts_mails_that_went_out(stage, informed):
    ask(stage, 40, 10, on=date(2026, 3, 10))

    rate = reading.contents(make(stage)).rate

    assert (rate.value, rate.n) == (0.25, 40)
    assert rate.low < 0.25 < rate.high


def test_fewer_than_five_unhappy_customers_are_not_counted_out(acme, stage):
    def unhappy(times):
        for _each in range(times):
            response = ResponseFactory(
                organization=acme, stage=stage, experienced_on=date(2026, 3, 5)
            )
            FollowUpFactory(organization=acme, response=response)

    unhappy(4)
    assert reading.contents(make(stage)).followups is None

    Report.objects.all().delete()
    unhappy(1)
    assert reading.contents(make(stage)).followups.opened == 5


def test_sentences_are_frozen_in_every_language(stage, informed):
    assert set(make(stage).content["headline"]) == {"en", "de", "fr", "es", "ar"}


def test_making_a_report_leaves_a_line_in_the_log(stage, informed):
    make(stage)
    make(stage)

    assert Event.objects.filter(verb="report_made").count() == 1
