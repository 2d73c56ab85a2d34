"""Two questions of one survey: what was felt by what was answered beside it."""

from surveys.selectors.cells import Construct, Scope
from surveys.selectors.pairs import felt_by_answer
from tests.insights.board_world import World


def pairs(world, felt, beside, **splits):
    return felt_by_answer(
        org=world.organization,
        scope=Scope(world.today, world.today, (world.stage.pk,), splits),
        felt=Construct("emotion", felt.emotion_id),
        beside=Construct("emotion", beside.emotion_id),
    )


def test_only_the_question_that_was_asked_for_tells_the_groups_apart(acme):
    world = World(acme)
    felt, beside, other = (world.aim(key=key) for key in ("felt", "beside", "other"))
    world.answer(felt, [2, 2, 4], also=(beside, 0))
    world.answer(felt, [1], also=(beside, 2))
    world.answer(felt, [3], also=(other, 0))

    found = pairs(world, felt, beside)

    assert {answer: counts.on(5) for answer, counts in found.items()} == {
        0: (0, 0, 2, 0, 1),
        2: (0, 1, 0, 0, 0),
    }


def test_who_cannot_say_is_in_no_group(acme):
    world = World(acme)
    felt, beside = world.aim(key="felt"), world.aim(key="beside")
    world.answer(felt, [4], also=(beside, None))
    world.answer(felt, [None], also=(beside, 1))

    assert pairs(world, felt, beside) == {}


def test_answers_set_aside_of_other_days_and_of_other_slices_are_in_no_group(acme):
    world = World(acme)
    felt, beside = world.aim(key="felt"), world.aim(key="beside")
    world.answer(felt, [4], also=(beside, 1), is_counted=False, set_aside="trap")
    world.answer(felt, [4], also=(beside, 1), days_ago=1)
    world.answer(felt, [4], also=(beside, 1), channel="chat")

    assert pairs(world, felt, beside, channel="phone") == {}
