"""The components in a real browser: what no template test can see."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.browser.gallery_urls"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("complaints"),
]

# Every width, both schemes and both directions, each with each at least once.
VIEWS = [(1280, "light", "en"), (1280, "dark", "ar"), (320, "light", "ar"), (320, "dark", "en")]
looks = pytest.mark.parametrize(("width", "scheme", "language"), VIEWS)
languages = pytest.mark.parametrize("language", ["en", "ar"])


@pytest.fixture
def visit(page, live_server):
    def visit(path, width=1280, scheme="light", language="en"):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(f"{live_server.url}{path}?lang={language}")
        return page

    return visit


@looks
def test_components_have_no_barriers(visit, axe, width, scheme, language):
    visit("/ui/", width, scheme, language)
    assert axe() == []


@looks
def test_a_page_of_a_customer_has_no_barriers(visit, axe, width, scheme, language):
    visit("/ui/public/", width, scheme, language)
    assert axe() == []


@pytest.mark.parametrize("path", ["/ui/", "/ui/public/", "/accounts/login/"])
@languages
def test_no_page_scrolls_sideways_on_a_small_phone(visit, path, language):
    page = visit(path, 320, language=language)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_answer_of_a_customer_is_a_thumb_high(visit):
    page = visit("/ui/public/", 320)
    heights = [row.bounding_box()["height"] for row in page.locator(".hl-choice").all()]
    assert len(heights) == 17
    assert min(heights) >= 48


def test_a_whole_row_of_a_mail_is_the_link(visit):
    rows = visit("/ui/mail/", 390).get_by_role("link", name=re.compile("all|little|ly|Send"))
    sizes = [row.bounding_box() for row in rows.all()]
    assert min(s["width"] for s in sizes) >= 320
    assert min(s["height"] for s in sizes) >= 54


@languages
def test_the_focus_is_never_hidden(visit, language):
    page = visit("/ui/", 390, language=language)
    page.locator("body").press("Home")
    hidden = []
    for _step in range(80):
        page.keyboard.press("Tab")
        hidden += page.evaluate(COVERED)
    assert hidden == []


# Five points of the focused box: at least one of them must be what lies on top.
COVERED = """() => {
  const focused = document.activeElement, box = focused.getBoundingClientRect()
  if (focused === document.body || !box.width) return []
  const spots = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]]
  const top = spots.map(([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y))
  return top.some((el) => el && (focused.contains(el) || el.contains(focused))) ? [] : [focused.outerHTML]
}"""


def test_a_menu_closes_on_escape_and_gives_the_focus_back(visit):
    page = visit("/ui/")
    summary = page.locator("summary", has_text="Olivia Okafor")
    summary.press("Enter")
    page.get_by_role("link", name="Your account").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Your account")).to_be_hidden()
    expect(summary).to_be_focused()


def test_a_chosen_appearance_is_there_before_the_next_page_is_drawn(visit, page):
    visit("/ui/").locator("summary", has_text="Olivia Okafor").click()
    page.get_by_role("button", name="Dark").click()
    html = page.request.get(page.url).text()
    assert 'data-theme="dark"' in html
    expect(page.locator("body")).to_have_css("background-color", "rgb(24, 22, 20)")


def test_without_a_choice_the_page_follows_the_system(visit):
    page = visit("/ui/", scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(24, 22, 20)")


def test_navigation_opens_on_a_phone_without_a_script(browser, live_server):
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/ui/")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Gap board")).to_be_visible()
    context.close()


def test_a_failed_request_is_said_aloud(visit, complaints):
    page = visit("/ui/")
    page.wait_for_load_state("networkidle")  # the controllers are fetched as they are met
    with page.expect_console_message(lambda message: "404" in message.text):
        page.evaluate("htmx.ajax('GET', '/no/such/page/', {target: '#status'}).catch(() => {})")
    expect(page.get_by_role("alert").filter(has_text="does not exist any more")).to_be_visible()
    complaints.clear()  # what this test asked for


def test_a_question_answered_with_escape_means_no(visit):
    page = visit("/ui/")
    page.evaluate("import('lib/dialog').then(({ask}) => { window.reply = ask('Withdraw?') })")
    page.get_by_role("dialog").get_by_role("button", name="Cancel").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("window.reply") is False


def test_a_curve_can_be_read_as_a_table(visit):
    page = visit("/ui/")
    page.get_by_role("figure", name="The largest gap").get_by_text("Show as table").click()
    row = page.get_by_role("row", name=re.compile("^Delivery 80 82 41"))
    expect(row).to_contain_text("34–48")


def test_typed_words_are_not_lost_without_a_warning(visit):
    page = visit("/ui/")
    page.get_by_label("Name", exact=True).fill("cared for")
    page.wait_for_function(WARNS)


def test_an_untouched_form_lets_one_go(visit):
    page = visit("/ui/")
    page.wait_for_load_state("networkidle")
    assert not page.evaluate(WARNS)


WARNS = "dispatchEvent(new Event('beforeunload', {cancelable: true})) === false"
