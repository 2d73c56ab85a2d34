"""The map in a real browser: changed by mouse, by keyboard only, without JavaScript."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from accounts.models import Actor
from journeys.models import Belief, EmotionTarget
from journeys.services import beliefs, stages

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("complaints"),
]


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


def test_what_was_archived_is_taken_back_by_keyboard(open_map, edgar, journey, first):
    page = open_map(edgar)
    before = names(page)

    page.locator(f"#stage-edit-{first.pk}").click()
    page.get_by_role("button", name="Archive stage").click()
    page.locator("#confirm").get_by_role("button", name="Archive stage").click()
    expect(page.locator(f"#stage-{first.pk}")).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.keyboard.press("Control+z")

    expect(page.get_by_role("status").filter(has_text="back on the map")).to_be_visible()
    expect(page.locator(f"#stage-{first.pk}")).to_be_focused()
    assert names(page) == before
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


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
