"""Rule 4 in a real browser: a lesson taken by keyboard, and a forecast before the figures."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.factories.accounts import TeamFactory
from tests.factories.emotions import EmotionFactory
from tests.factories.journeys import LiveIntervalFactory
from tests.factories.training import (
    AssignmentFactory,
    ChoiceFactory,
    LessonFactory,
    ScenarioFactory,
)
from training.models import Attempt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
without_complaints = pytest.mark.usefixtures("complaints")


@pytest.fixture
def lesson(acme):
    """Overdue for contributors: two scenarios, the second one to be solved first."""
    emotion = EmotionFactory(organization=acme, names={"en": "listened to"})
    lesson = LessonFactory(organization=acme, title="Listen", emotion=emotion, body="## Why\n\nSo.")
    for position, cue in enumerate(["For the fifth time!", "My card is gone!"]):
        scenario = ScenarioFactory(
            organization=acme,
            lesson=lesson,
            cue=cue,
            position=position,
            resolve_first=position == 1,
        )
        for place, (effect, text) in enumerate([(-2, "Once more?"), (1, "I see."), (2, "Done.")]):
            ChoiceFactory(
                organization=acme, scenario=scenario, position=place, effect=effect, text=text
            )
    AssignmentFactory(organization=acme, lesson=lesson, due_on=acme.today() - timedelta(days=1))
    return lesson


@pytest.fixture
def tab_to(page):
    """`tab_to(locator)` presses Tab until the element has the focus, as somebody without a mouse."""

    def tab_to(locator):
        for _ in range(60):
            page.keyboard.press("Tab")
            if locator.evaluate("element => element === document.activeElement"):
                assert locator.is_visible()
                return
        raise AssertionError(f"{locator} cannot be reached by keyboard")

    return tab_to


def say(page, tab_to, downs):
    """Choose by arrow keys and send by Enter."""
    tab_to(page.get_by_role("radio").first)
    page.keyboard.press("Space")
    for _ in range(downs):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


@without_complaints
def test_a_lesson_is_taken_by_keyboard(
    page, live_server, browser_sign_in, axe, carl, lesson, tab_to
):
    browser_sign_in(carl)
    page.goto(f"{live_server.url}/acme/training/")
    expect(page.get_by_text("overdue since")).to_be_visible()
    tab_to(page.get_by_role("link", name="Practise : Listen"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("Scenario 1 of 2")).to_be_visible()
    assert axe() == []
    say(page, tab_to, downs=1)
    expect(page.get_by_role("heading", name="Good, and there is more in it")).to_be_visible()
    assert axe() == []
    tab_to(page.get_by_role("link", name="Next"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("My card is gone!")).to_be_visible()
    say(page, tab_to, downs=2)
    expect(page.get_by_text("Solve first.")).to_be_visible()
    tab_to(page.get_by_role("link", name="See your result"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Passed", exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="87 percent")).to_be_visible()
    expect(page.get_by_text("For the fifth time!")).to_be_visible()
    assert axe() == []
    page.goto(f"{live_server.url}/acme/training/?show=due")
    expect(page.get_by_text("Nothing is due")).to_be_visible()


def test_a_lesson_is_taken_on_a_small_phone_without_javascript(
    browser, live_server, client, carl, lesson
):
    client.force_login(carl.user)
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 640}, base_url=live_server.url
    )
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/acme/training/lessons/{lesson.pk}/practice/")

    for link in ("Next", "See your result"):
        page.get_by_text("Done.").click()
        page.get_by_role("button", name="Say it").click()
        page.get_by_role("link", name=link).click()

    expect(page.get_by_role("img", name="100 percent")).to_be_visible()
    assert Attempt.objects.get().passed
    context.close()


@without_complaints
def test_the_figures_come_after_the_forecast(page, live_server, browser_sign_in, mona):
    stage_action = LiveIntervalFactory(organization=mona.organization).stage_action
    team = TeamFactory(organization=mona.organization, name="Front desk")
    stage_action.stage.teams.add(team)
    browser_sign_in(mona)
    page.goto(f"{live_server.url}/acme/training/forecasts/")
    page.get_by_role("link", name=stage_action.action.title).click()
    expect(page.get_by_role("heading", name="Side by side")).to_have_count(0)

    page.get_by_role("radio", name="8").check(force=True)
    page.get_by_role("button", name="Keep my forecast").click()

    expect(page.get_by_role("heading", name="Side by side")).to_be_visible()
    expect(page.get_by_text("Given blind.")).to_be_visible()


def test_a_scenario_is_written_and_keeps_what_was_typed(
    page, live_server, browser_sign_in, edgar, lesson
):
    browser_sign_in(edgar)
    page.goto(f"{live_server.url}/acme/training/lessons/{lesson.pk}/scenarios/new/")
    page.get_by_label("The customer says").fill("Hello? Is somebody there?")
    for place, effect in ((1, "+2 much better"), (2, "+2 much better")):
        page.get_by_role("textbox", name=f"Answer {place}", exact=True).fill(f"Yes, {place}.")
        page.get_by_label(f"What answer {place} does").select_option(label=effect)
        page.get_by_label(f"Why, for answer {place}").fill("A person.")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("All answers do the same.").first).to_be_visible()
    expect(page.get_by_label("The customer says")).to_have_value("Hello? Is somebody there?")
    page.get_by_label("What answer 2 does").select_option(label="−1 a little worse")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("heading", name="“Hello? Is somebody there?”")).to_be_visible()
