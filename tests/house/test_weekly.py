"""The geometry of the charts of evidence."""

from dataclasses import dataclass
from datetime import date, timedelta

from config import charts
from config.charts import weekly

START = date(2026, 3, 2)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Point:
    since: date
    until: date
    felt: float
    beside: float | None = None


def weeks(*felt, since=START - 4 * WEEK):
    return [
        Point(since + i * WEEK, since + (i + 1) * WEEK, value, 50.0) for i, value in enumerate(felt)
    ]


def draw(points, **options):
    return charts.weekly_chart(
        points,
        start=START,
        first_after=START + 2 * WEEK,
        evaluate_on=START + 13 * WEEK,
        **options,
    )


def test_the_line_breaks_where_the_action_begins_and_where_it_begins_to_count():
    chart = draw(weeks(60, 61, 62, 63, 64, 65, 66, 67))

    assert chart.felt.count("M") == 3
    assert len(chart.dots) == 8


def test_an_unknown_comparison_leaves_a_hole():
    points = [
        *weeks(60, 61),
        Point(START - 2 * WEEK, START - WEEK, 62),
        *weeks(63, since=START - WEEK),
    ]

    assert draw(points).beside.count("M") == 2


def test_the_evaluation_date_is_drawn_before_it_has_come():
    chart = draw(weeks(60, 61, 62, 63))

    assert chart.start.x < chart.wash_in[0] + chart.wash_in[1] < chart.evaluation.x <= chart.right


def test_from_right_to_left_time_runs_the_other_way():
    points = weeks(60, 61, 62, 63)
    left, right = draw(points), draw(points, rtl=True)

    assert right.start.x == left.width - left.start.x
    assert right.evaluation.x < right.start.x
    assert right.wash_in[1] == left.wash_in[1]


def test_the_height_shows_forty_points_at_least_and_never_more_than_the_scale():
    assert weekly.value_range([61, 63]) == (40, 90)
    assert weekly.value_range([2, 5]) == (0, 40)
    assert weekly.value_range([0, 100]) == (0, 100)


def test_a_comparison_at_the_end_of_the_scale_is_drawn_inside():
    lowest = [Point(START + i * WEEK, START + (i + 1) * WEEK, 60, 0.0) for i in range(2)]

    chart = draw(lowest)

    assert f" {chart.bottom:.1f}" in chart.beside
    assert chart.grid[0][0] == 0


def test_months_are_thinned_out():
    found = weekly.months(date(2025, 1, 15), date(2026, 12, 20))

    assert len(found) <= 7
    assert found[0] == date(2025, 2, 1)


def test_effects_lie_on_one_axis_around_nothing():
    strip = charts.effect_strip(4, 1, 8, [-2, 3])

    assert strip.others[0].x < strip.zero < strip.low < strip.found < strip.high
    assert dict(strip.ticks)["0"] == strip.zero
    assert [text for text, _x in strip.ticks] == ["−10", "−5", "0", "+5", "+10"]


def test_equal_effects_are_drawn_above_each_other():
    first, second = charts.effect_strip(4, 1, 8, [2, 2]).others

    assert first.x == second.x
    assert first.y > second.y


def test_a_range_of_any_size_keeps_zero_on_the_axis():
    for high in (3, 17, 24, 26, 38, 95):
        strip = charts.effect_strip(1, -1, high, [])
        assert "0" in dict(strip.ticks)
