import pytest

from journeys.library.guide import BY_KEY
from journeys.selectors import guide


@pytest.mark.parametrize("answer", sorted(guide.DECISIVE))
def test_growing_harm_and_a_wish_for_a_solution_settle_it(answer):
    against = dict(guide.SPEAKS_AGAINST)

    suggestion = guide.suggest({**against, answer[0]: answer[1]})

    assert suggestion.resolve_first is True
    assert answer in {(r.question.key, r.option.key) for r in suggestion.speaking}


def test_a_customer_who_wants_to_be_heard_is_met_with_empathy():
    suggestion = guide.suggest({"sounding_board": "heard", "manner": "story"})

    assert suggestion.resolve_first is False
    assert [reason.option.key for reason in suggestion.speaking] == ["heard", "story"]


@pytest.mark.parametrize(
    "answers", [{}, {"horizon": "long"}, {"manner": "story", "evidence": "facts"}]
)
def test_answers_that_do_not_lean_suggest_nothing(answers):
    suggestion = guide.suggest(answers)

    assert suggestion.resolve_first is None
    assert suggestion.speaking == []


def test_unknown_answers_are_ignored():
    assert guide.suggest({"urgency": "tomorrow", "colour": "red"}).reasons == ()


def test_every_weighed_answer_is_one_of_the_guide():
    for question, option in guide.SPEAKS_FOR | guide.SPEAKS_AGAINST:
        assert option in {each.key for each in BY_KEY[question].options}
