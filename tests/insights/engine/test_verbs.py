"""The command's calculations: their figures, and clear words for what they refuse."""

import json
import math

import pytest

from insights.engine import verbs
from insights.engine.verbs import BadInputError, answer
from tests.insights.engine import published


@pytest.mark.parametrize("name", list(verbs.VERBS))
def test_every_example_is_answered(name):
    found = answer(name, verbs.parse(verbs.VERBS[name].example))

    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_the_chart_of_the_nist_handbook():
    found = answer(
        "ewma", {"x": published.NIST_WEEKS, "target": 50, "sigma": 2.0539, "lambda": 0.3}
    )

    assert found["z"] == pytest.approx(published.NIST_SMOOTHED, abs=5.01e-3)
    assert (found["steady_low"], found["steady_high"]) == pytest.approx(
        published.NIST_LIMITS, abs=1e-4
    )


def test_a_chart_may_find_its_own_baseline():
    means = [60, 62] * 6 + [40] * 8

    found = answer("ewma", {"means": means, "sd": 20, "n": 50, "baseline": 12})

    assert found["baseline"]["mean"] == 61
    assert found["alarms"][0] in range(12, 16)


def test_placebos_carry_their_names():
    units = {"a": [0, 0, 6, 6], "b": [0, 0, 1, 1], "c": [0, 0, 0, 0], "d": [0, 0, 0, 0]}

    found = answer("did", {"units": units, "treated": "a", "start": 2})

    assert found["placebos"] == pytest.approx({"b": 1, "c": -0.5, "d": -0.5})
    assert found["placebo_rank"] == 0.25


def test_gaps_in_the_data_are_estimated():
    rows = [[1, 2], [2, None], [3, 5], [None, 4], [4, 9], [2, 3]]

    found = answer("em", {"data": rows})

    assert found["converged"]
    assert found["n"] == 6
    columns = {"a": [row[0] for row in rows], "b": [row[1] for row in rows]}
    assert answer("em", {"data": columns})["covariance"] == found["covariance"]


def test_discoveries_may_have_names():
    found = answer("bh", {"p_values": {"a": 0.01, "b": 0.9}, "q": 0.05})

    assert found["by_name"] == {"a": True, "b": False}
    assert found["adjusted"] == pytest.approx([0.02, 0.9])


@pytest.mark.parametrize(
    ("verb", "document", "unread"),
    [
        ("wilson", {"successes": 81, "n": 263, "continuity": True}, ["continuity"]),
        ("ewma", {"means": [50, 52], "target": 50, "spreads": [4, 4]}, ["spreads"]),
        ("newcombe", {"first": {"x": 1, "n": 2, "z": 3}, "second": [1, 2]}, ["first.z"]),
    ],
)
def test_what_had_no_part_in_an_answer_is_said(verb, document, unread):
    assert answer(verb, document)["not_read"] == unread


def test_two_samples_are_told_as_they_were_read():
    found = answer("welch", {"first": [62, 24, 120], "second": [1, 2]})

    assert found["second"] == pytest.approx({"mean": 1.5, "sd": 0.5**0.5, "n": 2})


def test_another_confidence_holds_for_both_intervals_of_a_score():
    found = answer("emotion_score", {"counts": [1, 2, 5, 12, 10], "confidence": 0.9})

    share = answer("wilson", {"successes": 22, "n": 30, "confidence": 0.9})
    assert found["top_two"].items() <= share.items()


def test_many_documents_get_many_answers():
    found = answer("wilson", [{"x": 1, "n": 2}, {"x": 0, "n": 0}])

    assert [each["share"] for each in found] == [0.5, None]


@pytest.mark.parametrize(
    ("verb", "document", "message"),
    [
        ("wilson", {"successes": 5}, '"n" is missing'),
        ("wilson", {"successes": "5", "n": 9}, "must be a number"),
        ("wilson", {"successes": math.nan, "n": 9}, "finite"),
        ("wilson", {"successes": 10**400, "n": 9}, "finite"),
        ("wilson", {"successes": 5, "n": 4}, "impossible"),
        ("wilson", "81/263", "JSON object"),
        ("wilson", [1, 2, 3], "holds successes, n"),
        ("wilson", {"x": 1, "n": 2, "confidence": 2000}, "between 0 and 1"),
        ("bh", {"p": [0.5, 1.5]}, "between 0 and 1"),
        ("bh", {"p": 0.5}, "list of numbers"),
        ("lmg", {"correlation": [[1, 2], [2, 1]]}, "semidefinite"),
        ("lmg", {"correlation": [[1, 0.5, 0.2], [0.5]]}, "square"),
        ("lmg", {"mpg": [1, 2], "cyl": [2, 1]}, "Nothing to explain"),
        ("lmg", {"correlation": [[1, 0.5], [0.4, 1]]}, "symmetric"),
        ("lmg", {"data": {"y": [1, 2, 3], "x": [1, 2]}}, "same length"),
        ("lmg", {"data": {"y": [1, 2, 3], "x": [1, 3, 2]}, "outcome": "z"}, "not among"),
        ("lmg", {"correlation": [[1]]}, "predictor"),
        ("lmg", [], "list of rows"),
        ("mean", {"counts": [1, 2, 3]}, "scale"),
        ("mean", {"values": [120]}, "between 0 and 100"),
        ("mean", {"counts": [1] * 5, "direction": "up"}, "direction"),
        ("nps", {"promoters": 5, "detractors": 3, "n": 6}, "negative"),
        ("welch", [1, 2, 1, 3, 4, 5], "at least two"),
        ("ewma", {"means": [1, 2, 3]}, "baseline"),
        ("did", {"treated": [1, 2, 3], "comparisons": [[1, 2]], "start": 1}, "same length"),
        ("did", {"treated": [1, 2, 3], "comparisons": [[1, 2, 3]], "start": 1.5}, "whole"),
        ("did", {"treated": [1, 2, 3], "placebos": [[1, 2, 3]], "start": 1}, "comparisons"),
        ("did", {"treated": [1, 2, 3], "comparisons": [], "start": 1}, "empty"),
        ("welch", {"groups": [[1, 2]]}, "two"),
        ("always_valid", {"effect": 1, "se": -1}, "not negative"),
        ("mde", {"sd": 25, "n": 0}, "positive"),
        ("em", {"data": [[1, None], [2, None]]}, "at least one value"),
        ("nnls_slopes", {"a": [[1, 2]], "b": [1, 2]}, '"b"'),
        ("sorcery", {}, "no verb"),
    ],
)
def test_what_cannot_be_used_is_explained(verb, document, message):
    with pytest.raises(ValueError, match=message):
        answer(verb, document)


@pytest.mark.parametrize("text", ["", "  ", "nope", "{", "[" * 100_000])
def test_what_is_no_json_is_explained(text):
    with pytest.raises(BadInputError, match=r"JSON"):
        verbs.parse(text)


def test_two_scores_are_compared_after_minus_before():
    found = answer(
        "nps", {"before": [50, 30, 20], "after": {"promoters": 60, "n": 100, "detractors": 10}}
    )

    assert found["difference"] == pytest.approx(20)


def test_four_errors_make_an_interval():
    table = {"treated": {"before": 20, "after": 26}, "control": {"before": 20, "after": 21}}

    found = answer("did", {**table, "errors": [1, 1, 1, 1]})

    assert (found["effect"], found["se"]) == (5, 2)
    assert found["high"] == pytest.approx(5 + 1.959964 * 2)


def test_weighted_and_clustered_scores():
    document = {
        "values": [0, 50, 100, 100],
        "weights": [1, 1, 1, 3],
        "clusters": ["a", "a", "b", "c"],
    }

    found = answer("mean", document)

    assert found["mean"] == pytest.approx(75)
    assert found["df"] == pytest.approx(2.5)


def test_plain_nonnegative_least_squares():
    assert answer("nnls_slopes", {"a": [[1, 0], [0, 1]], "b": [2, -1]})["values"] == [2, 0]
