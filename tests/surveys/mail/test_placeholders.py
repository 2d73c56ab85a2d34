"""Where a placeholder may stand, and what may be put there."""

import pytest

from surveys.mail.addresses import Mailbox, Unsendable
from surveys.mail.places import Misplaced
from tests.surveys.mail.skeletons import (
    LINK,
    MESSAGE_ID,
    SENT_AT,
    SKELETON,
    body,
    compiled,
    parsed,
    rendered,
)


def test_a_null_byte_in_a_value_is_refused():
    with pytest.raises(Unsendable, match="null byte"):
        SKELETON.render(
            to=Mailbox("", "kim@customer.test"),
            message_id=MESSAGE_ID,
            date=SENT_AT,
            values={"name": "Kim\0", "link": LINK, "token": "t"},
        )


@pytest.mark.parametrize("name", ["a" * 10_000, "é " * 5_000, "محمد الفاتح " * 800])
def test_headers_keep_to_the_line_length_whatever_the_name(name):
    message = rendered(name, Mailbox(name, "kim@customer.test"))

    assert max(map(len, message.split(b"\r\n"))) <= 78


@pytest.mark.parametrize("name", ["a\r\nBcc: x@y.test", "a\nb", "a\rb", "a\0b", "a\u2028b", "a\tb"])
def test_a_line_break_in_a_name_is_refused_without_repeating_it(name):
    with pytest.raises(Unsendable, match="line break or a control character") as refused:
        rendered(to=Mailbox(name, "kim@customer.test"))

    assert name not in str(refused.value)


def test_a_name_that_looks_encoded_is_shown_as_it_was_typed():
    name = "=?utf-8?q?Not_me?="

    message = rendered(name, Mailbox(name, "kim@customer.test"))

    assert parsed(message)["To"].addresses[0].display_name == name
    assert parsed(message)["Subject"].startswith(name)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "/s/token/",
        "//evil.test/",
        'https://acme.test/" onclick="x',
        "https://acme.test/\r\nX: 1",
        "https://acme.test/" + "a" * 1000,
    ],
)
def test_only_a_web_address_may_become_a_link(link):
    with pytest.raises(Unsendable, match="'link' is not a web address"):
        rendered(link=link)


@pytest.mark.parametrize(
    "html",
    [
        "<p>{link}</p><script>{name}</script>",
        "<style>{name}</style>{link}",
        "<!-- {name} -->{link}",
        "<a onclick='{name}'>x</a>{link}",
        "<p title={name}>x</p>{link}",
        "<p title=x'{name}'>x</p>{link}",
        "<{name}>x</p>{link}",
        "<p {name}='x'>x</p>{link}",
        "<a href='mailto:{name}'>x</a>{link}",
        "<a href='https://{name}/'>x</a>{link}",
    ],
)
def test_a_placeholder_in_a_dangerous_place_does_not_compile(html):
    with pytest.raises(Misplaced, match="'name'"):
        compiled(html=html)


def test_a_lost_placeholder_does_not_compile():
    with pytest.raises(Misplaced, match="'token' was declared and is nowhere"):
        compiled(unsubscribe="https://acme.test/u/")


@pytest.mark.parametrize("address", ["mailto:{token}", "/u/{token}/", "https://{token}/"])
def test_unsubscribing_needs_a_web_address(address):
    with pytest.raises(Misplaced):
        compiled(unsubscribe=address)


def test_a_typed_curly_brace_is_text_and_no_placeholder():
    message = rendered("{link} {{ name }}")

    assert "Hello {link} {{ name }}," in body(message, "plain")


def test_a_malformed_message_id_is_refused():
    with pytest.raises(Unsendable, match="Message-ID"):
        SKELETON.render(
            to=Mailbox("", "kim@customer.test"),
            message_id="<a@b>\r\nBcc: x@y.test",
            date=SENT_AT,
            values={"name": "Kim", "link": LINK, "token": "t"},
        )
