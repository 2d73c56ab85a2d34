"""A page with a figure says how the figure was computed."""

import re

import pytest

from bin.setup import ROOT
from insights.selectors.methods import METHODS

TEMPLATES = ROOT / "templates"
FIGURE = re.compile(
    r"components/(?:number_with_interval|stat|heat_cell|gap_badge|progress)\.html"
    r"|training/score_ring\.html|<progress"
    r"|{% (?:interval_bar|interval_text|answers_text|gap_text|range_bar|effect_strip|sparkline"
    r"|emotion_curve|small_multiple|weekly_chart) "
)
METHOD = re.compile(r'{% method "(\w+)"')
# Pages whose only number says how far something has come, which nobody has to explain.
NO_FIGURE = {
    "integrations/import_detail.html": "how many rows of the file were read",
    "surveys/answer_comment.html": "how far the customer has come",
    "surveys/answer_question.html": "how far the customer has come",
    "training/answer_detail.html": "how far one has come in a lesson",
    "training/lesson_detail.html": "how far one has come in a lesson",
    "training/practice.html": "how far one has come in a lesson",
}


def whole(path, seen):
    """The text of a template with everything that it includes."""
    if path in seen or not path.exists():
        return ""
    seen.add(path)
    text = path.read_text()
    included = re.findall(r'{% include "([\w/.-]+)"', text)
    return text + "".join(whole(TEMPLATES / name, seen) for name in included)


PAGES = {
    str(path.relative_to(TEMPLATES)): whole(path, set())
    for path in sorted(TEMPLATES.rglob("*.html"))
    if "{% extends" in path.read_text() and path.parent.name != "ui"
}
WITH_FIGURES = {
    name for name, text in PAGES.items() if FIGURE.search(text) and not name.startswith("emails/")
}


@pytest.mark.parametrize("name", sorted(WITH_FIGURES - set(NO_FIGURE)))
def test_a_page_with_a_figure_says_how_it_is_computed(name):
    assert METHOD.search(PAGES[name])


def test_only_pages_that_need_an_excuse_have_one():
    excused = {name for name in NO_FIGURE if not METHOD.search(PAGES[name])}

    assert excused == set(NO_FIGURE)
    assert excused <= WITH_FIGURES


def test_every_method_is_told_on_a_page_and_every_page_tells_a_known_one():
    told = {kind for text in PAGES.values() for kind in METHOD.findall(text)}

    assert told == set(METHODS)
