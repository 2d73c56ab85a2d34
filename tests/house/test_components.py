"""A component says in words what it shows by place, colour and line."""

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils import translation

from config import gallery
from config.templatetags import charts, components
from insights.selectors import signs


@pytest.mark.parametrize(("shortfall", "text"), [(37, "−37"), (-4, "+4"), (0.4, "±0"), (None, "")])
def test_a_shortfall_reads_as_the_distance_of_felt_from_intended(shortfall, text):
    assert components.gap_text(shortfall) == text


def test_a_sign_stays_before_its_number_in_arabic():
    with translation.override("ar"):
        assert components.gap_text(37) == signs.signed(-37) == signs.negative(-37) == "\u200e−37"


def test_a_withheld_number_shows_its_reason_and_nothing_else():
    html = include("number_with_interval.html", value=62, n=7, reason="7 answers")
    assert "7 answers" in html
    assert "62" not in html


def test_a_number_says_how_many_answers_it_rests_on():
    html = include("number_with_interval.html", value=62.4, n=41, low=55, high=69)
    assert BeautifulSoup(html, "html.parser").get_text(" ", strip=True) == "62 55–69 · 41 answers"


@pytest.mark.parametrize("verdict", components.VERDICT_ICONS)
def test_a_verdict_is_an_icon_and_a_word_beside_its_colour(verdict):
    badge = BeautifulSoup(include("gap_badge.html", verdict=verdict, gap=3), "html.parser")
    assert badge.svg
    assert components.verdict_label(verdict) in badge.get_text()


@pytest.mark.parametrize("group", components.GROUPS)
def test_an_emotion_names_its_group_beside_the_colour(group):
    chip = BeautifulSoup(include("emotion_chip.html", name="x", group=group), "html.parser")
    assert chip.svg
    assert str(components.GROUPS[group][1]) in chip.get_text()


def include(component, **values):
    source = f'{{% include "components/{component}" %}}'
    return Template(source).render(Context(values))


def test_a_curve_says_its_largest_gap_in_words():
    html = Template('{% load charts %}{% emotion_curve stages name="Cared for" %}').render(
        Context({"stages": gallery.STAGES})
    )
    svg = BeautifulSoup(html, "html.parser").find("svg", role="img")
    said = "The largest gap is at Delivery: 80 intended, 41 felt, 39 points apart."
    assert svg.find("title").string == said


def test_a_curve_without_enough_answers_says_so():
    assert "enough answers" in charts.curve_sentence([gallery.STAGES[4]], avoid=False)


def test_the_three_lines_differ_by_dash_and_marker():
    html = Template("{% load charts %}{% emotion_curve stages %}").render(
        Context({"stages": gallery.STAGES})
    )
    svg = BeautifulSoup(html, "html.parser").find("svg", role="img")
    dashes = [svg.select_one(f"path.hl-c-{k}").get("stroke-dasharray") for k in LINES]
    assert len(set(dashes)) == 3
    assert svg.find("circle", class_="hl-c-intended-fill")
    assert (
        svg.find("path", class_="hl-c-believed-fill")["d"]
        != (svg.find("path", class_="hl-c-felt-fill")["d"])
    )


LINES = ("intended", "believed", "felt")
