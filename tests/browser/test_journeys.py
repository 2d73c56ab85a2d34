"""The map in a real browser: by mouse, by keyboard only, without JavaScript, on a phone."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from accounts.models import Actor
from emotions.services.starter import copy_library
from journeys.models import Belief, EmotionTarget, Stage
from journeys.services import beliefs, stages, templates
from tests.journeys.answers import answered, complained

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("complaints"),
]


@pytest.fixture
def journey(acme, edgar):
    by = Actor.member(edgar)
    copy_library(org=acme, by=by)
    return templates.create_journey(org=acme, template_key="support_case", by=by)


@pytest.fixture
def first(journey):
    return journey.stages.current().first()


@pytest.fixture
def visit(page, live_server, browser_sign_in):
    def visit(who, path, width=1280, scheme="light", height=800):
        browser_sign_in(who)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(live_server.url + path)
        return page

    return visit


@pytest.fixture
def open_map(visit, journey):
    def open_map(who, **options):
        return visit(who, f"/acme/journeys/{journey.pk}/", **options)

    return open_map


def names(page):
    return page.locator(".hl-map-name").all_inner_texts()


def test_an_editor_adds_a_target_beside_the_map(open_map, edgar, first):
    page = open_map(edgar)
    scrolled = page.locator(".hl-map-wrap").evaluate("wrap => wrap.scrollLeft = 120")

    page.get_by_role("link", name=f"Add target to “{first.name}”").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("Emotion").fill("cared for")
    drawer.get_by_label("Intended").fill("70")
    drawer.get_by_role("button", name="Save").click()

    expect(drawer).to_be_hidden()
    target = EmotionTarget.objects.get(stage=first, emotion__key="cared_for")
    expect(page.locator(f"#target-{first.pk}-{target.emotion_id}")).to_be_focused()
    assert page.locator(".hl-map-wrap").evaluate("wrap => wrap.scrollLeft") <= scrolled


@pytest.fixture
def refusal(complaints):
    """The browser mentions an answer 422 in its console; here one is wanted."""
    yield
    [wanted] = [said for said in complaints if "422" in said]
    complaints.remove(wanted)


@pytest.mark.usefixtures("refusal")
def test_a_vague_word_is_explained_where_it_was_typed(open_map, edgar, first):
    page = open_map(edgar)

    page.get_by_role("link", name=f"Add target to “{first.name}”").click()
    page.get_by_role("dialog").get_by_label("Emotion").fill("positive")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()

    drawer = page.get_by_role("dialog")
    expect(drawer.locator("[data-error-summary]")).to_be_focused()
    expect(drawer.locator("[data-error-summary]")).to_contain_text("not what was felt")
    expect(drawer.get_by_label("Emotion")).to_have_value("positive")


def test_a_stage_moves_by_keyboard_alone_and_the_drawer_stays(open_map, edgar, journey):
    page = open_map(edgar)
    before = names(page)

    page.locator(".hl-map-edit").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Later").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#place")).to_contain_text("2 of 6")
    page.get_by_role("button", name="Later").press("Enter")
    expect(page.locator("#place")).to_contain_text("3 of 6")
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".hl-map-name").nth(2)).to_have_text(before[0])
    assert [stage.name for stage in journey.stages.current()] == names(page)


def test_a_touchpoint_moves_to_another_stage_by_a_choice(open_map, edgar, journey, first):
    touchpoint = first.touchpoints.current().first()
    second = journey.stages.current()[1]
    page = open_map(edgar)

    page.locator(f"#touchpoint-{touchpoint.pk}").click()
    page.get_by_label("Move to…").select_option(label=second.name)
    page.get_by_role("button", name="Move", exact=True).click()

    expect(page.get_by_role("status").filter(has_text="was moved")).to_be_visible()
    touchpoint.refresh_from_db()
    assert touchpoint.stage == second


def test_archiving_asks_first_and_takes_the_stage_off_the_map(open_map, edgar, first):
    page = open_map(edgar)

    page.locator(f"#stage-edit-{first.pk}").click()
    page.get_by_role("button", name="Archive stage").click()
    page.locator("#confirm").get_by_role("button", name="Archive stage").click()

    expect(page.locator(f"#stage-{first.pk}")).to_have_count(0)


@pytest.mark.usefixtures("refusal")
def test_two_tabs_do_not_overwrite_each_other(open_map, edgar, first):
    page = open_map(edgar)
    page.locator(f"#stage-edit-{first.pk}").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("Name", exact=True).fill("My name for it")
    stages.update(stage=first, name="Their name for it", by=Actor.member(edgar))

    drawer.get_by_role("button", name="Save").click()

    expect(drawer.locator(".hl-stale")).to_contain_text("Their name for it")
    expect(drawer.get_by_label("Name", exact=True)).to_have_value("My name for it")


def test_the_drawer_gives_the_focus_back(open_map, edgar, first):
    page = open_map(edgar)
    pencil = page.locator(f"#stage-edit-{first.pk}")

    pencil.click()
    page.get_by_role("dialog").get_by_role("link", name="Cancel").click()

    expect(pencil).to_be_focused()


@pytest.fixture
def without_javascript(browser, live_server, client, complaints):
    context = browser.new_context(java_script_enabled=False)

    def open_page(who, path):
        client.force_login(who.user)
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield open_page
    context.close()


def test_without_javascript_a_stage_is_added_and_moved(without_javascript, edgar, journey):
    page = without_javascript(edgar, f"/acme/journeys/{journey.pk}/")
    assert page.locator("svg title").first.text_content()

    page.get_by_role("link", name="Add stage", exact=True).click()
    page.get_by_label("Name", exact=True).fill("A year later")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Edit or move “A year later”").click()
    page.get_by_role("button", name="Earlier").click()

    assert names(page)[-2:] == ["A year later", "Closing the case"]
    assert page.locator("[role=status]", has_text="was moved").count()


def test_without_javascript_estimates_are_given(without_javascript, acme, journey, edgar, carl):
    until = acme.today() + timedelta(days=3)
    by = Actor.member(edgar)
    beliefs.open_round(journey=journey, asked=[carl], until=until, by=by)
    page = without_javascript(carl, f"/acme/journeys/{journey.pk}/beliefs/estimate/")
    assert not page.locator("input[type=range]").first.is_visible()

    for number in page.locator("input[type=number]").all():
        number.fill("40")
    page.get_by_role("button", name="Give these estimates").click()

    assert Belief.objects.filter(membership=carl, value=40).count() == EmotionTarget.objects.count()


def test_a_slider_and_its_number_are_one(visit, acme, journey, edgar, carl):
    until = acme.today() + timedelta(days=3)
    beliefs.open_round(journey=journey, asked=[carl], until=until, by=Actor.member(edgar))
    page = visit(carl, f"/acme/journeys/{journey.pk}/beliefs/estimate/")
    slider, number = page.get_by_role("slider").first, page.get_by_role("spinbutton").first
    expect(number).to_have_value("")

    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(number).to_have_value("55")
    number.fill("30")

    expect(slider).to_have_value("30")
    expect(page.get_by_role("spinbutton").nth(1)).to_have_value("")


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
