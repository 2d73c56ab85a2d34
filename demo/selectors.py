"""The mails that the demo's catcher has stored, read so that no mail can break the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from pathlib import Path

from django.conf import settings

KEY = re.compile(r"[-\w]+", re.ASCII)
HEAD = 64 * 1024  # as much of a file as a line in the list is made of
SHOWN = ("From", "To", "Reply-To", "Date", "List-Unsubscribe", "Message-ID")
# The standard library's parser has no error of its own for garbage: it stumbles in all these ways
# over headers, unknown charsets, deep nesting and transfer encodings that are not kept to.
UNREADABLE = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    AssertionError,
    RecursionError,
    MessageError,
)


@dataclass(frozen=True)
class Mail:
    """One stored message, as much of it as a line in the list shows."""

    key: str
    arrived: datetime | None  # unknown of a file that the catcher has not named
    recipients: str
    subject: str


@dataclass(frozen=True)
class Letter:
    """A whole message: `html` is the stranger's own markup and only fit for a sandbox."""

    mail: Mail
    headers: list[tuple[str, str]]
    text: str
    html: str
    files: list[str]  # what the attachments are called


@dataclass(frozen=True)
class Attached:
    """One file of a message, as it was sent."""

    name: str
    content: bytes


def keys() -> list[str]:
    """The names of all messages, newest first."""
    folder = Path(settings.DEMO_INBOX)
    if not folder.is_dir():
        return []
    return sorted(path.stem for path in folder.glob("*.eml") if KEY.fullmatch(path.stem))[::-1]


def mails(wanted: Sequence[str]) -> list[Mail]:
    """These messages in their order; what has gone meanwhile is left out."""
    found = ((key, _read(key, HEAD)) for key in wanted)
    return [_mail(key, message) for key, message in found if message is not None]


def letter(key: str) -> Letter | None:
    """The whole message of that name, or None if there is none."""
    message = _read(key)
    if message is None:
        return None
    return Letter(
        _mail(key, message),
        [(name, value) for name in SHOWN if (value := header(message, name))],
        body(message, "plain"),
        body(message, "html"),
        [each.name for each in attached(message)],
    )


def attachment(key: str, number: int) -> Attached | None:
    """That file of the message of that name, counted from 0, or None if there is none."""
    message = _read(key)
    files = attached(message) if message is not None else []
    return files[number] if number < len(files) else None


def attached(message: EmailMessage) -> list[Attached]:
    """The files of a message; none where they cannot be read."""
    try:
        parts = list(message.iter_attachments())
        return [_attached(part, number) for number, part in enumerate(parts, 1)]
    except UNREADABLE:
        return []


def _attached(part: Message, number: int) -> Attached:
    content = part.get_payload(decode=True)
    name = _printable(part.get_filename() or f"{number}")
    return Attached(name, content if isinstance(content, bytes) else b"")


def _read(key: str, size: int = -1) -> EmailMessage | None:
    if not KEY.fullmatch(key):
        return None
    try:
        with _file(key).open("rb") as file:
            raw = file.read(size)
    except OSError:  # it was never there, or somebody empties the inbox at this moment
        return None
    return message_from_bytes(raw, policy=policy.default)


def _file(key: str) -> Path:
    return Path(settings.DEMO_INBOX) / f"{key}.eml"


def _mail(key: str, message: EmailMessage) -> Mail:
    recipients = header(message, "X-Envelope-To") or header(message, "To")
    return Mail(key, _arrived(key), recipients, header(message, "Subject"))


def _arrived(key: str) -> datetime | None:
    """The moment that the catcher has put into the name, in nanoseconds."""
    number = key.partition("-")[0]
    return datetime.fromtimestamp(int(number[:20]) / 1e9, UTC) if number.isdigit() else None


def header(message: EmailMessage, name: str) -> str:
    """All headers of that name in one line, decoded as far as they can be."""
    try:
        values = [str(value) for value in message.get_all(name, [])]
    except UNREADABLE:
        values = [str(value) for key, value in message.raw_items() if key.lower() == name.lower()]
    return " ".join(_printable(", ".join(values)).split())


def body(message: EmailMessage, subtype: str) -> str:
    """The part of a message that is text/plain or text/html, or nothing."""
    try:
        part = message.get_body((subtype,))
    except UNREADABLE:
        return ""
    if part is None:
        return ""
    try:
        return _printable(str(part.get_content()))
    except UNREADABLE:
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _printable(text: str) -> str:
    """Without the half characters that stand for bytes nobody could decode."""
    return text.encode("utf-8", "replace").decode()
