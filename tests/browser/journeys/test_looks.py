"""The map in a real browser: scrolled, on a phone, in the dark, without barriers."""

import pytest
from playwright.sync_api import expect

from journeys.models import EmotionTarget, Stage
from tests.journeys.answers import answered, complained

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("complaints"),
]

COVERED = """() => {
  const element = document.activeElement
  if (!element.closest('.hl-map-wrap') || element.matches('.hl-map-wrap')) return null
  const box = element.getBoundingClientRect()
  const points = [[.5,.5],[.15,.25],[.85,.25],[.15,.75],[.85,.75]]  // of a circle, too
  const seen = points.filter(([x, y]) => {
    const hit = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)
    return hit && (element.contains(hit) || hit.contains(element))
  })
  return { name: element.id || element.textContent.trim(), seen: seen.length }
}"""


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "ar")])
def test_the_focus_is_never_hidden_under_the_sticky_parts(open_map, edgar, width, language):
    edgar.user.language = language
    edgar.user.save()
    page = open_map(edgar, width=width)
    page.locator(".hl-map-wrap").focus()

    stops = []
    for _ in range(90):
        page.keyboard.press("Tab")
        if (stop := page.evaluate(COVERED)) is None:
            break
        stops.append(stop)

    assert len(stops) > 60
    assert [stop for stop in stops if stop["seen"] < 5] == []


def test_stage_row_and_lane_column_stay_while_the_map_scrolls(open_map, vera):
    page = open_map(vera, width=900, height=600)
    wrap = page.locator(".hl-map-wrap")
    wrap.evaluate("wrap => { wrap.scrollLeft = 500; wrap.scrollTop = 400 }")
    box = wrap.bounding_box()

    assert page.locator(".hl-map-head").nth(3).bounding_box()["y"] == pytest.approx(box["y"], abs=2)
    assert page.locator(".hl-map-lane").nth(4).bounding_box()["x"] == pytest.approx(box["x"], abs=2)


def test_on_a_phone_the_jump_list_leads_to_a_stage(open_map, vera, journey):
    page = open_map(vera, width=390)
    last = journey.stages.current().last()

    page.get_by_role("navigation", name="Stages").get_by_role("link").last.click()

    wrap = page.locator(".hl-map-wrap").bounding_box()
    head = page.locator(f"#column-{last.pk}").bounding_box()
    assert wrap["x"] <= head["x"] < wrap["x"] + wrap["width"]


# test_every_page shows a map in the other looks, with less on it.
@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(390, "light", "en"), (1280, "dark", "ar")]
)
def test_the_map_has_no_barriers(open_map, axe, edgar, journey, width, scheme, language):
    edgar.user.language = language
    edgar.user.save()
    for number, target in enumerate(EmotionTarget.objects.select_related("stage", "emotion")[:6]):
        answered(target.stage, target.emotion, *[2] * (8 * number))
    complained(journey.stages.current()[4])

    open_map(edgar, width=width, scheme=scheme)

    assert axe() == []


def test_the_open_drawer_has_no_barriers(open_map, axe, edgar, first):
    page = open_map(edgar)

    page.locator(f"#stage-edit-{first.pk}").click()
    expect(page.get_by_role("dialog")).to_be_visible()

    assert axe() == []


def test_the_lines_of_the_curve_differ_by_more_than_colour(open_map, vera, journey, edgar):
    target = EmotionTarget.objects.filter(stage=journey.stages.current().first()).first()
    answered(target.stage, target.emotion, *[2] * 40)
    page = open_map(vera)

    dashes = page.locator(".hl-map-curve svg path[fill=none]").evaluate_all(
        "paths => paths.map(path => path.getAttribute('stroke-dasharray'))"
    )

    assert None in dashes
    assert len(Stage.objects.all()) == 6
