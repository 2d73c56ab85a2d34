"""A message with placeholders, and what a reader sees of it once it is filled in."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from surveys.mail.addresses import Mailbox
from surveys.mail.skeleton import Skeleton, placeholders

SENDER = Mailbox("Zoë at Acme", "hello@acme.test")
SUPPORT = Mailbox("Acme support", "support@acme.test")
SENT_AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
MESSAGE_ID = "<1.0.k3@mail.acme.test>"
LINK = "https://acme.test/s/T0ken-_~/"
SUBJECT = "{name}, how was your support call?"
TEXT = (
    "Hello {name},\n\n.how far did you feel cared for?\n{link}?a=5\nفريق أكمي 💛\n" + "long " * 300
)
HTML = (
    '<!doctype html><html lang="de"><head><style>p { color: #123 }</style></head><body>\n'
    '<p title="For {name}">Grüß dich, <b>{name}</b>!</p><p>100 % = {name}</p>\n'
    '<a href="{link}?a=5">Very</a> <a href="{link}">Answer</a></body></html>'
)
UNSUBSCRIBE = "https://acme.test/u/{token}/"


def compiled(**changes: object) -> Skeleton:
    marks = placeholders("name", "link", "token")
    parts = {"subject": SUBJECT, "text": TEXT, "html": HTML, "unsubscribe": UNSUBSCRIBE} | changes
    spliced = {key: str(value) for key, value in parts.items()}
    for name, mark in marks.items():
        spliced = {key: value.replace(f"{{{name}}}", mark) for key, value in spliced.items()}
    return Skeleton.compile(marks=marks, sender=SENDER, reply_to=SUPPORT, **spliced)


SKELETON = compiled()


def rendered(name: str = "Kim", to: Mailbox | None = None, link: str = LINK) -> bytes:
    return SKELETON.render(
        to=to or Mailbox("Kim", "kim@customer.test"),
        message_id=MESSAGE_ID,
        date=SENT_AT,
        values={"name": name, "link": link, "token": "t0k.en"},
    )


def parsed(message: bytes) -> EmailMessage:
    return message_from_bytes(message, policy=policy.default)


def body(message: bytes, kind: str) -> str:
    part = parsed(message).get_body((kind,))
    assert part is not None
    return part.get_content().replace("\r\n", "\n").replace("\r", "\n")
