"""A year of a cell: honest points, and a mark only where something left its usual range."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from insights.forms.board import YearFilter
from insights.selectors import board as boards
from insights.selectors import movements, series, signals
from insights.selectors.periods import Period, full_weeks
from insights.selectors.series import Signal, merged
from tests.insights.board_world import World

PAGE = "/acme/gaps/year/"
MONDAY = date(2026, 1, 5)


@pytest.fixture
def world(acme):
    return World(acme, name="Waiting")


def week(number):
    """The week that begins so many weeks after the Monday."""
    return Period.last(7, today=MONDAY + timedelta(days=7 * number + 6))


def only_series(world, **splits):
    design = boards.design(journey=world.journey)
    board = boards.read(design, Period.last(90, today=world.today))
    [found] = series.of_cells(design=design, found=board.cells, until=world.today, splits=splits)
    return found


def weekly(world, question, means):
    """Twelve answers in each of the last full weeks, oldest first."""
    sunday = full_weeks(world.today).until
    for back, value in enumerate(reversed(means)):
        days_ago = (world.today - sunday).days + 7 * back
        world.answer(question, [max(value - 1, 0), value, min(value + 1, 4)] * 4, days_ago=days_ago)


@pytest.mark.parametrize("weekday", range(7))
def test_a_year_is_52_full_weeks(weekday):
    until = MONDAY + timedelta(days=weekday)

    found = full_weeks(until)

    assert found.since.weekday() == 0
    assert found.until.weekday() == 6
    assert found.days == 7 * 52
    assert 0 <= (until - found.until).days < 7


@pytest.mark.parametrize(
    ("weeks", "sizes"),
    [
        ([10, 10], [10, 10]),
        ([4, 5, 1, 12], [10, 12]),
        ([12, 9], [21]),
        ([9], []),
        ([], []),
    ],
)
def test_thin_weeks_are_joined_until_ten_have_answered(weeks, sizes):
    asked = {week(i): (n, 0, 0, 0, 0) for i, n in enumerate(weeks)}

    assert [sum(counts) for _weeks, counts in merged(asked)] == sizes


def test_a_joined_point_says_which_weeks_it_is_of():
    [(joined, _counts)] = merged({week(0): (5, 0, 0, 0, 0), week(2): (7, 0, 0, 0, 0)})

    assert joined == Period(MONDAY, MONDAY + timedelta(days=20))


def test_a_lasting_fall_is_a_signal(world):
    weekly(world, world.aim(), [3] * 12 + [1] * 8)

    found = only_series(world)

    assert found.signal is Signal.WORSE
    assert [point.crossed for point in found.points][-1]
    assert "Worse than usual" in movements.of_series(found)


def test_a_rise_of_an_emotion_to_avoid_is_worse(world):
    question = world.aim(key="rushed", intended=20, group="strain", direction="avoid")
    weekly(world, question, [1] * 12 + [3] * 8)

    assert only_series(world).signal is Signal.WORSE


def test_weeks_that_wobble_are_no_signal(world):
    weekly(world, world.aim(), [2, 3] * 10)

    found = only_series(world)

    assert found.signal is Signal.NONE
    assert not any(point.crossed for point in found.points)


def test_eight_weeks_say_nothing_about_what_is_usual(world):
    weekly(world, world.aim(), [3] * 4 + [0] * 4)

    assert only_series(world).signal is Signal.TOO_SHORT


def test_the_week_that_is_not_over_does_not_count(world):
    question = world.aim()
    over = (world.today - full_weeks(world.today).until).days
    if over:
        world.answer(question, [0] * 30)
    weekly(world, question, [3] * 2)

    assert sum(point.felt.n for point in only_series(world).points) == 24


def test_a_filter_narrows_the_year(world):
    weekly(world, world.aim(), [3] * 2)

    assert only_series(world, channel="chat").points == ()


def test_the_picture_has_words_and_a_table(world, sign_in, mona):
    weekly(world, world.aim(), [3] * 12 + [1] * 8)

    page = BeautifulSoup(sign_in(mona).get(PAGE).content, "html.parser")
    [figure] = page.select("figure.hl-multiple")
    drawing = figure.find("svg")

    assert drawing["role"] == "img"
    assert "Worse than usual" in drawing.find("desc").get_text()
    assert len(figure.select("tbody tr")) == 20
    assert len(drawing.select("circle")) == 20
    assert page.find(string="Left its usual range")


def test_the_picture_marks_where_it_leaves_and_where_it_is_still_outside(world, sign_in, mona):
    weekly(world, world.aim(), [3] * 12 + [1] * 8)
    crossed = [point.crossed for point in only_series(world).points]

    page = BeautifulSoup(sign_in(mona).get(PAGE).content, "html.parser")

    assert sum(crossed) > 2
    assert len(page.select("figure path[d*='m0 -6l6 6']")) == 2


@pytest.mark.parametrize(("weeks", "kinds"), [([3] * 12 + [1] * 8, ["trend"]), ([2, 3] * 10, [])])
def test_the_mark_is_there_exactly_if_an_alert_is(world, weeks, kinds):
    weekly(world, world.aim(), weeks)

    alerts = signals.of_journey(journey=world.journey)
    marked = only_series(world).signal in (Signal.WORSE, Signal.BETTER)

    assert [signal.kind for signal in alerts if signal.kind == "trend"] == kinds
    assert marked is bool(kinds)


def test_a_cell_without_answers_says_so_instead_of_a_picture(world, sign_in, mona):
    world.aim()

    page = sign_in(mona).get(PAGE).content.decode()

    assert "Not enough answers in this year to draw a line." in page
    assert "0 0 320" not in page


def test_the_page_of_a_year_asks_for_its_last_day_only(world, vera):
    asked = {"journey": str(world.journey.pk), "period": "own", "until": "2026-01-31"}

    form = YearFilter(asked, reader=vera)

    assert form.chosen_journey() == world.journey
    assert form.cleaned_data["since"] == date(2025, 11, 3)
    assert [label for _, label in form.fields["period"].choices] == ["Today", "Another day"]
    assert "since" not in [field.name for field in form.visible_fields()]
