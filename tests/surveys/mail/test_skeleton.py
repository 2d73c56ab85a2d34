"""A skeleton with values spliced in is the message Django would have built from those values."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr
from html import escape
from html.parser import HTMLParser

from django.core.mail import EmailMultiAlternatives
from hypothesis import example, given, settings
from hypothesis import strategies as st

from surveys.mail.addresses import Mailbox, Unsendable
from surveys.mail.skeleton import Skeleton, placeholders
from tests.surveys.mail.skeletons import (
    HTML,
    LINK,
    MESSAGE_ID,
    SENDER,
    SENT_AT,
    SUBJECT,
    SUPPORT,
    TEXT,
    body,
    parsed,
    rendered,
)

HOSTILE = [
    "Bob\r\nBcc: all@acme.test",
    "Bob\nX-Injected: 1\n\nbody",
    "old\rMac\r",
    "nul\0byte",
    "{{ secret }} {name} %s %(x)s",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    "=?utf-8?q?Not_me?=",
    "محمد الفاتح",
    "\u202eevil\u2066",
    "👩‍👩‍👧‍👦 ❤️",
    "a" * 10_000,
    "é " * 5_000,
    ".\n.\r\n..\n",
    "trailing space ",
    "tab\there",
    "--boundary--",
    "=20=3D=\n",
    "line\u2028separator\x85next",
    'O\'Neil, "Jim" <jim@x.test>',
    "a\\b",
    "",
]


def with_hostile_examples(test):
    """Hypothesis may or may not draw these; here each of them is tried at every run."""
    for value in HOSTILE:
        test = example(value)(test)
    return test


a_text = st.text(max_size=80) | st.sampled_from(HOSTILE)
a_name = st.text(max_size=40).filter(lambda name: name == name.strip())


def by_django(name: str, to: Mailbox) -> bytes:
    def personal(text: str, shown: str) -> str:
        return text.replace("{name}", shown).replace("{link}", LINK)

    message = EmailMultiAlternatives(
        subject=personal(SUBJECT, name),
        body=personal(TEXT, name),
        from_email=str(_address(SENDER)),
        to=[str(_address(to))],
        reply_to=[str(_address(SUPPORT))],
        headers={
            "Date": "Sat, 21 Nov 2026 09:30:00 +0000",
            "Message-ID": MESSAGE_ID,
            "List-Unsubscribe": "<https://acme.test/u/t0k.en/>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(personal(HTML, escape(name)), "text/html")
    return message.message().as_bytes(linesep="\r\n")


def _address(mailbox: Mailbox) -> str:
    quoted = mailbox.name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{mailbox.address}>' if quoted else mailbox.address


def headers(message: bytes) -> dict[str, str | tuple[str, str]]:
    """What a reader sees, decoded by RFC 2047: email.policy spaces long names out (gh-92081)."""
    found: dict[str, str | tuple[str, str]] = {}
    for name, folded in message_from_bytes(message).items():
        value = folded.replace("\r\n", "")
        if name in {"From", "To", "Reply-To"}:
            shown, address = parseaddr(value)
            found[name] = (decoded(shown), address)
        else:
            found[name] = decoded(value.partition("; boundary")[0])
    return found


def decoded(value: str) -> str:
    return str(make_header(decode_header(value)))


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [name for name, _ in attrs]))


@settings(deadline=None)
@given(name=a_name)
@example("Zoë")
@example('O\'Neil, "Jim" <jim@x.test>')
@example("محمد الفاتح " * 20 + "x")
def test_a_rendered_skeleton_equals_the_message_django_builds(name):
    to = Mailbox(name, "kim@customer.test")
    try:
        ours = rendered(name, to)
    except Unsendable:
        assert _control_or_broken(name)
        return

    theirs = by_django(name, to)

    assert headers(ours) == headers(theirs)
    assert body(ours, "plain") == body(theirs, "plain")
    assert body(ours, "html") == body(theirs, "html")


def _control_or_broken(name: str) -> bool:
    return any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u2028\u2029" for c in name)


@settings(deadline=None)
@given(value=a_text)
@with_hostile_examples
def test_no_value_adds_a_header_or_an_element(value):
    plain = rendered()
    try:
        message = rendered(value, Mailbox(value, "kim@customer.test"))
    except Unsendable:
        return

    assert [key for key, _ in parsed(message).items()] == [key for key, _ in parsed(plain).items()]
    assert len(list(parsed(message).iter_parts())) == 2
    assert Elements(body(message, "html")).found == Elements(body(plain, "html")).found


def with_note(note: str) -> bytes | None:
    """A message with a value in its bodies only, where line breaks are allowed."""
    marks = placeholders("note", "link")
    skeleton = Skeleton.compile(
        marks=marks,
        sender=SENDER,
        subject="s",
        text=f"<{marks['note']}>\n{marks['note']}",
        html=f"<p>{marks['note']}</p>",
        unsubscribe=marks["link"],
    )
    try:
        return skeleton.render(
            to=Mailbox("", "kim@customer.test"),
            message_id=MESSAGE_ID,
            date=SENT_AT,
            values={"note": note, "link": LINK},
        )
    except Unsendable:
        assert "\0" in note
        return None


@settings(deadline=None)
@given(note=a_text)
@with_hostile_examples
def test_every_message_is_ready_for_the_wire(note):
    message = with_note(note)
    if message is None:
        return

    assert message.isascii()
    assert message.count(b"\r") == message.count(b"\n") == message.count(b"\r\n")
    assert max(map(len, message.split(b"\r\n"))) <= 78
    assert b"\0" not in message


@settings(deadline=None)
@given(note=a_text)
@with_hostile_examples
def test_a_value_in_a_body_arrives_as_it_was(note):
    message = with_note(note)
    if message is None:
        return

    lines = note.replace("\r\n", "\n").replace("\r", "\n")
    assert body(message, "plain") == f"<{lines}>\n{lines}"
    assert body(message, "html") == f"<p>{escape(lines)}</p>"
