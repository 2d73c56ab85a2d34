"""Mail servers for tests: a good one (aiosmtpd) and one that breaks off wherever it is told to."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

CUT = "close the connection"
SILENCE = "never answer"
DRIP = "answer without ever coming to an end"

_GOOD_REPLIES = {
    "EHLO": b"250-relay.test\r\n250-PIPELINING\r\n250 SIZE 10000000\r\n",
    "MAIL": b"250 2.1.0 Ok\r\n",
    "RCPT": b"250 2.1.5 Ok\r\n",
    "DATA": b"354 Go ahead\r\n",
    ".": b"250 2.0.0 Ok: queued\r\n",
    "RSET": b"250 2.0.0 Ok\r\n",
    "QUIT": b"221 Bye\r\n",
}


@dataclass
class ScriptedRelay:
    """Answers as told: `script["RCPT"]` is one answer for always, or a list of answers in turn.

    An answer is a reply, CUT, SILENCE, DRIP or a number of seconds to wait before the usual reply.
    """

    script: dict[str, object] = field(default_factory=dict)
    messages: list[bytes] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)
    greetings: list[str] = field(default_factory=list)
    connections: int = 0
    packets: int = 0
    port: int = 0

    def answer(self, verb: str) -> object:
        scripted = self.script.get(verb)
        if isinstance(scripted, list):
            return scripted.pop(0) if scripted else _GOOD_REPLIES[verb]
        return _GOOD_REPLIES[verb] if scripted is None else scripted

    def serve(self, listener: socket.socket, closing: threading.Event) -> None:
        while not closing.is_set():
            with suppress(TimeoutError):
                conversation, _ = listener.accept()
                self.connections += 1
                with conversation, suppress(OSError):
                    conversation.settimeout(30)
                    self.converse(conversation, closing)

    def converse(self, conversation: socket.socket, closing: threading.Event) -> None:
        if not self.say(conversation, self.script.get("greeting", b"220 relay.test\r\n"), closing):
            return
        waiting, body = b"", None
        while packet := conversation.recv(65536):
            self.packets += 1
            waiting += packet
            while (cut := waiting.find(b"\r\n.\r\n" if body else b"\r\n")) >= 0:
                end = cut + (5 if body else 2)
                line, waiting = waiting[:end], waiting[end:]
                verb = "." if body else line[:4].decode().strip().upper()
                self.verbs.append(verb)
                self.greetings += [line[5:].decode().strip()] if verb == "EHLO" else []
                if body:
                    self.messages.append(line)
                answer = self.answer(verb)
                body = verb == "DATA" and str(answer).startswith("b'354")
                if not self.say(conversation, answer, closing, verb) or verb == "QUIT":
                    return

    def say(
        self, conversation: socket.socket, answer: object, closing: threading.Event, verb: str = ""
    ) -> bool:
        """Whether the conversation goes on."""
        if answer == CUT:
            return False
        if answer == SILENCE:
            return not closing.wait(30)
        if answer == DRIP:
            while not closing.wait(0.05):
                conversation.sendall(b"250-still\r\n")
            return False
        if isinstance(answer, float):
            time.sleep(answer)
            answer = _GOOD_REPLIES[verb]
        assert isinstance(answer, bytes)
        conversation.sendall(answer)
        return True


@contextmanager
def scripted_relay(**script: object) -> Iterator[ScriptedRelay]:
    """A relay on a free port; `dot` scripts the answer to a whole message."""
    renamed = {{"dot": ".", "greeting": "greeting"}.get(k, k.upper()): v for k, v in script.items()}
    relay = ScriptedRelay(renamed)
    closing = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        relay.port = listener.getsockname()[1]
        thread = threading.Thread(target=relay.serve, args=(listener, closing))
        thread.start()
        try:
            yield relay
        finally:
            closing.set()
            thread.join()


class Inbox:
    """Keeps what aiosmtpd receives."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.signed_in: list[bool] = []
        self.encrypted: list[bool] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        self.signed_in.append(session.authenticated)
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 2.0.0 Ok: queued"


class _Controller(Controller):
    """aiosmtpd probes its own port with a connection; on port 0 that has to wait for the number."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def inbox(**settings: object) -> Iterator[tuple[Inbox, int]]:
    """A well-behaved server on a free port, by aiosmtpd."""
    handler = Inbox()
    controller = _Controller(handler, hostname="127.0.0.1", port=0, **settings)
    controller.start()
    try:
        yield handler, controller.port
    finally:
        controller.stop()


def only_kim(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: object
) -> AuthResult:
    """Accepts the user kim with the password s3cret."""
    given = (getattr(login, "login", b""), getattr(login, "password", b""))
    return AuthResult(success=given == (b"kim", b"s3cret"), handled=False)


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS context for localhost and the file that makes a client trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    trusted, secret = folder / "relay.crt", folder / "relay.key"
    trusted.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(trusted, secret)
    return context, trusted
