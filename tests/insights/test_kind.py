"""Warm words that do not solve are flagged where solving comes first."""

import pytest

from insights.selectors import board as boards
from insights.selectors.periods import Period
from tests.factories.emotions import OutcomeFactory, WordingFactory
from tests.factories.journeys import CheckWordingFactory, StageActionFactory
from tests.factories.surveys import QuestionFactory
from tests.insights.board_world import World

NO, PARTLY, YES = range(3)


@pytest.fixture
def world(acme):
    return World(acme, name="A failed payment", resolve_first=True)


@pytest.fixture
def solved(acme):
    """The question whether it was solved."""
    outcome = OutcomeFactory(organization=acme, key="success", scale="three")
    wording = WordingFactory(organization=acme, emotion=None, outcome=outcome)
    return QuestionFactory(
        organization=acme, kind="outcome", wording=wording, emotion=None, outcome=outcome
    )


def only_cell(world):
    period = Period.last(30, today=world.today)
    [cell] = boards.board(journey=world.journey, period=period).cells
    return cell


def test_kind_but_unsolved_is_flagged(world, solved):
    question = world.aim(intended=60)
    world.answer(question, [4] * 20, also=(solved, YES))
    world.answer(question, [3, 4] * 10, also=(solved, NO))

    cell = only_cell(world)

    assert cell.solved.share.share == 0.5
    assert cell.is_kind_but_unsolved


def test_partly_is_not_solved(world, solved):
    question = world.aim(intended=60)
    world.answer(question, [4] * 40, also=(solved, PARTLY))

    assert only_cell(world).solved.share.share == 0


@pytest.mark.parametrize(
    ("values", "share_yes", "n"),
    [
        ([0, 1], 0.5, 40),  # not kind either: short of its target
        ([4], 0.95, 40),  # solved
        ([4], 0.7, 40),  # the interval reaches four in five
        ([4], 0.5, 20),  # too few to say so
    ],
)
def test_without_both_halves_nothing_is_flagged(world, solved, values, share_yes, n):
    question = world.aim(intended=60)
    yes = round(n * share_yes)
    world.answer(question, (values * n)[:yes], also=(solved, YES))
    world.answer(question, (values * n)[: n - yes], also=(solved, NO))

    assert not only_cell(world).is_kind_but_unsolved


def test_few_who_say_whether_it_was_solved_flag_nothing(world, solved):
    question = world.aim(intended=60)
    world.answer(question, [4] * 29, also=(solved, NO))
    world.answer(question, [4] * 20)

    assert not only_cell(world).is_kind_but_unsolved


def test_where_solving_need_not_come_first_nothing_is_asked(acme, solved):
    world = World(acme)
    question = world.aim(intended=60)
    world.answer(question, [4] * 40, also=(solved, NO))

    assert only_cell(world).solved is None


def test_an_emotion_to_avoid_is_no_kindness(world, solved):
    question = world.aim(intended=30, group="strain", direction="avoid")
    world.answer(question, [0] * 40, also=(solved, NO))

    assert not only_cell(world).is_kind_but_unsolved


def test_the_board_says_it_in_words(world, solved, sign_in, mona):
    question = world.aim(intended=60)
    world.answer(question, [4] * 40, also=(solved, NO))

    page = sign_in(mona).get("/acme/gaps/").content.decode()

    assert "Kind but unsolved" in page
    assert "0 % of 40 customers say it was solved (0 to 9 %)." in page


def test_the_page_of_a_cell_compares_solved_with_unsolved(world, solved, sign_in, mona):
    question = world.aim(intended=60)
    world.answer(question, [4] * 40, also=(solved, YES))
    world.answer(question, [3] * 40, also=(solved, NO))

    page = (
        sign_in(mona)
        .get(f"/acme/gaps/stages/{world.stage.pk}/emotions/{question.emotion_id}/")
        .content.decode()
    )

    assert "100 where it was so, 75 where it was not (" in page
    assert "customers whose case was not solved still feel it as much as you intend" in page


def test_few_unsolved_cases_say_nothing(world, solved, sign_in, mona):
    question = world.aim(intended=60)
    world.answer(question, [4] * 40, also=(solved, YES))
    world.answer(question, [4] * 9, also=(solved, NO))

    page = (
        sign_in(mona)
        .get(f"/acme/gaps/stages/{world.stage.pk}/emotions/{question.emotion_id}/")
        .content.decode()
    )

    assert "Too few customers answered both questions" in page
    assert "still feel it" not in page


def test_an_action_shows_what_was_felt_with_and_without_it(acme, world, sign_in, mona):
    question = world.aim(intended=60)
    designed = StageActionFactory(organization=acme, stage=world.stage, emotion=question.emotion)
    check = QuestionFactory(
        organization=acme,
        kind="check",
        wording=None,
        emotion=None,
        check_wording=CheckWordingFactory(
            organization=acme, stage_action=designed, yes_is_good=False
        ),
        stage_action=designed,
    )
    world.answer(question, [4] * 30, also=(check, NO))
    world.answer(question, [1] * 30, also=(check, YES))

    page = (
        sign_in(mona)
        .get(f"/acme/gaps/stages/{world.stage.pk}/emotions/{question.emotion_id}/")
        .content.decode()
    )

    assert "100 where it was so, 25 where it was not (" in page
