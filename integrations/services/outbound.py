"""One POST to an address that somebody typed in, which must not become a way into our own network."""

import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WAIT_SECONDS = 5.0  # for each step of a conversation
DEADLINE_SECONDS = 10.0  # for all of it: a server that drips bytes would hold a worker for ever
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Unreachable(OSError):
    """The message did not get through; the text says why, for the log of deliveries."""


def check(url: str) -> None:
    """ValidationError for an address that nothing will ever be sent to."""
    parts = _split(url)
    if parts is None or parts.username or parts.password or parts.fragment:
        raise ValidationError(_("Give an address such as https://example.org/hook."))
    if parts.scheme != "https" and not _is_ours(parts):
        raise ValidationError(_("The address must begin with https://."))
    literal = _literal(parts.hostname or "")
    if literal is not None and not _is_ours(parts) and not is_public(literal):
        raise ValidationError(_("This address lies in a private network."))


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """The status of the reply, whatever it is; Unreachable if there was none.

    SECURITY: the name is resolved once, every address it has must be public, and the connection
    goes to the address that was looked at: a second look could be answered differently. Redirects
    are replies like any other and are not followed.
    """
    parts = _split(url)
    if parts is None or (parts.scheme != "https" and not _is_ours(parts)):
        raise Unreachable("The address is not one that messages are sent to.")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _resolve(parts, port)
    connection = _Pinned(parts, port, address)
    target = parts.path or "/"
    timer = threading.Timer(DEADLINE_SECONDS, connection.abort)
    timer.start()
    try:
        connection.request(
            "POST", f"{target}?{parts.query}" if parts.query else target, body, headers
        )
        return connection.getresponse().status
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
        # The last two: what aborting a conversation in another thread can look like from inside.
        raise Unreachable(_said(error)) from error
    finally:
        timer.cancel()
        connection.close()


def is_public(address: str) -> bool:
    """Whether this literal address lies outside every private, local and reserved network."""
    ip: Any = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 6:
        # An IPv4 address in disguise is judged by what it stands for.
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in NAT64:
            inner = ipaddress.ip_address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return bool(ip.is_global and not ip.is_multicast)


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, speaking to one name; certificates are checked for the name."""

    def __init__(self, parts: SplitResult, port: int, address: str) -> None:
        assert parts.hostname
        super().__init__(parts.hostname, port, timeout=WAIT_SECONDS)
        self.default_port = 443 if parts.scheme == "https" else 80
        self._address = address
        self._context = ssl.create_default_context() if parts.scheme == "https" else None

    def connect(self) -> None:
        self.sock: Any = socket.create_connection((self._address, self.port), self.timeout)
        if self._context is not None:
            # The handshake comes after the assignment, so that it can be aborted, too.
            self.sock = self._context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def abort(self) -> None:
        """End the conversation from another thread."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def _resolve(parts: SplitResult, port: int) -> str:
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("The name of the host is not known.") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not _is_ours(parts) and not all(map(is_public, addresses)):
        raise Unreachable("The host lies in a private network.")
    return addresses[0]


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _port = parts.port  # ValueError for a port that there is not
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None


def _is_ours(parts: SplitResult) -> bool:
    """A host of our own network that whoever runs this server has allowed by name."""
    return parts.hostname in settings.WEBHOOK_PRIVATE_HOSTS


def _literal(host: str) -> str | None:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return None


def _said(error: Exception) -> str:
    """Why it failed, without anything of the reply in it: that would be a way to read our network."""
    if isinstance(error, TimeoutError):
        return "No reply in time."
    if isinstance(error, ssl.SSLError):
        return "The certificate was not accepted, or the connection broke off."
    if isinstance(error, ConnectionRefusedError):
        return "The connection was refused."
    return "The connection broke off."
