"""Five questions at most, drawn so that every pair of emotions is seen together."""

from collections import Counter
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.services import drawing

OUTCOME, SUCCESS = 1, 2
EMOTIONS = range(10, 16)
CHECKS = range(30, 33)


@st.composite
def contents(draw):
    """What a survey version may hold: some stages, each with targets and checks of its own."""
    stages = {
        str(pk): {
            "targets": draw(st.lists(st.sampled_from(EMOTIONS), unique=True, max_size=3)),
            "checks": draw(st.lists(st.sampled_from(CHECKS), unique=True, max_size=2)),
            "resolve_first": draw(st.booleans()),
        }
        for pk in range(draw(st.integers(1, 3)))
    }
    aimed = {pk for stage in stages.values() for pk in stage["targets"]}
    focus = draw(st.sets(st.sampled_from(EMOTIONS), max_size=3))
    success = draw(st.sampled_from([SUCCESS, None]))
    return {
        "outcome": OUTCOME,
        "success": success,
        "rotating": sorted(aimed | focus),
        "stages": stages,
    }


def asked(content, seed, stage=0, together=None):
    drawn = drawing.draw(content, stage, seed=seed, together=together or Counter())
    return [question for question, _ in drawn]


def simulate(content, times=3000):
    """Draw for each stage in turn, as decisions do; returns the counts of pairs."""
    together = Counter()
    for seed in range(times):
        stage = seed % len(content["stages"])
        drawing.count(asked(content, seed, stage, together), together)
    return together


@given(contents(), st.integers(0, 2**128))
@settings(max_examples=150, deadline=None)
def test_a_mail_keeps_to_its_limits(content, seed):
    drawn = drawing.draw(content, 0, seed=seed, together=Counter())
    questions = [question for question, _ in drawn]
    stage = content["stages"]["0"]
    emotions = set(questions) & set(EMOTIONS)
    assert len(questions) == len(set(questions)) <= 5
    assert questions.count(OUTCOME) == 1
    assert len(emotions) <= 4
    assert len(set(questions) & set(CHECKS)) <= 1
    assert set(questions) <= {OUTCOME, SUCCESS, *content["rotating"], *stage["checks"]}
    assert all(0 < probability <= 1 for _, probability in drawn)


@given(contents(), st.integers(0, 2**128))
@settings(max_examples=100, deadline=None)
def test_the_same_invitation_draws_the_same_questions(content, seed):
    assert asked(content, seed) == asked(content, seed)


@given(contents(), st.integers(0, 2**128))
@settings(max_examples=80, deadline=None)
def test_where_solving_comes_first_it_is_asked_first_and_always(content, seed):
    content["stages"]["0"]["resolve_first"] = True
    content["success"] = SUCCESS
    assert asked(content, seed)[:2] == [SUCCESS, OUTCOME]


@given(contents(), st.integers(0, 2**128))
@settings(max_examples=80, deadline=None)
def test_a_stage_asks_for_one_or_two_of_its_targets(content, seed):
    targets = set(content["stages"]["0"]["targets"])
    assert min(len(targets), 1) <= len(targets & set(asked(content, seed)))


def one_stage(**stage):
    return {
        "outcome": OUTCOME,
        "success": SUCCESS,
        "rotating": list(EMOTIONS),
        "stages": {"0": {"targets": [10, 11], "checks": [], "resolve_first": False, **stage}},
    }


def test_every_pair_of_emotions_is_observed_together():
    content = one_stage()
    content["stages"]["1"] = {"targets": [12, 13, 14], "checks": [30], "resolve_first": True}
    together = simulate(content)
    pairs = [frozenset(pair) for pair in combinations(EMOTIONS, 2)]
    assert min(together[pair] for pair in pairs) >= 100


def test_two_emotions_that_no_stage_aims_for_meet_as_well():
    together = simulate(one_stage())
    pairs = [frozenset(pair) for pair in combinations([12, 13, 14, 15], 2)]
    assert min(together[pair] for pair in pairs) >= 30


def test_an_emotion_that_was_never_asked_catches_up():
    together = simulate(one_stage(), times=200)
    for pair in [pair for pair in together if 15 in pair]:
        del together[pair]
    drawn = Counter(
        question for seed in range(100) for question in asked(one_stage(), seed, 0, together)
    )
    assert drawn[15] > 60


def test_the_recorded_probability_is_the_one_drawn_with():
    content, times = one_stage(checks=[30, 31]), 4000
    content["rotating"] = [10, 11, 12]  # no second outsider that could take the slot
    seen, expected = Counter(), Counter()
    for seed in range(times):
        for question, probability in drawing.draw(content, 0, seed=seed, together=Counter()):
            seen[question] += 1
            expected[question] = probability
    for question, probability in expected.items():
        assert abs(seen[question] / times - probability) < 0.03


def test_a_stage_of_three_targets_asks_each_of_them_equally_often():
    content, times = one_stage(targets=[10, 11, 12]), 3000
    content["rotating"] = [10, 11, 12]
    seen = Counter(question for seed in range(times) for question in asked(content, seed))
    # Two of three are drawn, and the third rotates in: each is always asked.
    assert [seen[pk] for pk in (10, 11, 12)] == [times] * 3


def test_the_order_of_the_emotions_is_no_habit():
    orders = {tuple(asked(one_stage(), seed)[1:4]) for seed in range(60)}
    assert len({order[0] for order in orders}) > 2
