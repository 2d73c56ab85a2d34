"""The command's calculations: generous in what they read, clear in what they refuse."""

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


@pytest.mark.parametrize(
    "document",
    [
        [81, 263],
        {"successes": 81, "n": 263},
        {"x": 81, "nobs": 263},
        {"Yes": 81, "No": 182},
        {"k": 81, "Sample Size": 263, "confidence": 95},
        {"share": 81 / 263, "n": 263, "alpha": 0.05},
        {"p_hat": 81 / 263, "n": 263, "confidence_level": 0.95},
    ],
)
def test_a_share_may_be_said_in_many_ways(document):
    found = answer("wilson", document)

    assert (found["low"], found["high"]) == pytest.approx((0.255289, 0.366210), abs=5e-7)


@pytest.mark.parametrize(
    "document",
    [
        [56, 70, 48, 80],
        {"x1": 56, "n1": 70, "x2": 48, "n2": 80},
        {"successes": [56, 48], "n": [70, 80]},
        {"first": {"successes": 56, "n": 70}, "second": [48, 80]},
        {"after": [56, 70], "before": [48, 80]},
        {"treated": [56, 70], "control": [48, 80]},
        {"p1": 0.8, "n1": 70, "p2": 0.6, "n2": 80},
        {"x_a": 56, "n_a": 70, "x_b": 48, "n_b": 80},
        {"groups": [{"success": 56, "n": 70}, {"success": 48, "n": 80}]},
        [[56, 70], [48, 80]],
    ],
)
def test_two_shares_may_be_said_in_many_ways(document):
    found = answer("newcombe", document)

    assert (found["low"], found["high"]) == pytest.approx((0.052431, 0.333873), abs=5e-7)


@pytest.mark.parametrize(
    "document",
    [
        [62.0, 24.0, 120, 68.5, 22.5, 140],
        {"mean1": 62, "sd1": 24, "n1": 120, "mean2": 68.5, "sd2": 22.5, "n2": 140},
        {"mean": [62, 68.5], "sd": [24, 22.5], "n": [120, 140]},
        {"before": {"m": 62, "var": 576, "n": 120}, "after": {"mean": 68.5, "s": 22.5, "n": 140}},
        {"mean_a": 62, "var_a": 576, "n_a": 120, "mean_b": 68.5, "var_b": 506.25, "n_b": 140},
        {"samples": [{"mean": 62, "sd": 24, "n": 120}, {"mean": 68.5, "sd": 22.5, "n": 140}]},
    ],
)
def test_two_means_may_be_said_in_many_ways(document):
    found = answer("welch", document)

    assert found["df"] == pytest.approx(246.21, abs=5e-3)
    assert (found["low"], found["high"]) == pytest.approx((0.786, 12.214), abs=5e-4)


@pytest.mark.parametrize(
    "document",
    [
        [50, 30, 20],
        {"promoters": 50, "passives": 30, "detractors": 20},
        {"promoters": 50, "detractors": 20, "n": 100},
        {"ratings": [10] * 50 + [8] * 30 + [6] * 20},
        {"counts": [0] * 6 + [20, 0, 30, 0, 50]},
        {"counts": {"6": 20, "8": 30, "10": 50}},
        {"counts": {"detractors": 20, "passives": 30, "promoters": 50}},
        {"promoter": 50, "neutral": 30, "detractor": 20},
    ],
)
def test_a_score_may_be_said_in_many_ways(document):
    found = answer("nps", document)

    assert (found["nps"], found["low"]) == pytest.approx((30, 14.0511), abs=5e-5)


@pytest.mark.parametrize(
    "document",
    [
        [1, 2, 5, 12, 10],
        {"counts": {"1": 1, "2": 2, "3": 5, "4": 12, "5": 10}},
        {"counts": {"0": 1, "25": 2, "50": 5, "75": 12, "100": 10}},
        {"counts": {"Completely": 10, "Mostly": 12, "Partly": 5, "A little": 2, "Not at all": 1}},
        {"c1": 1, "c2": 2, "c3": 5, "c4": 12, "c5": 10},
        {"answers": [1] + [2] * 2 + [3] * 5 + [4] * 12 + [5] * 10},
        {"values": [0] + [25] * 2 + [50] * 5 + [75] * 12 + [100] * 10},
    ],
)
@pytest.mark.parametrize("verb", ["mean", "emotion_score", "emotion-score", "emotion score"])
def test_an_emotion_score_may_be_said_in_many_ways(verb, document):
    found = answer(verb, document)

    assert found["mean"] == pytest.approx(73.3333, abs=5e-5)
    assert (found["low"], found["high"]) == pytest.approx((62.9757, 82.9259), abs=5e-5)


_MATRIX = published.AZEN_BUDESCU.tolist()


@pytest.mark.parametrize(
    "document",
    [
        _MATRIX,
        {"correlation": _MATRIX},
        {"correlation": [row[: i + 1] for i, row in enumerate(_MATRIX)]},
        {"correlation": [row[i:] for i, row in enumerate(_MATRIX)]},
        {"R_xx": [row[1:] for row in _MATRIX[1:]], "r_xy": _MATRIX[0][1:]},
        {"cov": [row[::-1] for row in _MATRIX[::-1]], "y": 4, "predictors": [3, 2, 1, 0]},
        {
            "corr": {f"v{i}": {f"v{j}": _MATRIX[i][j] for j in range(5)} for i in range(5)},
            "outcome": "v0",
        },
    ],
)
def test_correlations_may_be_said_in_many_ways(document):
    found = answer("lmg", document)

    assert found["values"] == pytest.approx([0.2921762, 0.0758614, 0.0949109, 0.1214041], abs=5e-8)


_CARS = dict(zip(("mpg", "cyl", "disp", "hp", "gear"), published.MTCARS.tolist(), strict=True))


@pytest.mark.parametrize(
    "document",
    [
        {"data": _CARS, "outcome": "mpg"},
        {"data": _CARS},
        {"data": _CARS, "response": "mpg", "features": ["cyl", "disp", "hp", "gear"]},
        {"y": _CARS["mpg"], "x": {name: _CARS[name] for name in ("cyl", "disp", "hp", "gear")}},
        {"y": _CARS["mpg"], "x": published.MTCARS[1:].T.tolist()},
        {"data": published.MTCARS.T.tolist(), "names": list(_CARS), "outcome": "mpg"},
        {"data": [dict(zip(_CARS, row, strict=True)) for row in published.MTCARS.T.tolist()]},
    ],
)
def test_answers_may_be_said_in_many_ways(document):
    found = answer("relative_weights", document)

    assert found["values"] == pytest.approx([0.2284797, 0.2221469, 0.2321744, 0.0963886], abs=5e-8)


def test_the_sign_is_that_of_the_correlation():
    assert answer("relative_weights", {"data": _CARS})["signs"] == {
        "cyl": -1,
        "disp": -1,
        "hp": -1,
        "gear": 1,
    }


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


@pytest.mark.parametrize(
    "document",
    [
        {"treated": [60, 61, 66, 67], "comparisons": [[60, 60, 60, 60]], "start": 2},
        {"units": {"a": [60, 61, 66, 67], "b": [60] * 4}, "treated": "a", "start": 2},
        {"before": [0, 1], "after": [6, 7]},
        {"differences": [0, 1, 6, 7], "start": 2},
        {"treated": [60, 61, 66, 67], "control": [60] * 4, "weeks_before": 2},
        {"d_before": [0, 1], "d_after": [6, 7]},
        {"differences": {"before": [0, 1], "after": [6, 7]}},
        {
            "treated": {"before": [60, 61], "after": [66, 67]},
            "comparisons": [{"before": [60, 60], "after": [60, 60]}],
        },
        {
            "treated_before": [60, 61],
            "treated_after": [66, 67],
            "control_before": [[60, 60], [61, 61]],
            "control_after": [[60, 60], [61, 61]],
        },
    ],
)
def test_weeks_may_be_said_in_many_ways(document):
    found = answer("did", document)

    assert (found["effect"], found["df"]) == pytest.approx((6, 2))


@pytest.mark.parametrize(
    "document",
    [
        {
            "treated_before": 20.44,
            "treated_after": 21.03,
            "control_before": 23.33,
            "control_after": 21.17,
        },
        {
            "treated": {"before": 20.44, "after": 21.03},
            "control": {"before": 23.33, "after": 21.17},
        },
    ],
)
def test_four_means_may_be_said_in_two_ways(document):
    assert answer("did", document)["effect"] == pytest.approx(2.75)


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


@pytest.mark.parametrize(
    "spread",
    [
        {"variances": [4, 4, 4]},
        {"variance": 4},
        {"se": 2},
        {"sd": 2},
        {"sds": [20, 20, 20], "ns": [100, 100, 100]},
        {"sigma": 20, "n": 100},
        {"vars": [4, 4, 4]},
        {"variance": 3, "tau": 1},
    ],
)
def test_the_spread_of_weeks_may_be_said_in_many_ways(spread):
    found = answer("ewma", {"means": [50, 51, 52], "target": 50, **spread})

    assert found["high"][0] == pytest.approx(50 + 3 * 0.2 * 2)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"se": 2}, {"mde": 5.6}),
        ({"variance": 4}, {"mde": 5.6}),
        ({"sd": 25, "n": 200}, {"mde": 7.0}),
        ({"sd": 25, "points": 5}, {"answers_per_period": 393, "answers_for_precision": 97}),
    ],
)
def test_the_detectable_change_may_be_asked_in_many_ways(document, expected):
    assert answer("mde", document) == pytest.approx(expected)


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
