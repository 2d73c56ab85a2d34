"""One calculation may be asked for in many ways, and answers the same."""

import pytest

from insights.engine.verbs import answer
from tests.insights.engine import published


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
