"""One reused SMTP connection: a round trip for the envelope, one for the message.

smtplib opens the connection (TLS, sign-in); from there on commands are pipelined where the relay
offers it (RFC 2920), and every way a message can end has a name, because each asks for another
reaction: `Unknown` may not be sent again by itself, `Untried` may at once. What smtplib raises is
an OSError too, so one clause catches whatever ends a connection.
"""

import re
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import NamedTuple, Self

from surveys.mail.letters import (
    Letter,
    Outcome,
    Permanent,
    Sent,
    Stage,
    Temporary,
    Unknown,
    Untried,
)

GO_AHEAD = 354
CLOSING = 421
LONGEST_REASON = 500
_ANY_BREAK = re.compile(rb"\r\n|\r|\n")
_ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")


@dataclass(frozen=True, slots=True)
class Relay:
    """The server that takes our mail, as settings describe it."""

    host: str
    port: int
    username: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False  # STARTTLS on a plain port
    ssl: bool = False  # TLS from the first byte
    we_are: str = ""  # the full name of this machine, which the relay is greeted with
    timeout: float = 20  # seconds for a connection and for each reply
    patience: float = 300  # for the reply to a whole message: giving up there leaves it Unknown
    max_messages: int = 100  # on one connection; many relays hang up somewhere above that

    def __post_init__(self) -> None:
        if not (self.username + self.password).isascii():
            raise ValueError("User name and password of the mail relay have to be ASCII.")


class Unreachable(Exception):
    """The relay cannot be reached or does not let us in; no message is to blame."""


class _Reply(NamedTuple):
    code: int
    text: str


class Connection:
    """A signed-in connection to a relay that never outlives its deadline (`time.monotonic`)."""

    def __init__(self, relay: Relay, deadline: float) -> None:
        remaining = max(deadline - time.monotonic(), 0.01)
        self._relay = relay
        self._messages = 0
        self._needs_reset = False
        with _as_unreachable():
            # A third each for connection, handshake and greeting, which nothing else bounds.
            self._smtp = _open(relay, min(relay.timeout, remaining / 3))
        self._watchdog = threading.Timer(deadline - time.monotonic(), self._cut)
        self._watchdog.daemon = True
        self._watchdog.start()
        try:
            with _as_unreachable():
                # Nagle would hold back the end of a message until its start is acknowledged.
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                _sign_in(self._smtp, relay)
        except BaseException:
            self.drop()
            raise
        self._pipelining = self._smtp.has_extn("pipelining")
        self._announces_size = self._smtp.has_extn("size")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.quit()
        else:
            self.drop()

    @property
    def is_open(self) -> bool:
        """Whether another message may be tried on this connection at all."""
        return self._smtp.sock is not None

    @property
    def is_worn_out(self) -> bool:
        """Whether the relay has had as many messages from it as it likes to take."""
        return self._messages >= self._relay.max_messages

    def send(self, letter: Letter) -> Outcome:
        """Try one message and say how it ended; the connection may be closed afterwards."""
        self._messages += 1
        message = _on_the_wire(letter.message)
        return self._offer(letter, len(message)) or self._hand_over(message)

    def quit(self) -> None:
        """Say goodbye and close."""
        if self.is_open:
            with suppress(OSError):
                self._socket.settimeout(self._relay.timeout)
                self._smtp.quit()
        self.drop()

    def drop(self) -> None:
        """Close without a word."""
        self._watchdog.cancel()
        self._smtp.close()

    def _offer(self, letter: Letter, size: int) -> Outcome | None:
        """Open the envelope; None means that the relay waits for the message."""
        steps = self._steps(letter, size)
        try:
            replies = self._ask([command for _, command in steps])
        except OSError as error:
            self.drop()
            return Untried(_reason(error))
        self._needs_reset = False
        for (stage, _), reply in zip(steps, replies, strict=False):
            if not _is_welcome(reply, stage):
                # A go-ahead in spite of a refusal waits for a message that must not come.
                self._recover(reply, stuck=replies[-1].code == GO_AHEAD)
                return _refusal(reply, stage) or Untried(_unexpected(reply))
        return None

    def _hand_over(self, message: bytes) -> Outcome:
        try:
            self._socket.sendall(message)
        except OSError as error:
            # sendall fails only with bytes left over, so the final dot never left this machine.
            self.drop()
            return Untried(_reason(error))
        try:
            reply = self._read(self._relay.patience)
        except OSError as error:
            self.drop()
            return Unknown(_reason(error))
        if 200 <= reply.code < 300:
            return Sent(reply.text)
        self._recover(reply)
        return _refusal(reply, Stage.CONTENT) or Unknown(_unexpected(reply))

    def _steps(self, letter: Letter, size: int) -> list[tuple[Stage, bytes]]:
        announced = f" SIZE={size}" if self._announces_size else ""
        steps = [
            (Stage.SENDER, f"MAIL FROM:<{letter.sender}>{announced}\r\n".encode("ascii")),
            (Stage.RECIPIENT, f"RCPT TO:<{letter.recipient}>\r\n".encode("ascii")),
            (Stage.CONTENT, b"DATA\r\n"),
        ]
        return [(Stage.SENDER, b"RSET\r\n"), *steps] if self._needs_reset else steps

    def _recover(self, refusal: _Reply, *, stuck: bool = False) -> None:
        """Make the connection fit for the next message, or close it."""
        if stuck or refusal.code == CLOSING or not 400 <= refusal.code < 600:
            self.drop()
        else:
            self._needs_reset = True

    def _ask(self, commands: list[bytes]) -> list[_Reply]:
        """One reply a command; without pipelining, none after the first refusal."""
        if self._pipelining:
            self._socket.sendall(b"".join(commands))
            return [self._read(self._relay.timeout) for _ in commands]
        replies: list[_Reply] = []
        for command in commands:
            self._socket.sendall(command)
            replies.append(self._read(self._relay.timeout))
            if not 200 <= replies[-1].code < 400:
                break
        return replies

    def _read(self, timeout: float) -> _Reply:
        self._socket.settimeout(timeout)
        code, text = self._smtp.getreply()
        return _Reply(code, _without_addresses(text.decode("ascii", "replace")))

    @property
    def _socket(self) -> socket.socket:
        if self._smtp.sock is None:
            raise smtplib.SMTPServerDisconnected("The connection is closed.")
        return self._smtp.sock

    def _cut(self) -> None:
        """End whatever the connection is waiting for, from the watchdog's thread."""
        with suppress(OSError):
            # Past SSLSocket.shutdown, which would drop the encryption under the other thread.
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _open(relay: Relay, timeout: float) -> smtplib.SMTP:
    # Named by us, never looked up: smtplib would ask a name server, which may take its time. RFC
    # 5321 wants a full name or an address.
    name = relay.we_are if "." in relay.we_are else "[127.0.0.1]"
    if relay.ssl:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(relay.host, relay.port, name, timeout=timeout, context=context)
    return smtplib.SMTP(relay.host, relay.port, name, timeout=timeout)


def _sign_in(smtp: smtplib.SMTP, relay: Relay) -> None:
    smtp.ehlo_or_helo_if_needed()
    if relay.tls:
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo()
    if relay.username:
        smtp.login(relay.username, relay.password)


def _on_the_wire(message: bytes) -> bytes:
    """Dots stuffed, the end marked, no line break but CRLF."""
    # SECURITY: a bare CR or LF ends a line for some relays, and so could end the message early.
    if not message.count(b"\r") == message.count(b"\n") == message.count(b"\r\n"):
        message = _ANY_BREAK.sub(b"\r\n", message)
    message = message.replace(b"\r\n.", b"\r\n..")
    if message.startswith(b"."):
        message = b"." + message
    return message + (b".\r\n" if message.endswith(b"\r\n") else b"\r\n.\r\n")


def _is_welcome(reply: _Reply, stage: Stage) -> bool:
    return reply.code == GO_AHEAD if stage is Stage.CONTENT else 200 <= reply.code < 300


def _refusal(reply: _Reply, stage: Stage) -> Temporary | Permanent | None:
    if 400 <= reply.code < 500:
        return Temporary(reply.code, reply.text, stage)
    if 500 <= reply.code < 600:
        return Permanent(reply.code, reply.text, stage)
    return None


def _unexpected(reply: _Reply) -> str:
    return f"Unexpected reply: {reply.code} {reply.text}"


def _without_addresses(text: str) -> str:
    """Relays repeat the recipient; what is kept of a reply must outlive the customer's data."""
    return _ADDRESS.sub("…", text)[:LONGEST_REASON]


def _reason(error: Exception) -> str:
    return _without_addresses(str(error) or type(error).__name__)


@contextmanager
def _as_unreachable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unreachable(_reason(error)) from error
