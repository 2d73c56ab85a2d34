"""One emotion through all five rules, as one person would take it, with every part real.

Pages, live stream, Celery worker, Redis, SMTP server: each is a process of its own.
"""

import re
from contextlib import ExitStack

import pytest
from django.conf import settings
from playwright.sync_api import expect

from accounts.services import users
from bin.processes import HOST, Process, free_port
from bin.setup import PYTHON, ROOT
from config import founding
from tests.processes import environment, uvicorn

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("complaints"),
]

EMOTION, STAGE = "cared for", "Making sure it holds"
IDEA = "Call two days later and ask whether it still works"
PASSWORD = "all-five-rules-7"
CUSTOMER = "kim.lee@customers.example"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def owner():
    """Somebody who has just founded an organization of the demo, with the starter libraries."""
    person = users.register(email="olivia@acme.example", name="Olivia", password=PASSWORD)
    founding.found(name="Acme", slug="acme", owner=person, is_demo=True)
    return person


@pytest.fixture
def address(owner, tmp_path):
    """Where the whole house answers: catcher, pages with their live stream, and a worker."""
    with ExitStack() as house:
        mail = free_port()
        start(house, "catcher", ["-m", "demo.catcher", str(mail), settings.DEMO_INBOX], tmp_path)
        address = house.enter_context(uvicorn("demo", tmp_path))
        celery = ["-m", "celery", "--app", "config", "worker", "--pool", "solo"]
        celery += ["--queues", "mail,default", "--without-gossip", "--without-mingle"]
        env = environment(EMAIL_URL=f"smtp://{HOST}:{mail}", PUBLIC_URL=address)
        start(house, "worker", celery, tmp_path, env)
        yield address


def start(house, name, words, folder, env=None):
    command = [PYTHON, *map(str, words)]
    process = Process.start(name, command, log=folder / f"{name}.log", env=env, cwd=ROOT)
    house.callback(process.stop)


def test_one_emotion_through_all_five_rules(page, address, owner):
    signs_in(page, address, owner)
    chooses_an_emotion(page)
    brainstorms_an_action(page)
    places_it_on_a_stage(page)
    assigns_and_takes_the_lesson(page)
    starts_a_survey(page)
    adds_an_interaction(page)
    board = page.context.new_page()
    watches_the_board(board, address)
    letter = opens_the_mail(page, address)
    answers_as_the_customer(page, letter)
    sees_the_cell_change(board)


def go(page, *links):
    """Follow links of these names, as they stand on the page."""
    for name in links:
        page.get_by_role("link", name=name, exact=True).first.click()


def press(page, name):
    """Press the button that leads to another page."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def press_impatiently(page, name):
    """Press it three times, as people do while nothing seems to happen."""
    button = page.get_by_role("button", name=name)
    with page.expect_navigation():
        button.evaluate("it => [0, 40, 80].forEach(wait => setTimeout(() => it.click(), wait))")


def signs_in(page, address, owner):
    page.goto(address)
    page.get_by_label("E-mail address").fill(owner.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hello Olivia")).to_be_visible()


def chooses_an_emotion(page):
    go(page, "Emotions", EMOTION, "Take into focus")
    page.get_by_label("Why this emotion").fill("Who felt looked after came back.")
    press(page, "Save")
    expect(page.get_by_text("Who felt looked after came back.")).to_be_visible()


def brainstorms_an_action(page):
    go(page, "Brainstorm it")
    page.get_by_label("Title").fill("Cared for, after the repair")
    press(page, "Save")
    ours = page.get_by_role("region", name="What would our version of that be?")
    ours.get_by_label("Your notes, one a line").fill(IDEA)
    ours.get_by_role("button", name="Stick it on").press("Enter")
    press(page, re.compile("^Make it an action"))
    press(page, "Save")
    press(page, "Call it ready")
    expect(page.get_by_role("heading", name=IDEA)).to_be_visible()


def places_it_on_a_stage(page):
    go(page, "Journeys", "New journey", "Support case")
    press_impatiently(page, "Create this journey")
    go(page, "Journeys")
    expect(page.get_by_role("link", name="Support case", exact=True)).to_have_count(1)
    go(page, "Support case", STAGE)
    page.get_by_role("link", name="Action", exact=True).click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_label("Action", exact=True).select_option(label=IDEA)
    drawer.get_by_label("The emotion it is to evoke").select_option(label=EMOTION)
    drawer.get_by_role("button", name="Save").click()
    design = page.get_by_role("article").filter(has_text=IDEA)
    design.get_by_role("link", name="Go live").click()
    drawer.get_by_role("button", name="Go live").click()
    expect(design.get_by_text("live since")).to_be_visible()


def assigns_and_takes_the_lesson(page):
    go(page, "Training", "All lessons", "See the next need", "Assign it")
    page.get_by_label("Give it to").select_option(label="Olivia")
    press(page, re.compile("Assign|Save|Give"))
    go(page, "Training", "See the next need", "Practise")
    for last in (False, True):
        page.get_by_role("radio").first.check()
        press(page, "Say it")
        go(page, "See your result" if last else "Next")
    expect(page.get_by_role("heading", name=re.compile("Passed|Not there yet"))).to_be_visible()


def starts_a_survey(page):
    go(page, "Surveys")
    page.get_by_role("link", name=re.compile("New survey|Create|survey of")).first.click()
    page.get_by_label("Journey").select_option(label="Support case")
    page.get_by_label("Name").fill("After the support case")
    page.get_by_label("Main outcome").select_option(label="Recommend")
    press(page, "Save")
    press(page, "Start")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def adds_an_interaction(page):
    go(page, "Customers", "Interactions", "Add an interaction")
    page.get_by_label("Customer's number or e-mail address").fill(CUSTOMER)
    page.get_by_label("Name").fill("Kim Lee")
    page.get_by_label("May we ask them?").select_option(label="Granted")
    page.get_by_label("Stage").select_option(label=STAGE)
    press(page, "Add")
    go(page, "Surveys", "Mails")
    press(page, "Send now")


def watches_the_board(board, address):
    board.goto(f"{address}/acme/gaps/")
    expect(cell(board)).to_contain_text("no answers")


def cell(board):
    return board.get_by_role("row", name=re.compile(STAGE)).get_by_role(
        "link", name=re.compile(f"{EMOTION}:")
    )


def opens_the_mail(page, address):
    page.bring_to_front()
    page.goto(f"{address}/demo/inbox/")
    # It appears by itself: the list asks for new mails every three seconds.
    line = page.get_by_role("listitem").filter(has_text=CUSTOMER)
    line.get_by_role("link").click(timeout=30_000)
    return page.frame_locator("iframe")


def answers_as_the_customer(page, letter):
    page.wait_for_timeout(2500)  # nobody reads faster; quicker answers are set aside
    with page.context.expect_page() as opened:
        letter.get_by_role("link", name="9", exact=True).click()
    phone = opened.value
    phone.set_viewport_size(PHONE)
    expect(phone.get_by_role("radio", name="9", exact=True)).to_be_checked()
    phone.get_by_role("button", name="Next").click()
    while phone.get_by_role("button", name="Send").count() == 0:
        phone.locator(".hl-choice").first.click()
        phone.get_by_role("button", name="Next").click()
    phone.get_by_role("textbox").fill("They called before I had to.")
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("heading", name="Thank you, Kim Lee.")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def sees_the_cell_change(board):
    # Without a reload: the answer's transaction told the open board.
    expect(cell(board)).to_contain_text("1 answer", timeout=20_000)
