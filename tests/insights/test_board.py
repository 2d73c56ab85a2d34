"""The gap board says what is so, how sure it is, and when it cannot say."""

import pytest
from django.utils.timezone import now

from insights.engine.display import Level
from insights.engine.verdicts import Verdict
from insights.selectors import board as boards
from insights.selectors import sentences
from insights.selectors.periods import Period
from surveys.services import rollups
from tests.factories.accounts import MembershipFactory
from tests.factories.emotions import EmotionFactory, WordingFactory
from tests.factories.journeys import (
    BeliefFactory,
    BeliefRoundFactory,
    EmotionTargetFactory,
    JourneyFactory,
    StageFactory,
)
from tests.factories.surveys import AnswerFactory, QuestionFactory, ResponseFactory, SliceFactory


@pytest.fixture
def stage(acme):
    return StageFactory(
        organization=acme, name="Waiting", journey=JourneyFactory(organization=acme)
    )


@pytest.fixture
def asked(acme, stage):
    """A target of 75 for "informed" at the stage, and the question that asks for it."""
    return aim(acme, stage, 75, key="informed")


def aim(acme, stage, intended, **emotion):
    emotion = EmotionFactory(organization=acme, **emotion)
    EmotionTargetFactory(organization=acme, stage=stage, emotion=emotion, intended=intended)
    return QuestionFactory(
        organization=acme, wording=WordingFactory(organization=acme, emotion=emotion)
    )


def answers(acme, stage, question, values, channel="phone"):
    """Add one response with one answer for each value; the day becomes dirty."""
    where = SliceFactory(organization=acme, key=f"{channel}|||", channel=channel)
    for value in values:
        response = ResponseFactory(organization=acme, stage=stage, slice=where)
        AnswerFactory(organization=acme, response=response, question=question, value=value)
    rollups.mark_dirty(org_id=acme.pk, day=now().date())


def only_cell(stage, **options):
    [cell] = boards.board(
        journey=stage.journey, period=Period.last(90, today=now().date()), **options
    ).cells
    return cell


@pytest.mark.parametrize(
    ("n", "level"),
    [
        (0, Level.NOTHING),
        (4, Level.NOTHING),
        (9, Level.NOT_ENOUGH),
        (10, Level.EARLY),
        (30, Level.FULL),
    ],
)
def test_how_much_is_shown_depends_on_how_many_answered(acme, stage, asked, n, level):
    answers(acme, stage, asked, [1] * n)

    cell = only_cell(stage)

    assert cell.level is level
    assert (cell.shortfall is not None) is (n >= 10)
    assert ("of 100" in sentences.of_cell(cell)) is (n >= 10)


def test_a_cell_whose_whole_range_misses_the_target_is_below(acme, stage, asked):
    answers(acme, stage, asked, [1, 2] * 20)

    cell = only_cell(stage)

    assert cell.verdict is Verdict.BELOW
    assert cell.felt.mean == 37.5
    assert cell.shortfall == 37.5


def test_for_an_emotion_to_avoid_more_is_worse(acme, stage):
    frustrated = aim(acme, stage, 20, key="frustrated", group="strain", direction="avoid")
    answers(acme, stage, frustrated, [2, 3] * 20)

    cell = only_cell(stage)

    assert cell.verdict is Verdict.BELOW
    assert cell.shortfall == 42.5
    assert "more than the 20 you accept" in sentences.of_cell(cell)


def test_an_emotion_to_avoid_that_is_hardly_felt_is_good_news(acme, stage):
    frustrated = aim(acme, stage, 20, key="frustrated", group="strain", direction="avoid")
    answers(acme, stage, frustrated, [0] * 40)

    assert only_cell(stage).verdict is Verdict.AT_OR_ABOVE


def test_can_t_say_leaves_the_mean_and_is_told_beside_it(acme, stage, asked):
    answers(acme, stage, asked, [4] * 10 + [None] * 5)

    cell = only_cell(stage)

    assert (cell.n, cell.counts.unsaid, cell.felt.mean) == (10, 5, 100.0)


def test_a_filter_shows_its_own_numbers_and_the_verdict_of_the_whole(acme, stage, asked):
    answers(acme, stage, asked, [0, 1] * 30, channel="phone")
    answers(acme, stage, asked, [4] * 30, channel="chat")

    whole, chat = only_cell(stage), only_cell(stage, splits={"channel": "chat"})

    assert chat.felt.mean == 100
    assert chat.n == 30
    assert chat.verdict is whole.verdict is Verdict.BELOW


def test_the_headline_calls_nothing_short_that_is_above(acme, stage, asked):
    answers(acme, stage, asked, [0, 1] * 30, channel="phone")
    answers(acme, stage, asked, [4] * 30, channel="chat")

    period = Period.last(90, today=now().date())
    chat = boards.board(journey=stage.journey, period=period, splits={"channel": "chat"})

    assert sentences.of_board(chat).startswith("No stage is clearly short")


def test_the_largest_shortfall_comes_first_and_early_signals_last(acme, stage):
    informed = aim(acme, stage, 75, key="informed")
    safe = aim(acme, stage, 75, key="safe")
    early = aim(acme, stage, 75, key="relieved")
    answers(acme, stage, informed, [1] * 30 + [2] * 10)
    answers(acme, stage, safe, [0] * 30 + [1] * 10)
    answers(acme, stage, early, [0] * 12)

    board = boards.board(journey=stage.journey, period=Period.last(90, today=now().date()))

    assert [cell.emotion.key for cell in board.ranked] == ["safe", "informed", "relieved"]
    assert "“safe” is 69 points short" in sentences.of_board(board)


def test_what_a_filter_leaves_too_few_answers_of_comes_last(acme, stage):
    below = aim(acme, stage, 75, key="informed")
    early = aim(acme, stage, 75, key="safe")
    answers(acme, stage, below, [0, 1] * 30, channel="phone")
    answers(acme, stage, early, [4] * 12, channel="chat")

    period = Period.last(90, today=now().date())
    board = boards.board(journey=stage.journey, period=period, splits={"channel": "chat"})

    assert [cell.emotion.key for cell in board.ranked] == ["safe", "informed"]


def test_belief_of_three_people_is_compared_with_what_is_felt(acme, stage, asked):
    belief_round = BeliefRoundFactory(organization=acme, journey=stage.journey, closed_at=now())
    for value in (85, 90, 95):
        BeliefFactory(
            organization=acme,
            round=belief_round,
            membership=MembershipFactory(organization=acme),
            stage=stage,
            emotion=asked.emotion,
            value=value,
        )
    answers(acme, stage, asked, [1, 2] * 30)

    cell = only_cell(stage)

    assert cell.belief_gap.gap == 90 - 37.5
    assert "You believed it to be 52 points better" in sentences.of_cell(cell)


def test_answers_before_the_period_do_not_count(acme, stage, asked):
    answers(acme, stage, asked, [4] * 10)
    yesterday = Period(now().date().replace(year=2020), now().date().replace(year=2021))

    [cell] = boards.board(journey=stage.journey, period=yesterday).cells

    assert cell.n == 0
