import math
import re

from hypothesis import given
from hypothesis import strategies as st

from config import charts
from config.charts import CurveStage
from config.charts.curve import wrapped
from config.charts.paths import smooth_path

intensity = st.floats(0, 100)


def stage(intended=None, felt=None, **values):
    return CurveStage("Delivery", intended=intended, felt=felt, **values)


def line(curve, kind):
    return next(line for line in curve.lines if line.kind == kind)


def ends(path):
    """The points a path visits: the last pair of numbers of each command."""
    commands = re.findall(r"[MCL][^MCL]*", path)
    return [tuple(map(float, re.findall(r"-?[\d.]+", command)[-2:])) for command in commands]


def test_a_higher_value_is_drawn_higher():
    curve = charts.emotion_curve([stage(intended=80), stage(intended=20)])
    first, second = line(curve, "intended").marks
    assert first.y < second.y


def test_a_value_outside_the_scale_stays_inside_the_drawing():
    curve = charts.emotion_curve([stage(intended=140), stage(intended=-3)], plot=200)
    top, bottom = (mark.y for mark in line(curve, "intended").marks)
    assert (top, bottom) == (14, 214)


def test_right_to_left_mirrors_every_stage():
    stages = [stage(intended=10), stage(intended=20), stage(intended=30)]
    there = [mark.x for mark in line(charts.emotion_curve(stages), "intended").marks]
    curve = charts.emotion_curve(stages, rtl=True)
    back = [mark.x for mark in line(curve, "intended").marks]
    assert back == [curve.width - x for x in there]


def test_without_a_gutter_a_stage_lies_in_the_middle_of_its_column():
    curve = charts.emotion_curve([stage(intended=1)] * 3, column=200, gutter=0, labels=False)
    assert [mark.x for mark in line(curve, "intended").marks] == [100, 300, 500]


def test_a_line_breaks_where_a_value_is_missing():
    curve = charts.emotion_curve([stage(felt=50), stage(), stage(felt=60), stage(felt=70)])
    assert line(curve, "felt").path.count("M") == 2


def test_the_shortfall_lies_under_intended_and_over_felt():
    shortfall = charts.emotion_curve([stage(80, 40), stage(80, 40)], plot=100).shortfall
    assert ends(shortfall.below)[0][1] < ends(shortfall.above)[0][1]
    assert (ends(shortfall.below)[-1][1], ends(shortfall.above)[-1][1]) == (114, 14)


def test_for_an_emotion_to_avoid_the_shortfall_lies_under_felt():
    shortfall = charts.emotion_curve([stage(20, 60)] * 2, plot=100, avoid=True).shortfall
    assert ends(shortfall.below)[0][1] == 54


def test_no_shortfall_is_drawn_where_a_value_is_missing():
    assert charts.emotion_curve([stage(80), stage(felt=40)]).shortfall.below == ""


def test_only_felt_has_whiskers():
    known = CurveStage("Delivery", intended=80, believed=70, felt=40, low=30, high=50)
    curve = charts.emotion_curve([known])
    assert line(curve, "felt").marks[0].top < line(curve, "felt").marks[0].bottom
    assert line(curve, "intended").marks[0].top is None


@given(intensity, intensity, intensity)
def test_the_figure_of_a_felt_value_stands_clear_of_the_other_marks(intended, believed, felt):
    curve = charts.emotion_curve([stage(intended, felt, believed=believed)])
    figure = line(curve, "felt").marks[0].label_y - 4
    others = [line(curve, kind).marks[0].y for kind in ("intended", "believed")]
    assert all(abs(figure - y) > 11 for y in others)


def test_the_largest_gap_is_where_felt_misses_intended_most():
    stages = [stage(80, 70), stage(80, 41), stage(50, 20), stage(90)]
    assert charts.largest_gap(stages) == (1, 39)


def test_more_than_intended_is_no_gap():
    assert charts.largest_gap([stage(50, 60), stage(40, 40)]) is None


def test_more_of_an_emotion_to_avoid_is_the_gap():
    assert charts.largest_gap([stage(20, 45), stage(20, 5)], avoid=True) == (0, 25)


def test_of_two_equal_gaps_the_earlier_stage_is_named():
    assert charts.largest_gap([stage(80, 60), stage(70, 50)]) == (0, 20)


@given(st.lists(intensity, min_size=2, max_size=12))
def test_a_smooth_line_never_swings_past_its_values(values):
    path = smooth_path([(100.0 * index, value) for index, value in enumerate(values)])
    heights = [float(y) for _x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]
    # A Bézier curve lies within the hull of its control points; 0.1 is the rounding of the text.
    assert min(values) - 0.1 <= min(heights)
    assert max(heights) <= max(values) + 0.1


@given(st.lists(intensity, min_size=1, max_size=12))
def test_a_smooth_line_goes_through_every_value(values):
    points = [(100.0 * index, value) for index, value in enumerate(values)]
    visited = ends(smooth_path(points))
    assert all(math.dist(*pair) < 0.1 for pair in zip(points, visited, strict=True))


def test_a_long_stage_name_takes_two_rows_at_most():
    rows = wrapped("Help when something has gone badly wrong at the weekend", 18)
    assert rows == ("Help when", "something has…")


def test_a_short_trend_is_not_blown_up_to_look_like_a_rise():
    calm = charts.sparkline([50, 52], height=28)
    steep = charts.sparkline([20, 80], height=28)
    assert rise(calm) < 2 < rise(steep)


def rise(spark):
    (_x1, first), (_x2, last) = ends(spark.path)
    return first - last


def test_a_sparkline_of_nothing_has_no_dot():
    assert charts.sparkline([None, None]).dot is None


def test_an_interval_bar_runs_from_right_to_left_in_arabic():
    bar = charts.interval_bar(30, 20, 40, 80, rtl=True)
    assert (bar.value, bar.low, bar.high, bar.target) == (70, 80, 60, 20)
