"""A message built once for everybody; per person only the personal parts are escaped and spliced.

Building a message costs far more than sending it (benchmarks/README.md), and in an invitation all
but a name, an address and a token is the same for every customer of a survey and language.
"""

import re
import secrets
from binascii import b2a_qp
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Self, TypeVar

from surveys.mail.addresses import Mailbox, Unsendable, header_text
from surveys.mail.places import Misplaced, Places, find_places

Piece = TypeVar("Piece", str, bytes)

_MESSAGE_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+>")
_SOFT_BREAK = b"=\r\n"  # ends a line of quoted-printable without ending a line of text


def placeholders(*names: str) -> dict[str, str]:
    """A mark for each name, ready to be the context of the templates of one skeleton.

    Marks are letters and digits, so that autoescaping and CSS inlining leave them alone, and
    unguessable, so that no text a person writes can pass for one.
    """
    return {name: f"mark{secrets.token_hex(16)}" for name in names}


@dataclass(frozen=True, slots=True)
class Skeleton:
    """One survey version, language and sender, as bytes with gaps."""

    _head: bytes
    _subject: "_Gaps"
    _unsubscribe: "_Gaps"
    _text: "_Part"
    _html: "_Part"
    _end: bytes
    _places: Places

    @classmethod
    def compile(
        cls,
        *,
        marks: Mapping[str, str],
        sender: Mailbox,
        subject: str,
        text: str,
        html: str,
        unsubscribe: str,
        reply_to: Mailbox | None = None,
        feedback_id: str = "",
    ) -> Self:
        """Encode everything that is the same for everybody.

        `subject`, `text`, `html` and the address `unsubscribe` are already rendered, with the
        marks from `placeholders` where a person's values will stand. Raises `Misplaced` for a
        mark in a dangerous place and for one that got lost on the way.
        """
        _refuse_lost_marks(marks, subject + text + html + unsubscribe)
        places = find_places(html, marks)
        places.note(unsubscribe, marks)
        if not places.is_link(unsubscribe, marks):
            raise Misplaced("The address for unsubscribing is not a web address.")
        boundary = f"=_{secrets.token_hex(12)}"  # "=_" cannot occur in quoted-printable
        return cls(
            _head=_fixed_headers(sender, reply_to, feedback_id, boundary),
            _subject=_Gaps.split(subject, marks),
            _unsubscribe=_Gaps.split(unsubscribe, marks),
            _text=_Part.compile("plain", _Gaps.split(text, marks), str, boundary),
            _html=_Part.compile("html", _Gaps.split(html, marks), escape, boundary),
            _end=f"\r\n--{boundary}--\r\n".encode(),
            _places=places,
        )

    def render(
        self,
        *,
        to: Mailbox,
        message_id: str,
        date: datetime,
        values: Mapping[str, str],
    ) -> bytes:
        """The message for one person, CRLF line endings, no line over 998 octets, 7 bit.

        Raises `Unsendable` for what cannot go into a mail.
        """
        self._refuse(message_id, values)
        head = (
            f"Subject: {header_text(self._subject.fill(values), name='Subject')}\r\n"
            f"To: {to.header()}\r\n"
            f"Date: {format_datetime(date)}\r\n"
            f"Message-ID: {message_id}\r\n"
            f"List-Unsubscribe: <{self._unsubscribe.fill(values)}>\r\n"
        )
        return b"".join(
            [
                head.encode("ascii"),
                self._head,
                *self._text.fill(values),
                *self._html.fill(values),
                self._end,
            ]
        )

    def _refuse(self, message_id: str, values: Mapping[str, str]) -> None:
        if not _MESSAGE_ID.fullmatch(message_id):
            raise Unsendable("The Message-ID is malformed.")
        if any("\0" in value for value in values.values()):
            raise Unsendable("A personal value contains a null byte.")
        # SECURITY: escaping does not stop "javascript:", so a link is checked for what it is.
        if misfit := self._places.misfit(values):
            raise Unsendable(f"{misfit!r} is not a web address.")


@dataclass(frozen=True, slots=True)
class _Gaps:
    """Fixed text and, between two pieces of it, the name of the value that goes there."""

    fixed: list[str]
    names: list[str]

    @classmethod
    def split(cls, template: str, marks: Mapping[str, str]) -> Self:
        if not marks:
            return cls([template], [])
        names = {mark: name for name, mark in marks.items()}
        pieces = re.split("({})".format("|".join(names)), template)
        return cls(pieces[::2], [names[mark] for mark in pieces[1::2]])

    def fill(self, values: Mapping[str, str]) -> str:
        return "".join(_interleave(self.fixed, [values[name] for name in self.names]))


@dataclass(frozen=True, slots=True)
class _Part:
    """One body part in quoted-printable: right for any value, whatever its letters or length."""

    fixed: list[bytes]
    names: list[str]
    escape: Callable[[str], str]

    @classmethod
    def compile(
        cls, subtype: str, gaps: _Gaps, escape: Callable[[str], str], boundary: str
    ) -> Self:
        head = (
            f"\r\n--{boundary}\r\n"
            f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
            "MIME-Version: 1.0\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        ).encode()
        first, *rest = [_quoted_printable(piece) for piece in gaps.fixed]
        return cls([head + first, *rest], gaps.names, escape)

    def fill(self, values: Mapping[str, str]) -> list[bytes]:
        ready = {
            name: b"%b%b%b" % (_SOFT_BREAK, self._encode(values[name]), _SOFT_BREAK)
            for name in dict.fromkeys(self.names)
        }
        return _interleave(self.fixed, [ready[name] for name in self.names])

    def _encode(self, value: str) -> bytes:
        try:
            return _quoted_printable(self.escape(value))
        except UnicodeError as error:
            raise Unsendable("A personal value has broken characters.") from error


def _quoted_printable(text: str) -> bytes:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return b2a_qp(lines.encode()).replace(b"\n", b"\r\n")


def _interleave(fixed: list[Piece], fills: list[Piece]) -> list[Piece]:
    pieces = fixed + fills
    pieces[::2] = fixed
    pieces[1::2] = fills
    return pieces


def _fixed_headers(
    sender: Mailbox, reply_to: Mailbox | None, feedback_id: str, boundary: str
) -> bytes:
    headers = {
        "From": sender.header(),
        "Reply-To": reply_to.header() if reply_to else "",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office replies, please
        "Feedback-ID": header_text(feedback_id, name="Feedback-ID"),
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="{boundary}"',
    }
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value).encode()


def _refuse_lost_marks(marks: Mapping[str, str], everything: str) -> None:
    for name, mark in marks.items():
        if mark not in everything:
            raise Misplaced(f"{name!r} was declared and is nowhere in the message.")
