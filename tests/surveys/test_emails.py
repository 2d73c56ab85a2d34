"""What a customer finds in the mail."""

from email import message_from_bytes, policy
from html.parser import HTMLParser

import pytest
from django.utils.timezone import now

from surveys.mail.addresses import Unsendable
from surveys.selectors import outbox
from surveys.services import letters, tokens
from tests.factories.surveys import CustomerFactory
from tests.surveys.worlds import World

HOSTILE = '<img src=x onerror="alert(1)">&{{ secret }}'


def message(mail):
    """The mail as the customer's program reads it."""
    (waiting,) = outbox.letters([mail.pk], now())
    raw = letters.builder([waiting])(waiting).message
    return message_from_bytes(raw, policy=policy.default)


def body(mail, kind="plain"):
    return message(mail).get_body((kind,)).get_content()


def customer(org, **fields):
    return CustomerFactory(organization=org, **fields)


@pytest.fixture
def world(acme):
    acme.sender_name = "Acme Care"
    acme.sender_email = "care@acme.example"
    acme.reply_to = "help@acme.example"
    acme.postal_address = "1 High Street, Springfield"
    acme.brand_colour = "#0a5c2b"
    acme.save()
    return World(acme)


def test_the_customer_is_greeted_by_name(world):
    mail = world.mail(customer(world.org, name="Kim Lee"))
    assert body(mail).startswith("Hello Kim Lee,")
    assert "Hello Kim Lee," in body(mail, "html")


def test_without_a_name_the_greeting_does_without(world):
    assert body(world.mail(customer(world.org, name=""))).startswith("Hello,")


def test_each_answer_of_the_first_question_is_a_link_that_preselects_it(world):
    mail = world.mail()
    link = f"http://localhost/s/{tokens.make(mail.invitation.public_id)}/"
    for part in ("plain", "html"):
        assert all(f"{link}?a={value}" in body(mail, part) for value in range(11))


def test_the_question_names_the_interaction(world):
    assert "After your support call, would you recommend us?" in body(world.mail())


def test_the_sender_is_the_organization(world):
    found = message(world.mail())
    assert found["From"] == "Acme Care <care@acme.example>"
    assert found["Reply-To"] == "help@acme.example"
    assert "1 High Street, Springfield" in found.get_body(("html",)).get_content()
    assert "#0a5c2b" in found.get_body(("html",)).get_content()


def test_the_mail_can_be_stopped_with_one_click(world):
    mail = world.mail()
    found = message(mail)
    address = f"http://localhost/u/{tokens.make(mail.invitation.public_id)}/"
    assert found["List-Unsubscribe"] == f"<{address}>"
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in found.get_body(("plain",)).get_content()
    assert address in found.get_body(("html",)).get_content()


def test_nobody_is_told_that_a_machine_is_away(world):
    assert message(world.mail())["Auto-Submitted"] == "auto-generated"


def test_the_mail_is_in_the_language_of_the_customer(world):
    found = message(world.mail(customer(world.org, language="de", name="Kim")))
    assert found["Subject"].startswith("Wie ging es Ihnen nach")
    assert found.get_body(("plain",)).get_content().startswith("Guten Tag Kim,")
    assert '<html lang="de" dir="ltr">' in found.get_body(("html",)).get_content()


def test_an_arabic_mail_reads_from_right_to_left(world):
    html = body(world.mail(customer(world.org, language="ar")), "html")
    assert '<html lang="ar" dir="rtl">' in html


def test_own_subject_and_opening_words_are_used(world):
    world.survey.subjects = {"en": "About {interaction}"}
    world.survey.intros = {"en": "One minute, please, about {interaction}."}
    world.survey.version += 1
    world.survey.save()
    mail = world.mail()
    assert message(mail)["Subject"] == "About your support call"
    assert "One minute, please, about your support call." in body(mail)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, sorted(name for name, _ in attrs)))


def tags(html):
    reader = Tags()
    reader.feed(html)
    return reader.found


@pytest.mark.parametrize(
    "name", [HOSTILE, "\u202egnp.exe", "Zoë 👩‍👩‍👧", "' onmouseover='x", "a" * 200]
)
def test_a_name_is_text_wherever_it_stands(world, name):
    plain = body(world.mail(customer(world.org, name="Kim")), "html")
    hostile = body(world.mail(customer(world.org, name=name)), "html")
    assert tags(plain) == tags(hostile)


@pytest.mark.parametrize("name", ["Kim\r\nBcc: all@acme.example", "Kim\nX: 1", "Kim\x1b[2J"])
def test_a_name_cannot_start_a_header(world, name):
    with pytest.raises(Unsendable):
        message(world.mail(customer(world.org, name=name)))


def test_a_changed_wording_reaches_the_next_mail(world):
    world.mail()
    wording = world.outcome.wordings.get()
    wording.texts = {"en": "After {interaction}, would you come back?"}
    wording.save()
    assert "would you come back?" in body(world.mail())


def test_yes_stands_before_no(acme):
    world = World(acme)
    stage = world.stages[0]
    stage.resolve_first = True
    stage.save()
    text = body(world.mail())
    assert "was your problem solved?" in text
    assert text.index("Yes:") < text.index("No:")
    assert "?a=2" in text.split("Yes:")[1].split("\n")[0]
